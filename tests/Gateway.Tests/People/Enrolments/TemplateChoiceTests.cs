using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Faces;

namespace Zhuhui.Edge.Gateway.Tests.People.Enrolments;

public sealed class TemplateChoiceTests
{
    [Fact]
    public void Of_six_the_one_that_is_most_like_another_goes()
    {
        FaceTemplate[] found = [Of(1, 0), Of(1, 0.05f), Of(1, 1), Of(1, 2), Of(1, 4), Of(0.2f, 1, -1)];
        var kept = TemplateChoice.Choose(found, []);
        Assert.Equal(5, kept.Count);
        Assert.False(kept.Contains(found[0]) && kept.Contains(found[1]));
    }

    [Fact]
    public void A_poor_photo_makes_room_for_a_good_one()
    {
        FaceTemplate[] before = [.. Enumerable.Range(1, 5).Select(i => Of(1, i * 0.3f) with { Quality = i == 3 ? 0.01f : 0.9f })];
        var better = Of(1, 0.95f) with { Quality = 1 };
        var kept = TemplateChoice.Choose([better], before);
        Assert.Contains(better, kept);
        Assert.DoesNotContain(before[2], kept);
    }

    [Fact]
    public void Templates_of_another_pack_go() => Assert.Single(TemplateChoice.Choose([Of(1, 0)], [Of(0, 1) with { Pack = "older" }]));

    [Fact]
    public void Faces_that_are_unlike_are_not_of_one_person()
    {
        Assert.True(TemplateChoice.IsOnePerson([Of(1, 0)], []));
        Assert.True(TemplateChoice.IsOnePerson([Of(1, 0), Of(1, 1)], [Of(1, 2)]));
        Assert.False(TemplateChoice.IsOnePerson([Of(1, 0)], [Of(0, 1)]));
        Assert.False(TemplateChoice.IsOnePerson([Of(1, 0), Of(1, 0.1f), Of(0, 0, 1)], []));
    }

    [Fact]
    public void At_most_five_are_kept_each_once_and_the_best_new_one_is_among_them() =>
        Gen.Select(Template.Array[1, 8], Template.Array[0, 5]).Sample(
            (found, before) =>
            {
                var kept = TemplateChoice.Choose(found, before);
                Assert.Equal(Math.Min(TemplateChoice.Most, found.Length + before.Length), kept.Count);
                Assert.Equal(kept.Count, kept.Distinct(ReferenceEqualityComparer.Instance).Count());
                Assert.Equal(found.Max(t => t.Quality), kept[0].Quality);
            },
            iter: 2000);

    private static Gen<FaceTemplate> Template { get; } =
        from vector in Gen.Float[-1, 1].Array[8]
        from quality in Gen.Float[0.01f, 1]
        select new FaceTemplate("pack", [.. vector, 0.5f], quality);

    private static FaceTemplate Of(params float[] start) => new("pack", [.. start, .. new float[512 - start.Length]], 0.5f);
}
