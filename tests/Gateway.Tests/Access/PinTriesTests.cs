using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>Wrong PINs and what they lock, the right one under duress, and one that two people have.</summary>
public sealed class PinTriesTests : IDisposable
{
    private readonly AccessControllerBench _bench = new(
        new DoorOptions { Id = "gate", Accepts = [PassageMethod.Card, PassageMethod.Pin] },
        new DoorOptions { Id = "office", Verify = [new VerifyOptions { Need = Verification.CardAndPin }] },
        new DoorOptions { Id = "shed" });

    public PinTriesTests() => _bench.Residents.Replace([
        new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)], PinDigest = _bench.DigestOf("280519"),
            DuressPinDigest = _bench.DigestOf("280510") },
        new Resident(new PersonId("p-2"), "Li") { Cards = [new HeldCard(2)], PinDigest = _bench.DigestOf("771234") },
        new Resident(new PersonId("p-3"), "Zhao") { Cards = [new HeldCard(3)] }]);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Five_wrong_PINs_lock_the_keypad_for_its_minutes_with_one_alarm_and_the_right_one_does_not_open_meanwhile()
    {
        for (var i = 0; i < 5; i++)
        {
            AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "99999" + i));
        }

        var alarm = Assert.Single(_bench.Happened.All.OfType<PinLockedOut>());
        Assert.Equal(("gate", "gate/in", null, 5), (alarm.Door, alarm.Reader, alarm.Person, alarm.Tries));
        AssertDenied(DenialReason.PinLockedOut, _bench.Pin("gate", "280519"));
        Assert.IsType<Decision.Granted>(_bench.Card("gate", 1));
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519", side: "out"));
        _bench.Wait(300);
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        Assert.Single(_bench.Happened.All.OfType<PinLockedOut>());
    }

    [Fact]
    public void A_right_PIN_ends_a_row_of_wrong_ones()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "99999" + i));
            }

            Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        }
    }

    [Fact]
    public void Wrong_PINs_with_one_card_lock_that_card_out_at_every_keypad()
    {
        using var bench = new AccessControllerBench([.. Enumerable.Range(1, 5).Select(i => new DoorOptions { Id = $"d{i}",
            Verify = [new VerifyOptions { Need = Verification.CardAndPin }] })]);
        bench.Residents.Replace(_bench.Residents.All.Select(r => r with { PinDigest = bench.DigestOf("4815" + r.Id.Value[^1] + "0") }));
        for (var i = 1; i <= 5; i++)
        {
            bench.Card($"d{i}", 1);
            AssertDenied(DenialReason.WrongPin, bench.Pin($"d{i}", "333444"));
        }

        Assert.Equal("p-1", Assert.Single(bench.Happened.All.OfType<PinLockedOut>()).Person);
        bench.Card("d1", 1);
        AssertDenied(DenialReason.PinLockedOut, bench.Pin("d1", "481510"));
        bench.Card("d1", 2);
        Assert.IsType<Decision.Granted>(bench.Pin("d1", "481520"));
    }

    [Fact]
    public void A_lock_out_and_wrong_tries_survive_a_restart()
    {
        for (var i = 0; i < 4; i++)
        {
            _bench.Pin("gate", "99999" + i);
        }

        _bench.Restart();
        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "999999"));
        Assert.Single(_bench.Happened.All.OfType<PinLockedOut>());
        _bench.Wait(100);
        _bench.Restart();
        AssertDenied(DenialReason.PinLockedOut, _bench.Pin("gate", "280519"));
        _bench.Wait(200);
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        _bench.Restart();
        for (var i = 0; i < 4; i++)
        {
            AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "99999" + i));
        }
    }

    [Fact]
    public void The_duress_PIN_opens_exactly_like_the_right_one_and_raises_an_alarm_nobody_at_the_door_sees()
    {
        var usual = Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        var forced = Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280510"));
        Assert.Equal((usual.Holder.Person, usual.UnlockSeconds), (forced.Holder.Person, forced.UnlockSeconds));
        Assert.Equal(new DuressRaised("gate", "p-1"), Assert.Single(_bench.Happened.All.OfType<AlarmEvent>()));
        var passages = _bench.Happened.All.OfType<PassageGranted>().ToList();
        Assert.Equal(passages[0].Because, passages[1].Because);
        _bench.Card("office", 1);
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "280510"));
        Assert.Equal(2, _bench.Happened.All.OfType<DuressRaised>().Count());
    }

    [Fact]
    public void A_duress_PIN_that_does_not_open_raises_its_alarm_all_the_same()
    {
        _bench.Standing = new DoorConditions(DoorMode.LockedDown, null, static (_, _) => null);
        AssertDenied(DenialReason.LockedDown, _bench.Pin("gate", "280510"));
        Assert.Single(_bench.Happened.All.OfType<DuressRaised>());
    }

    [Fact]
    public void A_PIN_that_two_people_have_is_nobody_s_alone()
    {
        _bench.Residents.Replace(_bench.Residents.All.Select(r => r with { PinDigest = _bench.DigestOf("280519") }));
        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "280519"));
        _bench.Card("office", 2);
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "280519"));
    }

    [Fact]
    public void No_PIN_is_in_the_journal()
    {
        _bench.Pin("gate", "280519");
        _bench.Pin("gate", "918273");
        _bench.Pin("gate", "280510");
        var journal = string.Concat(_bench.Happened.All.Select(e => System.Text.Encoding.UTF8.GetString(EventJson.Write(e))));
        Assert.Contains("p-1", journal, StringComparison.Ordinal);
        Assert.All(new[] { "280519", "918273", "280510", _bench.DigestOf("280519") }, pin => Assert.DoesNotContain(pin, journal,
            StringComparison.Ordinal));
    }

    private static void AssertDenied(DenialReason reason, Decision? decision) => Assert.Equal(reason,
        Assert.IsType<Decision.Denied>(decision).Reason);
}
