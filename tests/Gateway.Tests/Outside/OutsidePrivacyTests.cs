using Xunit;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>Every kind of event there is, as it would go outside: nobody is in it, in either language.</summary>
public sealed class OutsidePrivacyTests
{
    private static readonly string[] _people = ["王秀英", "p-1", "p-3", "77", "5003", "guard", "3-2-501", "a wedge", "a fair", "on my way"];

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Nobody_s_name_home_card_id_or_word_is_in_what_goes_outside(Language language)
    {
        var words = new HappeningWriter(new EventFormatter(EveryKind.Site, Wang()));
        var outside = EveryKind.Events.Where(one => OutsideEvent.Of(one) is not null).ToArray();
        Assert.InRange(outside.Length, 20, EveryKind.Events.Count);
        Assert.All(outside, happened =>
        {
            var what = OutsideEvent.Of(happened)!.Value;
            var said = $"{words.Text(happened, isNamed: false, language)} {words.Place(what)?.In(language)} "
                + HappeningWriter.Kind(what, happened).In(language);
            Assert.All(_people.Where(one => !(one == "guard" && said.Contains("for guards", StringComparison.Ordinal))), one =>
                Assert.False(said.Contains(one, StringComparison.Ordinal), $"{happened.Type}: {said}"));
        });
    }

    [Fact]
    public void With_the_site_s_word_names_are_in_it()
    {
        var words = new HappeningWriter(new EventFormatter(EveryKind.Site, Wang()));
        var duress = EveryKind.Events.OfType<DuressRaised>().First();
        Assert.Contains("王秀英", words.Text(duress, isNamed: true, Language.Zh), StringComparison.Ordinal);

        // But for care: that consent is of another thing.
        Assert.All(Enum.GetValues<NoticeKind>(), kind => Assert.DoesNotContain("王秀英", words.Text(new NoticeRaised("n-1", kind, "p-1",
            "gate", DateTimeOffset.UnixEpoch, 3), isNamed: true, Language.Zh), StringComparison.Ordinal));
    }

    private static ResidentDirectory Wang()
    {
        var residents = new ResidentDirectory();
        residents.Replace([new Resident(new PersonId("p-1"), "王秀英")]);
        return residents;
    }

    /// <summary>What a new target is by default.</summary>
    [Fact]
    public void A_target_that_says_nothing_names_nobody_and_is_told_of_alarms_alone()
    {
        var target = new TargetOptions();
        Assert.Equal((false, false), (target.Names, target.FollowUps));
        Assert.Equal([OutsideSubject.Alarms], target.Of);
    }
}
