using System.Numerics.Tensors;
using Xunit;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Tests.Gallery;

/// <summary>People who are directions by chance, with a part in common where they are to resemble each other.</summary>
public sealed class CalibrationTests
{
    private readonly Random _random = new(11);

    [Fact]
    public void Strangers_of_the_same_kind_are_let_in_less_often_than_promised()
    {
        var gallery = GalleryOf(400, 0.01, common: 0.35f);
        var calibration = gallery.Calibrate();
        Assert.Equal((400, 400), (calibration.People, calibration.Strangers / 2));
        var let = Enumerable.Range(0, 3000).Count(_ => gallery.Search(Face(0.35f)) is var match && match.Score >= match.Threshold);
        Assert.InRange(let, 0, 60);
    }

    [Fact]
    public void A_lower_rate_and_more_people_ask_for_more()
    {
        Assert.True(Threshold(GalleryOf(500, 0.003)) > Threshold(GalleryOf(500, 0.03)));
        var young = Enumerable.Range(1, 600).Select(people => YoungGallery.Threshold(people, 0.003)).ToList();
        Assert.Equal(young.Order(), young);
    }

    [Fact]
    public void A_young_gallery_keeps_to_what_is_assumed_and_a_grown_one_to_what_was_measured()
    {
        Assert.Equal(0.6f, YoungGallery.Blend(null, 0.6f, 1000));
        Assert.Equal(0.6f, YoungGallery.Blend(0.4f, 0.6f, 100));
        Assert.Equal(0.5f, YoungGallery.Blend(0.4f, 0.6f, 250), 1e-6f);
        Assert.Equal(0.4f, YoungGallery.Blend(0.4f, 0.6f, 400));
        Assert.Equal(0.7f, YoungGallery.Blend(0.7f, 0.6f, 20));
    }

    [Fact]
    public void Twins_are_listed_and_must_be_nearer_to_their_own_templates_than_they_are_to_each_other()
    {
        var gallery = GalleryOf(450, 0.01);
        var (one, other) = Alike(0.8f);
        gallery.Put("one", [one]);
        gallery.Put("other", [other]);
        var calibration = gallery.Calibrate();
        Assert.InRange(calibration.LookAlikes.Count, 1, 12);
        var pair = calibration.LookAlikes[0];
        Assert.Equal(("one", "other"), (pair.Person, pair.Other));
        Assert.True(gallery.Search(one).Threshold > pair.Score);
        Assert.True(gallery.Search(other).Threshold > pair.Score);
        Assert.Equal(calibration.Partitions[0].Threshold, gallery.Search(Face(0)).Threshold);
    }

    [Theory]
    [InlineData(110, 1)]
    [InlineData(110, 3)]
    [InlineData(400, 2)]
    public void Twins_raise_nobody_else_s_threshold(int people, int pairs)
    {
        var gallery = GalleryOf(people, 0.003);
        var before = Threshold(gallery);
        for (var pair = 0; pair < pairs; pair++)
        {
            var (one, other) = Alike(0.85f);
            gallery.Put($"one{pair}", [one]);
            gallery.Put($"other{pair}", [other]);
        }

        var calibration = gallery.Calibrate();
        Assert.InRange(calibration.Partitions[0].Threshold, before - 0.02f, before + 0.02f);
        Assert.Equal(pairs, calibration.LookAlikes.Count(alike => alike.Person.StartsWith("one", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_door_that_admits_few_has_a_lower_threshold_than_the_gate()
    {
        var gallery = new FaceGallery(new VisionOptions { FalsePositiveRate = 0.01 });
        gallery.Put([.. Enumerable.Range(0, 600).Select(i => new FacesOf($"p{i}", [Face(0.3f)], i < 40 ? 0b11UL : 0b01UL))]);
        var partitions = gallery.Calibrate().Partitions;
        Assert.Equal((600, 40), (partitions.First(each => each.Partition == 0).People,
            partitions.First(each => each.Partition == 1).People));
        Assert.True(partitions.First(each => each.Partition == 1).Threshold < partitions.First(each => each.Partition == 0).Threshold);
    }

    [Fact]
    public void A_fixed_threshold_overrides_all()
    {
        var gallery = new FaceGallery(new VisionOptions { MatchThreshold = 0.61 });
        gallery.Put("p", [Face(0)]);
        gallery.Calibrate();
        Assert.Equal(0.61f, gallery.Search(Face(0)).Threshold);
    }

    [Fact]
    public void Somebody_who_resembles_everybody_scores_less_than_the_cosine()
    {
        var gallery = GalleryOf(300, 0.01, common: 0.35f);
        gallery.Calibrate();
        var common = new float[FaceGallery.Size];
        common[0] = 1;
        var match = gallery.Search(common);
        Assert.True(match.Score < match.Cosine - 0.05f, $"score {match.Score}, cosine {match.Cosine}");
    }

    private static float Threshold(FaceGallery gallery) => gallery.Calibrate().Partitions[0].Threshold;

    private FaceGallery GalleryOf(int people, double rate, float common = 0.3f)
    {
        var gallery = new FaceGallery(new VisionOptions { FalsePositiveRate = rate });
        gallery.Put([.. Enumerable.Range(0, people).Select(i => new FacesOf($"p{i}", [Face(common), Face(common)]))]);
        return gallery;
    }

    private (float[] One, float[] Other) Alike(float cosine)
    {
        var (one, aside) = (Face(0), Face(0));
        var along = TensorPrimitives.Dot<float>(one, aside);
        float[] across = [.. aside.Select((value, i) => value - (along * one[i]))];
        var length = TensorPrimitives.Norm<float>(across);
        return (one, [.. one.Select((value, i) => (cosine * value) + (MathF.Sqrt(1 - (cosine * cosine)) * across[i] / length))]);
    }

    /// <summary>A direction by chance, with so much of a common one.</summary>
    private float[] Face(float common)
    {
        float[] face = [.. Enumerable.Range(0, FaceGallery.Size)
            .Select(_ => (float)(_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5))];
        var length = TensorPrimitives.Norm<float>(face);
        return [.. face.Select((value, i) => (MathF.Sqrt(1 - (common * common)) * value / length) + (i == 0 ? common : 0))];
    }
}
