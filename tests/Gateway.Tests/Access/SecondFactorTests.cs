using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.People;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class SecondFactorTests : IDisposable
{
    private readonly AccessControllerBench _bench = new(
        new DoorOptions { Id = "store", Verify = [new VerifyOptions { Need = Verification.CardAndFace }] },
        new DoorOptions { Id = "vault", Verify = [new VerifyOptions { Need = Verification.TwoPersons }], SecondWithinSeconds = 10 },
        new DoorOptions { Id = "pin-room", Accepts = [], Verify = [new VerifyOptions { Need = Verification.CardAndPin }] });

    public SecondFactorTests() => _bench.Residents.Replace([.. Enumerable.Range(1, 3).Select(i => new Resident(new PersonId($"p-{i}"),
        $"N{i}") { Cards = [new HeldCard((ulong)i)] })]);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Card_and_face_of_the_same_person_open_in_either_order()
    {
        AssertMore(StillNeeded.Face, _bench.Card("store", 1));
        Assert.IsType<Decision.Granted>(_bench.Face("store", "p-1"));
        _bench.Wait(30);
        AssertMore(StillNeeded.Card, _bench.Face("store", "p-2", track: 2));
        var granted = Assert.IsType<Decision.Granted>(_bench.Card("store", 2));
        Assert.Equal("p-2", granted.Holder.Person);
    }

    [Fact]
    public void A_face_and_another_s_card_are_different_persons_and_the_card_s_owner_can_still_show_the_face()
    {
        _bench.Face("store", "p-1");
        AssertDenied(DenialReason.DifferentPersons, _bench.Card("store", 2));
        AssertDenied(DenialReason.DifferentPersons, _bench.Face("store", "p-1"));
        Assert.IsType<Decision.Granted>(_bench.Face("store", "p-2", track: 2));
    }

    [Fact]
    public void A_card_never_completes_what_another_s_card_began()
    {
        _bench.Card("store", 1);
        AssertMore(StillNeeded.Face, _bench.Card("store", 2));
        AssertDenied(DenialReason.DifferentPersons, _bench.Face("store", "p-1"));
        AssertMore(StillNeeded.Face, _bench.Card("store", 2));
    }

    [Fact]
    public void A_face_waits_for_its_card_no_longer_than_the_door_does()
    {
        _bench.Face("store", "p-1");
        _bench.Wait(15.01);
        AssertMore(StillNeeded.Face, _bench.Card("store", 1));
        _bench.Wait(15.01);
        AssertMore(StillNeeded.Card, _bench.Face("store", "p-1"));
        _bench.Wait(14.99);
        Assert.IsType<Decision.Granted>(_bench.Card("store", 1));
    }

    [Fact]
    public void Somebody_who_stays_before_the_camera_is_asked_for_the_card_once_and_still_counts_as_there()
    {
        for (var i = 0; i < 6; i++)
        {
            AssertMore(StillNeeded.Card, _bench.Face("store", "p-1"));
            _bench.Wait(5);
        }

        Assert.Single(_bench.Happened.All.OfType<PassageBegun>());
        Assert.IsType<Decision.Granted>(_bench.Card("store", 1));
        _bench.Wait(5);
        Assert.Null(_bench.Face("store", "p-1"));
    }

    [Fact]
    public void Two_different_people_open_together_and_one_alone_never()
    {
        AssertMore(StillNeeded.SecondPerson, _bench.Card("vault", 1));
        AssertDenied(DenialReason.SamePerson, _bench.Card("vault", 1));
        Assert.Null(_bench.Face("vault", "p-1"));
        Assert.IsType<Decision.Granted>(_bench.Card("vault", 2));
        Assert.Equal(["p-1", "p-2"], Assert.Single(_bench.Happened.All.OfType<PassageGranted>()).Facts.Factors.Select(f =>
            f.Holder!.Person));
        AssertMore(StillNeeded.SecondPerson, _bench.Card("vault", 3));
        _bench.Wait(10.01);
        AssertMore(StillNeeded.SecondPerson, _bench.Card("vault", 2));
    }

    [Fact]
    public void A_second_person_without_the_right_does_not_open_and_the_first_still_waits()
    {
        _bench.Residents.Put(_bench.Residents.WithId(new PersonId("p-2"))! with { Blocked = true });
        _bench.Card("vault", 1);
        AssertDenied(DenialReason.Blocked, _bench.Card("vault", 2));
        Assert.IsType<Decision.Granted>(_bench.Card("vault", 3));
    }

    [Fact]
    public void A_first_person_who_loses_the_right_meanwhile_does_not_open_with_a_second()
    {
        _bench.Card("vault", 1);
        _bench.Residents.Put(_bench.Residents.WithId(new PersonId("p-1"))! with { Blocked = true });
        AssertDenied(DenialReason.Blocked, _bench.Card("vault", 2));
    }

    [Fact]
    public void Two_people_pass_only_where_neither_is_inside_already_and_the_first_is_told_at_once()
    {
        using var bench = Counted(AntiPassback.Hard);
        string[] inside = ["p-1"];
        bench.Standing = bench.Standing with
        {
            PresenceOf = (person, _) => new Presence(inside.Contains(person) ? "yard" : null, null,
            inside.Length, true)
        };
        AssertDenied(DenialReason.PassedBack, bench.Card("vault", 1));
        AssertMore(StillNeeded.SecondPerson, bench.Card("vault", 2));
        AssertDenied(DenialReason.PassedBack, bench.Card("vault", 1));
        inside = ["p-2"];
        AssertDenied(DenialReason.PassedBack, bench.Card("vault", 3));
        var denied = Assert.IsType<PassageDenied>(bench.Last);
        var because = new Wording("the other of the two is in yard already and did not go out", "另一人已在yard内，未登记离开");
        Assert.Equal(("p-2", because), (denied.Person, denied.Because));
        inside = [];
        Assert.IsType<Decision.Granted>(bench.Card("vault", 3));
    }

    [Fact]
    public void A_card_reported_lost_while_the_door_waits_for_the_face_or_the_second_person_opens_nothing()
    {
        _bench.Face("store", "p-1");
        _bench.Card("vault", 1);
        _bench.Residents.Put(new Resident(new PersonId("p-1"), "N1") { Cards = [new HeldCard(1, Lost: true)] });
        AssertDenied(DenialReason.LostCard, _bench.Card("store", 1));
        AssertDenied(DenialReason.LostCard, _bench.Card("vault", 2));
        Assert.Empty(_bench.Happened.All.OfType<PassageGranted>());
    }

    [Fact]
    public void What_was_begun_inside_is_not_completed_outside()
    {
        _bench.Card("vault", 1, side: "in");
        Assert.IsType<Decision.Granted>(_bench.Card("vault", 2, side: "out"));
        AssertMore(StillNeeded.SecondPerson, _bench.Card("vault", 3, side: "in"));
    }

    [Fact]
    public void Going_out_one_card_is_enough_even_where_the_door_takes_none_alone() => Assert.IsType<Decision.Granted>(
        _bench.Card("pin-room", 1, side: "out"));

    [Fact]
    public void A_stale_second_thing_opens_nothing()
    {
        _bench.Card("vault", 1);
        AssertDenied(DenialReason.Stale, _bench.Card("vault", 2, age: 2.001));
        _bench.Face("store", "p-1");
        _bench.Card("store", 2);
        AssertDenied(DenialReason.Stale, _bench.Face("store", "p-2", track: 9, age: 1.501));
    }

    [Fact]
    public void A_card_counts_only_in_the_format_it_was_enrolled_in()
    {
        _bench.Residents.Replace([
            new Resident(new PersonId("p-1"), "A") { Cards = [new HeldCard(77, "wiegand-26")] },
            new Resident(new PersonId("p-2"), "B") { Cards = [new HeldCard(77, "wiegand-34")] }]);
        using var gate = new AccessControllerBench(new DoorOptions { Id = "gate" });
        gate.Residents.Replace(_bench.Residents.All);
        Assert.Equal("p-1", Assert.IsType<Decision.Granted>(gate.Card("gate", 77, "wiegand-26")).Holder.Person);
        Assert.Equal("p-2", Assert.IsType<Decision.Granted>(gate.Card("gate", 77, "wiegand-34")).Holder.Person);
        AssertDenied(DenialReason.UnknownCard, gate.Card("gate", 77, "wiegand-37"));
    }

    [Fact]
    public void A_card_has_its_own_validity_beside_its_owner_s_and_a_lost_one_raises_an_alarm()
    {
        using var gate = new AccessControllerBench(new DoorOptions { Id = "gate" });
        var now = gate.Time.GetUtcNow();
        gate.Residents.Replace([new Resident(new PersonId("p-1"), "A")
        {
            Cards = [new HeldCard(1, ValidFrom: now.AddDays(1)), new HeldCard(2, ValidTo: now), new HeldCard(3, Lost: true),
                new HeldCard(4)],
            NeedsLonger = true,
        }]);
        AssertDenied(DenialReason.NotYetValid, gate.Card("gate", 1));
        AssertDenied(DenialReason.Expired, gate.Card("gate", 2));
        AssertDenied(DenialReason.LostCard, gate.Card("gate", 3));
        Assert.Equal(new LostCardShown("gate", "3", "p-1"), Assert.Single(gate.Happened.All.OfType<AlarmEvent>()));
        Assert.Equal(15, Assert.IsType<Decision.Granted>(gate.Card("gate", 4)).UnlockSeconds);
    }

    private AccessControllerBench Counted(AntiPassback kind)
    {
        var bench = new AccessControllerBench([new AreaOptions { Id = "yard", AntiPassback = kind }],
            new DoorOptions { Id = "vault", To = "yard", Verify = [new VerifyOptions { Need = Verification.TwoPersons }] });
        bench.Residents.Replace(_bench.Residents.All);
        return bench;
    }

    private static void AssertMore(StillNeeded needed, Decision? decision) => Assert.Equal(needed, Assert.IsType<Decision.MoreNeeded>(
        decision).Needed);

    private static void AssertDenied(DenialReason reason, Decision? decision) => Assert.Equal(reason,
        Assert.IsType<Decision.Denied>(decision).Reason);
}
