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
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)] };

    [Fact]
    public void A_resident_with_a_fresh_card_is_let_in_and_every_rule_was_asked()
    {
        var granted = Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0.1, _wang));
        Assert.Equal("p-1", granted.Holder.Person);
        Assert.Equal(["fresh", "accepted-here", "sound", "not-blocked", "valid", "uses-left", "admitted-here", "within-hours",
            "not-locked-down", "persons", "anti-passback", "interlock", "room"], granted.Rules);
    }

    [Theory]
    [InlineData(PassageMethod.Card, DenialReason.UnknownCard)]
    [InlineData(PassageMethod.QrCode, DenialReason.UnknownQrCode)]
    [InlineData(PassageMethod.Face, DenialReason.FaceNotRecognised)]
    internal void Nobody_is_let_in_by_what_nobody_has(PassageMethod method, DenialReason reason) => AssertDenied(reason,
        Decide(method, 0.1, null));

    [Theory]
    [InlineData(PassageMethod.Card, 2.0, false)]
    [InlineData(PassageMethod.Card, 2.001, true)]
    [InlineData(PassageMethod.Face, 1.5, false)]
    [InlineData(PassageMethod.Face, 1.501, true)]
    [InlineData(PassageMethod.QrCode, 2.001, true)]
    [InlineData(PassageMethod.Card, -0.001, true)]
    internal void A_read_that_is_too_old_or_from_the_future_never_opens(PassageMethod method, double seconds, bool stale)
    {
        var decision = Decide(method, seconds, _wang);
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
    public void A_blocked_person_is_denied_whatever_else_holds() => AssertDenied(DenialReason.Blocked, Decide(PassageMethod.Card, 0,
        _wang with { Blocked = true }));

    [Fact]
    public void A_right_begins_and_ends_at_its_instant()
    {
        AssertDenied(DenialReason.NotYetValid, Decide(PassageMethod.Card, 0, _wang with { ValidFrom = _now.AddTicks(1) }));
        Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0, _wang with { ValidFrom = _now }));
        Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0, _wang with { ValidTo = _now.AddTicks(1) }));
        AssertDenied(DenialReason.Expired, Decide(PassageMethod.Card, 0, _wang with { ValidTo = _now }));
    }

    [Fact]
    public void A_person_of_other_doors_is_not_admitted_here()
    {
        AssertDenied(DenialReason.NotAdmittedHere, Decide(PassageMethod.Card, 0, _wang with { Doors = ["unit-3"] }));
        Assert.IsType<Decision.Granted>(Decide(PassageMethod.Card, 0, _wang with { Doors = ["unit-3", "gate"] }));
    }

    [Theory]
    [InlineData(DoorMode.Normal)]
    [InlineData(DoorMode.LockedDown)]
    [InlineData(DoorMode.HeldOpen)]
    internal void Nobody_known_is_kept_inside(DoorMode mode)
    {
        var resident = _wang with { Blocked = true, ValidTo = _now, Doors = ["elsewhere"], Schedule = "gone", MostUses = 0 };
        var inside = new AccessFacts(_now, "inner", DoorSide.Exit, [Card(resident)], mode, null, new Presence("yard", 0, 99, true));
        Assert.IsType<Decision.Granted>(AccessRules.Decide(_yard, inside));
        AssertDenied(DenialReason.UnknownCard, AccessRules.Decide(_yard,
            inside with { Factors = [new Factor(PassageMethod.Card, 0, CredentialFinding.Unknown, null)] }));
        AssertDenied(DenialReason.LostCard, AccessRules.Decide(_yard,
            inside with { Factors = [Card(_wang) with { Finding = CredentialFinding.Lost }] }));
    }

    [Fact]
    public void Lockdown_refuses_everybody_who_comes_in_and_says_the_person_s_own_fault_first()
    {
        var facts = new AccessFacts(_now, "gate", DoorSide.Entry, [Card(_wang)], DoorMode.LockedDown, null, null);
        AssertDenied(DenialReason.LockedDown, AccessRules.Decide(_yard, facts));
        AssertDenied(DenialReason.Blocked, AccessRules.Decide(_yard, facts with { Factors = [Card(_wang with { Blocked = true })] }));
    }

    [Fact]
    public void Somebody_refused_for_the_hours_is_told_before_a_PIN_is_asked()
    {
        var policy = PolicyFactory.From(new SiteFile
        {
            Doors = [new DoorOptions { Id = "gate",
            Verify = [new VerifyOptions { Need = Verification.CardAndPin }] }]
        }, Calendar.Empty);
        var facts = new AccessFacts(_now, "gate", DoorSide.Entry, [Card(_wang with { Schedule = "gone" })], DoorMode.Normal, null, null);
        AssertDenied(DenialReason.OutsideSchedule, AccessRules.Decide(policy, facts));
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
