using CsCheck;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Vision.Tests.Gallery;

public sealed class FaceGalleryTests
{
    private static readonly Gen<float[]> _template = Gen.Float[-1, 1].Array[FaceGallery.Size];

    [Fact]
    public void A_search_finds_what_comparing_with_everybody_finds() =>
        Gen.Select(Gen.Select(Gen.Int[0, 5], _template.Array[1, 3]).Array[0, 12], Gen.Int[0, 6], _template).Sample(
            (puts, removed, probe) =>
            {
                var gallery = new FaceGallery();
                var people = new Dictionary<string, float[][]>();
                foreach (var (person, templates) in puts)
                {
                    gallery.Put($"p{person}", [.. templates.Select(template => (ReadOnlyMemory<float>)template)]);
                    people[$"p{person}"] = templates;
                }

                Assert.Equal(people.Remove($"p{removed}"), gallery.Remove($"p{removed}"));
                Assert.Equal((people.Count, people.Values.Sum(templates => templates.Length)), (gallery.People, gallery.Templates));
                var best = people.Select(entry => (entry.Key, Score: WithMean(entry.Value).Max(template => Cosine(template, probe))))
                    .OrderByDescending(entry => entry.Score).ToList();
                var match = gallery.Search(probe);
                Assert.Equal(best.Count > 0 ? best[0].Key : null, match.Person);
                Assert.Equal(best.Count > 1 ? best[1].Key : null, match.RunnerUp);
                Assert.Equal(best.Count > 0 ? best[0].Score : -1, match.Score, 1e-4);
                Assert.Equal(best.Count > 1 ? best[1].Score : -1, match.RunnerUpScore, 1e-4);
            },
            iter: FastTests.Cases(200));

    [Fact]
    public async Task A_search_never_sees_half_a_change()
    {
        var gallery = new FaceGallery();
        var (face, others) = (Axis(0), Enumerable.Range(1, 40).Select(Axis).ToList());
        gallery.Put("resident", [face]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var searching = Task.Run(
            () =>
            {
                var searches = 0;
                for (; !stop.IsCancellationRequested || searches == 0; searches++)
                {
                    var match = gallery.Search(face.Span);
                    Assert.Equal(("resident", 1f), (match.Person, match.Score));
                    Assert.True(match.RunnerUpScore is 0 or -1);
                }
            },
            CancellationToken.None);
        for (var round = 0; round < 20; round++)
        {
            others.ForEach(other => gallery.Put($"p{others.IndexOf(other)}", [other, other]));
            others.ForEach(other => gallery.Remove($"p{others.IndexOf(other)}"));
        }

        await stop.CancelAsync();
        await searching;
        Assert.Equal((1, 1), (gallery.People, gallery.Templates));
    }

    [Fact]
    public void Templates_of_another_size_or_without_length_are_refused()
    {
        var gallery = new FaceGallery();
        Assert.Throws<ArgumentException>(() => gallery.Put("p", []));
        Assert.Throws<ArgumentException>(() => gallery.Put("p", [new float[128]]));
        Assert.Throws<ArgumentException>(() => gallery.Put("p", [new float[FaceGallery.Size]]));
        Assert.Equal(0, gallery.People);
    }

    private static ReadOnlyMemory<float> Axis(int index)
    {
        var template = new float[FaceGallery.Size];
        template[index] = 1;
        return template;
    }

    /// <summary>Several templates of a person count together with their mean.</summary>
    private static float[][] WithMean(float[][] templates) => templates.Length < 2
        ? templates
        : [.. templates, [.. Enumerable.Range(0, FaceGallery.Size)
            .Select(i => (float)templates.Sum(template => template[i] / Math.Sqrt(template.Sum(number => (double)number * number))))]];

    private static double Cosine(float[] left, float[] right) =>
        left.Zip(right, (l, r) => (double)l * r).Sum() / Math.Sqrt(left.Sum(l => (double)l * l) * right.Sum(r => (double)r * r));
}
