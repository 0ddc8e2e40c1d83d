using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class AccessRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8));

    private static readonly Resident Wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)] };

    [Fact]
    public void A_resident_with_a_fresh_card_is_let_in_and_every_rule_was_asked()
    {
        var granted = Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0.1, Wang));
        Assert.Equal("p-1", granted.Holder.Person);
        Assert.Equal(["fresh", "accepted-here", "sound", "not-blocked", "valid", "uses-left", "admitted-here", "within-hours", "not-locked-down", "persons", "anti-passback", "interlock", "room"], granted.Rules);
    }

    [Theory]
    [InlineData(PassageMethod.Card, DenialReason.UnknownCard)]
    [InlineData(PassageMethod.QrCode, DenialReason.UnknownQrCode)]
    [InlineData(PassageMethod.Face, DenialReason.FaceNotRecognised)]
    internal void Nobody_is_let_in_by_what_nobody_has(PassageMethod method, DenialReason reason) => AssertDenied(reason, Decide(method, 0.1, null));

    [Theory]
    [InlineData(PassageMethod.Card, 2.0, false)]
    [InlineData(PassageMethod.Card, 2.001, true)]
    [InlineData(PassageMethod.Face, 1.5, false)]
    [InlineData(PassageMethod.Face, 1.501, true)]
    [InlineData(PassageMethod.QrCode, 2.001, true)]
    [InlineData(PassageMethod.Card, -0.001, true)]
    internal void A_read_that_is_too_old_or_from_the_future_never_opens(PassageMethod method, double seconds, bool stale)
    {
        var decision = Decide(method, seconds, Wang);
        if (stale)
        {
            AssertDenied(DenialReason.Stale, decision);
        }
        else
        {
            Assert.IsType<Decision.Granted>(decision);
        }
    }

    [Theory]
    [InlineData(CredentialFinding.Unknown, DenialReason.FaceNotRecognised)]
    [InlineData(CredentialFinding.FaceAmbiguous, DenialReason.FaceAmbiguous)]
    [InlineData(CredentialFinding.FaceNotLive, DenialReason.FaceNotLive)]
    internal void A_face_without_a_name_is_denied_with_vision_s_reason(CredentialFinding finding, DenialReason reason) =>
        AssertDenied(reason, Decide(PassageMethod.Face, 0, null, finding));

    [Fact]
    public void A_blocked_person_is_denied_whatever_else_holds() => AssertDenied(DenialReason.Blocked, Decide(PassageMethod.Card, 0, Wang with { Blocked = true }));

    [Fact]
    public void A_right_begins_and_ends_at_its_instant()
    {
        AssertDenied(DenialReason.NotYetValid, Decide(PassageMethod.Card, 0, Wang with { ValidFrom = Now.AddTicks(1) }));
        Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0, Wang with { ValidFrom = Now }));
        Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0, Wang with { ValidTo = Now.AddTicks(1) }));
        AssertDenied(DenialReason.Expired, Decide(PassageMethod.Card, 0, Wang with { ValidTo = Now }));
    }

    [Fact]
    public void A_person_of_other_doors_is_not_admitted_here()
    {
        AssertDenied(DenialReason.NotAdmittedHere, Decide(PassageMethod.Card, 0, Wang with { Doors = ["unit-3"] }));
        Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0, Wang with { Doors = ["unit-3", "gate"] }));
    }

    [Fact]
    public void Whatever_is_asked_only_a_known_unblocked_valid_admitted_person_with_a_fresh_read_is_let_in() =>
        Gen.Select(Gen.Enum<PassageMethod>(), Gen.Double[-5, 5], Gen.Bool, Gen.Bool, Gen.Int[-2, 2], Gen.Int[-2, 2], Gen.Bool, Gen.Enum<CredentialFinding>())
            .Sample(
                (method, age, known, blocked, from, to, here, finding) =>
                {
                    var resident = !known ? null : Wang with
                    {
                        Blocked = blocked,
                        ValidFrom = Now.AddHours(from),
                        ValidTo = Now.AddHours(to),
                        Doors = here ? ["gate"] : ["elsewhere"],
                    };
                    var right = known && !blocked && from <= 0 && to > 0 && here && finding is (CredentialFinding.Sound or CredentialFinding.Duress)
                        && age >= 0 && age <= (method == PassageMethod.Face ? 1.5 : 2);
                    return Decide(method, age, resident, finding) is Decision.Granted == right;
                },
                iter: 20_000);

    [Fact]
    public void Over_all_facts_only_somebody_with_every_right_is_let_in()
    {
        var granted = 0;
        RandomFacts.Any.Sample(
            facts =>
            {
                var decision = AccessRules.Decide(RandomFacts.Policy, facts);
                if (decision is Decision.Granted)
                {
                    Interlocked.Increment(ref granted);
                }

                return decision is Decision.Granted == HasEveryRight(facts);
            },
            iter: 200_000);
        Assert.True(granted > 5_000, $"{granted} granted");
    }

    [Fact]
    public void Over_all_facts_every_rule_has_its_say_and_a_decision_is_the_same_whenever_it_is_made()
    {
        var reasons = new System.Collections.Concurrent.ConcurrentDictionary<DenialReason, int>();
        RandomFacts.Any.Sample(
            facts =>
            {
                var (once, again) = (AccessRules.Decide(RandomFacts.Policy, facts), AccessRules.Decide(RandomFacts.Policy, facts));
                if (once is Decision.Denied denied)
                {
                    reasons.AddOrUpdate(denied.Reason, 1, static (_, n) => n + 1);
                }

                return once.ToString() == again.ToString() && once.Rules.SequenceEqual(again.Rules) && DecisionFormatter.Format(RandomFacts.Policy, facts, once) == DecisionFormatter.Format(RandomFacts.Policy, facts, again);
            },
            iter: 50_000);
        Assert.Empty(Enum.GetValues<DenialReason>().Except(reasons.Keys));
    }

    [Theory]
    [InlineData(DoorMode.Normal)]
    [InlineData(DoorMode.LockedDown)]
    [InlineData(DoorMode.HeldOpen)]
    internal void Nobody_known_is_kept_inside(DoorMode mode)
    {
        var resident = Wang with { Blocked = true, ValidTo = Now, Doors = ["elsewhere"], Schedule = "gone", MostUses = 0 };
        var inside = new AccessFacts(Now, "inner", DoorSide.Exit, [Card(resident)], mode, null, new Presence("yard", 0, 99, true));
        Assert.IsType<Decision.Granted>(AccessRules.Decide(Yard, inside));
        AssertDenied(DenialReason.UnknownCard, AccessRules.Decide(Yard, inside with { Factors = [new Factor(PassageMethod.Card, 0, CredentialFinding.Unknown, null)] }));
        AssertDenied(DenialReason.LostCard, AccessRules.Decide(Yard, inside with { Factors = [Card(Wang) with { Finding = CredentialFinding.Lost }] }));
    }

    [Fact]
    public void Lockdown_refuses_everybody_who_comes_in_and_says_the_person_s_own_fault_first()
    {
        var facts = new AccessFacts(Now, "gate", DoorSide.Entry, [Card(Wang)], DoorMode.LockedDown, null, null);
        AssertDenied(DenialReason.LockedDown, AccessRules.Decide(Yard, facts));
        AssertDenied(DenialReason.Blocked, AccessRules.Decide(Yard, facts with { Factors = [Card(Wang with { Blocked = true })] }));
    }

    [Theory]
    [InlineData(AntiPassback.Hard, true, false, DenialReason.PassedBack)]
    [InlineData(AntiPassback.Hard, false, false, null)]
    [InlineData(AntiPassback.Hard, true, true, null)]
    [InlineData(AntiPassback.Soft, true, false, null)]
    internal void Somebody_who_is_inside_by_the_record_is_refused_where_it_is_hard_and_certain_and_let_in_and_marked_elsewhere(
        AntiPassback kind, bool certain, bool reachedElsewhere, DenialReason? reason)
    {
        var policy = Of(new AreaOptions { Id = "yard", AntiPassback = kind, ReachedElsewhere = reachedElsewhere });
        var facts = new AccessFacts(Now, "gate", DoorSide.Entry, [Card(Wang)], DoorMode.Normal, null, new Presence("yard", 1000, 1, certain));
        if (reason is { } expected)
        {
            AssertDenied(expected, AccessRules.Decide(policy, facts));
        }
        else
        {
            Assert.True(Assert.IsType<Decision.Granted>(AccessRules.Decide(policy, facts)).PassedBack);
        }

        Assert.False(Assert.IsType<Decision.Granted>(AccessRules.Decide(policy, facts with { Presence = new Presence(null, 1000, 1, certain) })).PassedBack);
    }

    [Theory]
    [InlineData(599_999.9, true)]
    [InlineData(600_000, false)]
    public void Timed_anti_passback_ends_after_its_minutes(double sinceMs, bool denied)
    {
        var decision = AccessRules.Decide(Of(new AreaOptions { Id = "yard", AntiPassback = AntiPassback.Timed, AntiPassbackMinutes = 10 }),
            new AccessFacts(Now, "gate", DoorSide.Entry, [Card(Wang)], DoorMode.Normal, null, new Presence(null, sinceMs, 1, true)));
        Assert.Equal(denied, decision is Decision.Denied { Reason: DenialReason.PassedBackTooSoon });
    }

    [Theory]
    [InlineData(4, null, false)]
    [InlineData(5, null, true)]
    [InlineData(5, "yard", false)]
    public void A_full_area_takes_nobody_more_than_it_holds(int inside, string? from, bool denied)
    {
        var decision = AccessRules.Decide(Of(new AreaOptions { Id = "yard", Limit = 5 }),
            new AccessFacts(Now, "gate", DoorSide.Entry, [Card(Wang)], DoorMode.Normal, null, new Presence(from, null, inside, true)));
        Assert.Equal(denied, decision is Decision.Denied { Reason: DenialReason.AreaFull });
    }

    [Theory]
    [InlineData(3, null, false)]
    [InlineData(4, null, true)]
    [InlineData(4, "yard", false)]
    public void Two_people_take_the_room_of_those_who_are_not_inside_yet(int inside, string? otherFrom, bool denied)
    {
        var policy = PolicyFactory.From(
            new SiteFile { Areas = [new AreaOptions { Id = "yard", Limit = 5 }], Doors = [new DoorOptions { Id = "gate", To = "yard", Verify = [new VerifyOptions { Need = Verification.TwoPersons }] }] },
            Calendar.Empty);
        var decision = AccessRules.Decide(policy, new AccessFacts(Now, "gate", DoorSide.Entry, [Card(Wang with { Id = new PersonId("p-2") }), Card(Wang)], DoorMode.Normal, null,
            new Presence(null, null, inside, true), new Presence(otherFrom, null, inside, true)));
        Assert.Equal(denied, decision is Decision.Denied { Reason: DenialReason.AreaFull });
    }

    [Fact]
    public void An_interlock_refuses_both_ways_and_names_no_right()
    {
        var facts = new AccessFacts(Now, "gate", DoorSide.Entry, [Card(Wang)], DoorMode.Normal, "inner", null);
        AssertDenied(DenialReason.Interlocked, AccessRules.Decide(Yard, facts));
        AssertDenied(DenialReason.Interlocked, AccessRules.Decide(Yard, facts with { Side = DoorSide.Exit }));
    }

    [Fact]
    public void Somebody_refused_for_the_hours_is_told_before_a_PIN_is_asked()
    {
        var policy = PolicyFactory.From(new SiteFile { Doors = [new DoorOptions { Id = "gate", Verify = [new VerifyOptions { Need = Verification.CardAndPin }] }] }, Calendar.Empty);
        var facts = new AccessFacts(Now, "gate", DoorSide.Entry, [Card(Wang with { Schedule = "gone" })], DoorMode.Normal, null, null);
        AssertDenied(DenialReason.OutsideSchedule, AccessRules.Decide(policy, facts));
    }

    private static readonly AccessPolicy Yard = Of(new AreaOptions { Id = "yard", AntiPassback = AntiPassback.Hard });

    private static AccessPolicy Of(AreaOptions yard) => PolicyFactory.From(
        new SiteFile { Areas = [yard], Doors = [new DoorOptions { Id = "gate", To = "yard" }, new DoorOptions { Id = "inner", From = "yard", To = "shed" }] }, Calendar.Empty);

    private static Factor Card(Resident resident) => new(PassageMethod.Card, 0, CredentialFinding.Sound, HolderFactory.From(resident));

    /// <summary>The rights written down a second time, another way: what must hold, not in which order it is asked.</summary>
    private static bool HasEveryRight(AccessFacts facts)
    {
        var policy = RandomFacts.Policy;
        var door = policy.Doors.Single(d => d.Id == facts.Door);
        var goesIn = facts.Side == DoorSide.Entry;
        var need = goesIn ? door.Verify.FirstOrDefault(v => v.Schedule == "" || Schedules.IsInForce(policy, v.Schedule, facts.At))?.Need ?? Verification.One : Verification.One;
        var methods = facts.Factors.Select(f => f.Method).ToHashSet();
        var persons = facts.Factors.Select(f => f.Holder?.Person).ToHashSet();
        var area = policy.Areas.FirstOrDefault(a => a.Id == (goesIn ? door.To : door.From));
        var last = facts.Factors[^1];
        Presence[] presences = [.. new[] { facts.Presence, facts.OtherPresence }.OfType<Presence>()];
        bool[] rights =
        [
            facts.Factors.All(f => f is { Holder: not null, Finding: CredentialFinding.Sound or CredentialFinding.Duress, AgeMs: >= 0 } || (IsNotLive(f) && f.AgeMs >= 0
                && (!goesIn || door.Id == "advised" || (door.Id == "else-card" && need == Verification.One && methods.Contains(PassageMethod.Card))))),
            last.AgeMs <= (last.Method == PassageMethod.Face ? 1500 : 2000),
            facts.Factors.All(f => f.AgeMs <= (door.SecondWithinSeconds * 1000) + (last.Method == PassageMethod.Face ? 1500 : 2000)),
            need switch
            {
                Verification.CardAndPin => methods.SetEquals([PassageMethod.Card, PassageMethod.Pin]),
                Verification.CardAndFace => methods.SetEquals([PassageMethod.Card, PassageMethod.Face]),
                _ => methods.All(m => door.Accepts.Contains(m) || (!goesIn && m == PassageMethod.Card && door.Id is "pin" or "face" or "else-card") || (!goesIn && m == PassageMethod.Face && door.Id == "face")
                    || (m == PassageMethod.Card && door.Id == "else-card" && facts.Factors.Any(IsNotLive))),
            },
            persons.Count == (need == Verification.TwoPersons ? 2 : 1),
            !goesIn || facts.Factors.All(f => MayComeIn(f.Holder, policy, facts)),
            !goesIn || facts.Mode != DoorMode.LockedDown,
            facts.Interlock is null,
            !goesIn || presences.All(p => !(area is { Id: "hard" } && p is { Area: "hard", IsCertain: true })),
            !goesIn || presences.All(p => !(area is { Id: "timed" } && p.SinceMs < 300_000)),
            !goesIn || facts.Presence is not { } r || area is not { Id: "hard" } || presences.All(p => p.Area == "hard") || r.Occupancy + presences.Count(p => p.Area != "hard") <= 5,
        ];
        return rights.All(r => r);
    }

    private static bool IsNotLive(Factor f) => f is { Method: PassageMethod.Face, Finding: CredentialFinding.FaceNotLive, Holder: not null };

    private static bool MayComeIn(Holder? h, AccessPolicy policy, AccessFacts facts) => h is { Blocked: false } && !(h.UsesLeft <= 0)
        && !(facts.At < h.ValidFrom) && !(facts.At >= h.ValidTo) && !(facts.At < h.CredentialFrom) && !(facts.At >= h.CredentialTo)
        && (h.Doors.Count == 0 || h.Doors.Contains(facts.Door)) && (h.Schedule is null || Schedules.IsInForce(policy, h.Schedule, facts.At));

    private static Decision Decide(PassageMethod method, double age, Resident? resident, CredentialFinding finding = CredentialFinding.Sound) =>
        AccessRules.Decide(
            PolicyFactory.From(new SiteFile { Doors = [new DoorOptions { Id = "gate", Accepts = Enum.GetValues<PassageMethod>() }] }, Calendar.Empty),
            new AccessFacts(Now, "gate", DoorSide.Entry, [new Factor(method, age * 1000, finding, HolderFactory.From(resident))], DoorMode.Normal, null, null));

    private static void AssertDenied(DenialReason reason, Decision decision) => Assert.Equal(reason, Assert.IsType<Decision.Denied>(decision).Reason);
}
