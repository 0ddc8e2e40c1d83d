using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>Who is inside already, how many may be, and which door has to be shut first.</summary>
public sealed class AreaRulesTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)] };

    [Theory]
    [InlineData(AntiPassback.Hard, true, false, DenialReason.PassedBack)]
    [InlineData(AntiPassback.Hard, false, false, null)]
    [InlineData(AntiPassback.Hard, true, true, null)]
    [InlineData(AntiPassback.Soft, true, false, null)]
    internal void Somebody_who_is_inside_by_the_record_is_refused_where_it_is_hard_and_certain_and_let_in_and_marked_elsewhere(
        AntiPassback kind, bool certain, bool reachedElsewhere, DenialReason? reason)
    {
        var policy = Of(new AreaOptions { Id = "yard", AntiPassback = kind, ReachedElsewhere = reachedElsewhere });
        var facts = new AccessFacts(_now, "gate", DoorSide.Entry, [Card(_wang)], DoorMode.Normal, null, new Presence("yard",
            1000, 1, certain));
        if (reason is { } expected)
        {
            AssertDenied(expected, AccessRules.Decide(policy, facts));
        }
        else
        {
            Assert.True(Assert.IsType<Decision.Granted>(AccessRules.Decide(policy, facts)).PassedBack);
        }

        Assert.False(Assert.IsType<Decision.Granted>(AccessRules.Decide(policy, facts with
        {
            Presence = new Presence(null, 1000, 1,
            certain)
        })).PassedBack);
    }

    [Theory]
    [InlineData(599_999.9, true)]
    [InlineData(600_000, false)]
    public void Timed_anti_passback_ends_after_its_minutes(double sinceMs, bool denied)
    {
        var decision = AccessRules.Decide(Of(new AreaOptions { Id = "yard", AntiPassback = AntiPassback.Timed, AntiPassbackMinutes = 10 }),
            new AccessFacts(_now, "gate", DoorSide.Entry, [Card(_wang)], DoorMode.Normal, null, new Presence(null, sinceMs, 1, true)));
        Assert.Equal(denied, decision is Decision.Denied { Reason: DenialReason.PassedBackTooSoon });
    }

    [Theory]
    [InlineData(4, null, false)]
    [InlineData(5, null, true)]
    [InlineData(5, "yard", false)]
    public void A_full_area_takes_nobody_more_than_it_holds(int inside, string? from, bool denied)
    {
        var decision = AccessRules.Decide(Of(new AreaOptions { Id = "yard", Limit = 5 }),
            new AccessFacts(_now, "gate", DoorSide.Entry, [Card(_wang)], DoorMode.Normal, null, new Presence(from, null, inside, true)));
        Assert.Equal(denied, decision is Decision.Denied { Reason: DenialReason.AreaFull });
    }

    [Theory]
    [InlineData(3, null, false)]
    [InlineData(4, null, true)]
    [InlineData(4, "yard", false)]
    public void Two_people_take_the_room_of_those_who_are_not_inside_yet(int inside, string? otherFrom, bool denied)
    {
        var policy = PolicyFactory.From(
            new SiteFile
            {
                Areas = [new AreaOptions { Id = "yard", Limit = 5 }],
                Doors = [new DoorOptions { Id = "gate", To = "yard",
                Verify = [new VerifyOptions { Need = Verification.TwoPersons }] }]
            },
            Calendar.Empty);
        var decision = AccessRules.Decide(policy, new AccessFacts(_now, "gate", DoorSide.Entry,
            [Card(_wang with { Id = new PersonId("p-2") }), Card(_wang)], DoorMode.Normal, null,
            new Presence(null, null, inside, true), new Presence(otherFrom, null, inside, true)));
        Assert.Equal(denied, decision is Decision.Denied { Reason: DenialReason.AreaFull });
    }

    [Fact]
    public void An_interlock_refuses_both_ways_and_names_no_right()
    {
        var facts = new AccessFacts(_now, "gate", DoorSide.Entry, [Card(_wang)], DoorMode.Normal, "inner", null);
        AssertDenied(DenialReason.Interlocked, AccessRules.Decide(_yard, facts));
        AssertDenied(DenialReason.Interlocked, AccessRules.Decide(_yard, facts with { Side = DoorSide.Exit }));
    }

    private static readonly AccessPolicy _yard = Of(new AreaOptions { Id = "yard", AntiPassback = AntiPassback.Hard });

    private static AccessPolicy Of(AreaOptions yard) => PolicyFactory.From(
        new SiteFile
        {
            Areas = [yard],
            Doors = [new DoorOptions { Id = "gate", To = "yard" }, new DoorOptions { Id = "inner", From = "yard",
            To = "shed" }]
        }, Calendar.Empty);

    private static Factor Card(Resident resident) => new(PassageMethod.Card, 0, CredentialFinding.Sound,
        HolderFactory.From(resident, resident.Doors));

    private static Decision Decide(PassageMethod method, double age, Resident? resident, CredentialFinding finding =
        CredentialFinding.Sound) =>
        AccessRules.Decide(
            PolicyFactory.From(new SiteFile { Doors = [new DoorOptions { Id = "gate", Accepts = Enum.GetValues<PassageMethod>() }] },
                Calendar.Empty),
            new AccessFacts(_now, "gate", DoorSide.Entry,
                [new Factor(method, age * 1000, finding, HolderFactory.From(resident, resident?.Doors ?? []))],
                DoorMode.Normal, null, null));

    private static void AssertDenied(DenialReason reason, Decision decision) => Assert.Equal(reason,
        Assert.IsType<Decision.Denied>(decision).Reason);
}
