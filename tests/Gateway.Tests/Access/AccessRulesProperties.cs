using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>What holds of every decision, whatever the facts.</summary>
public sealed class AccessRulesProperties
{
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)] };

    [Fact]
    public void Whatever_is_asked_only_a_known_unblocked_valid_admitted_person_with_a_fresh_read_is_let_in() =>
        Gen.Select(Gen.Enum<PassageMethod>(), Gen.Double[-5, 5], Gen.Bool, Gen.Bool, Gen.Int[-2, 2], Gen.Int[-2, 2], Gen.Bool,
            Gen.Enum<CredentialFinding>())
            .Sample(
                (method, age, known, blocked, from, to, here, finding) =>
                {
                    var resident = !known ? null : _wang with
                    {
                        Blocked = blocked,
                        ValidFrom = _now.AddHours(from),
                        ValidTo = _now.AddHours(to),
                        Doors = here ? ["gate"] : ["elsewhere"],
                    };
                    var right = known && !blocked && from <= 0 && to > 0 && here
                        && finding is (CredentialFinding.Sound or CredentialFinding.Duress)
                        && age >= 0 && age <= (method == PassageMethod.Face ? 1.5 : 2);
                    return Decide(method, age, resident, finding) is Decision.Granted == right;
                },
                iter: FastTests.Cases(20_000));

    [Fact]
    public void Over_all_facts_only_somebody_with_every_right_is_let_in()
    {
        var cases = FastTests.Cases(200_000);
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
            iter: cases);
        Assert.True(granted > cases / 40, $"{granted} granted");
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

                return once.ToString() == again.ToString() && once.Rules.SequenceEqual(again.Rules)
                    && DecisionFormatter.Format(RandomFacts.Policy, facts, once) == DecisionFormatter.Format(RandomFacts.Policy,
                        facts, again);
            },
            iter: 50_000);
        Assert.Empty(Enum.GetValues<DenialReason>().Except(reasons.Keys));
    }

    private static Factor Card(Resident resident) => new(PassageMethod.Card, 0, CredentialFinding.Sound,
        HolderFactory.From(resident, resident.Doors));

    /// <summary>The rights written down a second time, another way: what must hold, not in which order it is asked.</summary>
    private static bool HasEveryRight(AccessFacts facts)
    {
        var policy = RandomFacts.Policy;
        var door = policy.Doors.Single(d => d.Id == facts.Door);
        var goesIn = facts.Side == DoorSide.Entry;
        var need = goesIn ? door.Verify.FirstOrDefault(v => v.Schedule == "" || Schedules.IsInForce(policy, v.Schedule, facts.At))?.Need
            ?? Verification.One : Verification.One;
        var methods = facts.Factors.Select(f => f.Method).ToHashSet();
        var persons = facts.Factors.Select(f => f.Holder?.Person).ToHashSet();
        var area = policy.Areas.FirstOrDefault(a => a.Id == (goesIn ? door.To : door.From));
        var last = facts.Factors[^1];
        Presence[] presences = [.. new[] { facts.Presence, facts.OtherPresence }.OfType<Presence>()];
        bool[] rights =
        [
            facts.Factors.All(f => f is { Holder: not null, Finding: CredentialFinding.Sound or CredentialFinding.Duress, AgeMs: >= 0 }
                || (IsNotLive(f) && f.AgeMs >= 0
                && (!goesIn || door.Id == "advised" || (door.Id == "else-card" && need == Verification.One
                    && methods.Contains(PassageMethod.Card))))),
            last.AgeMs <= (last.Method == PassageMethod.Face ? 1500 : 2000),
            facts.Factors.All(f => f.AgeMs <= (door.SecondWithinSeconds * 1000) + (last.Method == PassageMethod.Face ? 1500 : 2000)),
            need switch
            {
                Verification.CardAndPin => methods.SetEquals([PassageMethod.Card, PassageMethod.Pin]),
                Verification.CardAndFace => methods.SetEquals([PassageMethod.Card, PassageMethod.Face]),
                _ => methods.All(m => door.Accepts.Contains(m) || (!goesIn && m == PassageMethod.Card && door.Id is "pin" or "face"
                    or "else-card") || (!goesIn && m == PassageMethod.Face && door.Id == "face")
                    || (m == PassageMethod.Card && door.Id == "else-card" && facts.Factors.Any(IsNotLive))),
            },
            persons.Count == (need == Verification.TwoPersons ? 2 : 1),
            !goesIn || facts.Factors.All(f => MayComeIn(f.Holder, policy, facts)),
            !goesIn || facts.Mode != DoorMode.LockedDown,
            facts.Interlock is null,
            !goesIn || presences.All(p => !(area is { Id: "hard" } && p is { Area: "hard", IsCertain: true })),
            !goesIn || presences.All(p => !(area is { Id: "timed" } && p.SinceMs < 300_000)),
            !goesIn || facts.Presence is not { } r || area is not { Id: "hard" } || presences.All(p => p.Area == "hard")
                || r.Occupancy + presences.Count(p => p.Area != "hard") <= 5,
        ];
        return rights.All(r => r);
    }

    private static bool IsNotLive(Factor f) => f is
    {
        Method: PassageMethod.Face, Finding: CredentialFinding.FaceNotLive,
        Holder: not null
    };

    private static bool MayComeIn(Holder? h, AccessPolicy policy, AccessFacts facts) => h is { Blocked: false } && !(h.UsesLeft <= 0)
        && !(facts.At < h.ValidFrom) && !(facts.At >= h.ValidTo) && !(facts.At < h.CredentialFrom) && !(facts.At >= h.CredentialTo)
        && (h.Doors.Count == 0 || h.Doors.Contains(facts.Door)) && (h.Schedule is null || Schedules.IsInForce(policy,
            h.Schedule, facts.At));

    private static Decision Decide(PassageMethod method, double age, Resident? resident, CredentialFinding finding =
        CredentialFinding.Sound) =>
        AccessRules.Decide(
            PolicyFactory.From(new SiteFile { Doors = [new DoorOptions { Id = "gate", Accepts = Enum.GetValues<PassageMethod>() }] },
                Calendar.Empty),
            new AccessFacts(_now, "gate", DoorSide.Entry,
                [new Factor(method, age * 1000, finding, HolderFactory.From(resident, resident?.Doors ?? []))],
                DoorMode.Normal, null, null));
}
