using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.People;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class PinTests : IDisposable
{
    private readonly AccessControllerBench _bench = new(
        new DoorOptions { Id = "gate", Accepts = [PassageMethod.Card, PassageMethod.Pin] },
        new DoorOptions { Id = "office", Verify = [new VerifyOptions { Need = Verification.CardAndPin }] },
        new DoorOptions { Id = "shed" });

    public PinTests() => _bench.Residents.Replace([
        new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)], PinDigest = _bench.DigestOf("280519"),
            DuressPinDigest = _bench.DigestOf("280510") },
        new Resident(new PersonId("p-2"), "Li") { Cards = [new HeldCard(2)], PinDigest = _bench.DigestOf("771234") },
        new Resident(new PersonId("p-3"), "Zhao") { Cards = [new HeldCard(3)] }]);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_PIN_alone_opens_where_the_door_accepts_it()
    {
        Assert.Equal("p-1", Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519")).Holder.Person);
        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "280518"));
    }

    [Fact]
    public void A_PIN_alone_says_nothing_about_itself_where_the_door_does_not_take_it()
    {
        AssertDenied(DenialReason.MethodNotAccepted, _bench.Pin("shed", "280519"));
        AssertDenied(DenialReason.MethodNotAccepted, _bench.Pin("shed", "999999"));
        AssertDenied(DenialReason.MethodNotAccepted, _bench.Pin("office", "280519"));
        Assert.All(_bench.Happened.All.OfType<PassageDenied>(), d => Assert.Null(d.Person));
    }

    [Fact]
    public void A_card_and_its_owner_s_PIN_open_together_and_neither_alone()
    {
        Assert.Equal(StillNeeded.Pin, Assert.IsType<Decision.MoreNeeded>(_bench.Card("office", 1)).Needed);
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "280519"));
        var passage = Assert.Single(_bench.Happened.All.OfType<PassageGranted>());
        Assert.Equal(("p-1", "1", PassageMethod.Pin, 2), (passage.Person, passage.Card, passage.Method, passage.Facts.Factors.Count));
        AssertDenied(DenialReason.MethodNotAccepted, _bench.Pin("office", "280519"));
    }

    [Fact]
    public void Another_s_PIN_after_a_card_is_wrong_and_so_is_any_of_somebody_without_one()
    {
        _bench.Card("office", 1);
        AssertDenied(DenialReason.WrongPin, _bench.Pin("office", "771234"));
        Assert.Equal("p-1", Assert.Single(_bench.Happened.All.OfType<PassageDenied>()).Person);
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "280519"));
        _bench.Card("office", 3);
        AssertDenied(DenialReason.WrongPin, _bench.Pin("office", "000000"));
    }

    [Fact]
    public void Digits_left_on_the_keypad_do_not_spoil_the_PIN_of_whoever_shows_a_card_next()
    {
        _bench.Key("office", '7');
        _bench.Card("office", 1);
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "280519"));
    }

    [Fact]
    public void A_third_party_s_card_in_between_begins_anew()
    {
        _bench.Card("office", 1);
        _bench.Card("office", 2);
        AssertDenied(DenialReason.WrongPin, _bench.Pin("office", "280519"));
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "771234"));
        _bench.Card("office", 1);
        AssertDenied(DenialReason.UnknownCard, _bench.Card("office", 99));
        AssertDenied(DenialReason.MethodNotAccepted, _bench.Pin("office", "280519"));
    }

    [Fact]
    public void A_card_waits_for_its_PIN_no_longer_than_the_door_does()
    {
        _bench.Card("office", 1);
        _bench.Wait(11.9);
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "280519"));
        _bench.Card("office", 1);
        _bench.Wait(12.1);
        AssertDenied(DenialReason.MethodNotAccepted, _bench.Pin("office", "280519"));
    }

    [Fact]
    public void A_card_reported_lost_while_the_door_waits_for_the_PIN_opens_nothing()
    {
        _bench.Card("office", 1);
        var wang = _bench.Residents.WithId(new PersonId("p-1"))!;
        _bench.Residents.Put(wang with { Cards = [new HeldCard(1, Lost: true)] });
        AssertDenied(DenialReason.LostCard, _bench.Pin("office", "280519"));
    }

    [Fact]
    public void The_star_clears_a_pause_clears_and_nothing_entered_is_nothing()
    {
        Assert.Null(_bench.Key("gate", '#'));
        _bench.Key("gate", '9');
        _bench.Key("gate", '*');
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        _bench.Key("gate", '9');
        _bench.Wait(10.1);
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        _bench.Key("gate", '9');
        _bench.Wait(9.9);
        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "280519"));
    }

    [Fact]
    public void A_key_that_comes_late_clears_what_was_entered_and_a_late_enter_is_recorded_as_stale()
    {
        foreach (var digit in "280519")
        {
            _bench.Key("gate", digit);
        }

        AssertDenied(DenialReason.Stale, _bench.Key("gate", '#', age: 2.001));
        Assert.Null(_bench.Key("gate", '#'));
        _bench.Key("gate", '9', age: 2.001);
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
    }

    [Theory]
    [InlineData("?280519")]
    [InlineData("28?0519")]
    [InlineData("99280519?")]
    [InlineData("280519?")]
    public void A_key_that_could_not_be_read_makes_a_wrong_PIN_and_never_another_s_out_of_the_rest(string keys)
    {
        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", keys));
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        _bench.Key("gate", '?');
        _bench.Key("gate", '*');
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        _bench.Key("office", '?');
        _bench.Card("office", 1);
        Assert.IsType<Decision.Granted>(_bench.Pin("office", "280519"));
    }

    [Fact]
    public void More_digits_than_a_PIN_can_have_are_a_wrong_PIN_and_cost_no_memory()
    {
        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", new string('7', 100)));
        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "280519" + "2805190"));
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
    }

    [Fact]
    public void Digits_of_one_keypad_never_join_those_of_another()
    {
        foreach (var digit in "280")
        {
            _bench.Key("gate", digit);
        }

        AssertDenied(DenialReason.WrongPin, _bench.Pin("gate", "519", side: "out"));
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "519"));
    }

    [Theory]
    [InlineData("280519", null)]
    [InlineData("28051", "6 to 12 digits")]
    [InlineData("2805190000000", "6 to 12 digits")]
    [InlineData("28051a", "6 to 12 digits")]
    [InlineData("２80519", "6 to 12 digits")]
    [InlineData("000000", "guessed")]
    [InlineData("123456", "guessed")]
    [InlineData("654321", "guessed")]
    [InlineData("890123", "guessed")]
    [InlineData("135791", "guessed")]
    [InlineData("121212", "guessed")]
    [InlineData("520520", "guessed")]
    [InlineData("123123123", "guessed")]
    public void A_trivial_PIN_can_t_be_set(string pin, string? problem)
    {
        var found = PinRules.Problem(pin, 6);
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found?.En ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(pin, found?.En ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_keys_are_pressed_what_is_entered_is_the_digits_since_the_last_enter_or_star()
    {
        var digests = new PinDigests(new byte[32]);
        Gen.Char["0123456789*#"].Array[0, 40].Sample(
            keys =>
            {
                var keypad = new Keypad(digests, _bench.Time);
                var digits = "";
                foreach (var key in keys)
                {
                    var expected = key != '#' || digits.Length == 0 ? null : digits.Length <= 12 ? digests.Compute(digits) : "";
                    digits = char.IsDigit(key) ? digits + key : "";
                    if (keypad.Press(new KeyPressed("r", key, _bench.Time.GetTimestamp())) != expected)
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 20_000, threads: 1);
    }

    private static void AssertDenied(DenialReason reason, Decision? decision) => Assert.Equal(reason,
        Assert.IsType<Decision.Denied>(decision).Reason);
}
