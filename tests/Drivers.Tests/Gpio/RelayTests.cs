using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

public sealed class RelayTests : IDisposable
{
    private const int Pin = 5;
    private readonly TempBoard _gate = new();

    public void Dispose() => _gate.Dispose();

    [Theory]
    [InlineData(false, '0', '1')]
    [InlineData(true, '1', '0')]
    public void A_relay_opens_at_rest_and_rests_when_its_bound_has_passed(bool activeLow, char rest, char active)
    {
        var relay = Open(activeLow);
        Assert.Equal(rest, _gate.Level(Pin));

        relay.Energise(TimeSpan.FromSeconds(5));
        Assert.True(relay.IsEnergised);
        Assert.Equal(active, _gate.Level(Pin));
        _gate.Advance(4999);
        Assert.Equal(active, _gate.Level(Pin));
        _gate.Advance(1);
        Assert.Equal(rest, _gate.Level(Pin));
        Assert.False(relay.IsEnergised);
    }

    [Fact]
    public void An_order_is_confirmed_once_the_pin_reads_as_it_was_set_and_stays_so_until_the_next()
    {
        var relay = Open();
        relay.Energise(TimeSpan.FromSeconds(5));
        Assert.True(relay.IsConfirmed);
        Assert.Null(relay.Obstacle);
        _gate.Advance(6000);
        Assert.True(relay.IsConfirmed);
        relay.Rest();
        Assert.True(relay.IsConfirmed);
    }

    [Fact]
    public void Energising_again_restarts_the_bound()
    {
        var relay = Open();
        relay.Energise(TimeSpan.FromSeconds(5));
        _gate.Advance(3000);
        relay.Energise(TimeSpan.FromSeconds(5));
        _gate.Advance(4999);
        Assert.Equal('1', _gate.Level(Pin));
        _gate.Advance(1);
        Assert.Equal('0', _gate.Level(Pin));
    }

    [Fact]
    public void A_shorter_bound_replaces_a_longer_one()
    {
        var relay = Open();
        relay.Energise(TimeSpan.FromSeconds(200));
        relay.Energise(TimeSpan.FromMilliseconds(1));
        _gate.Advance(1);
        Assert.Equal('0', _gate.Level(Pin));
    }

    [Fact]
    public void Resting_cancels_the_bound_so_that_it_does_not_cut_the_next_pulse()
    {
        var relay = Open();
        relay.Energise(TimeSpan.FromSeconds(5));
        _gate.Advance(4000);
        relay.Rest();
        Assert.Equal('0', _gate.Level(Pin));
        relay.Energise(TimeSpan.FromSeconds(5));
        _gate.Advance(2000);
        Assert.Equal('1', _gate.Level(Pin));
    }

    [Fact]
    public void A_timer_that_fires_late_after_a_newer_energise_does_not_rest_it()
    {
        var relay = Open();
        relay.Energise(TimeSpan.FromSeconds(1));
        _gate.Advance(999);
        relay.Energise(TimeSpan.FromSeconds(5));

        // The first bound's timer was on its way to the lock when the second Energise held it.
        relay.Expire();

        Assert.Equal('1', _gate.Level(Pin));
        _gate.Advance(4999);
        Assert.Equal('1', _gate.Level(Pin));
        _gate.Advance(1);
        Assert.Equal('0', _gate.Level(Pin));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.9)]
    [InlineData(255_000.1)]
    public void A_bound_outside_1_ms_to_255_s_is_refused_and_nothing_moves(double milliseconds)
    {
        var relay = Open();
        Assert.Throws<ArgumentOutOfRangeException>(() => relay.Energise(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal('0', _gate.Level(Pin));
    }

    [Fact]
    public void Disposing_rests_the_relay_and_a_timer_still_on_its_way_finds_it_closed()
    {
        var relay = Open(activeLow: true);
        relay.Energise(TimeSpan.FromSeconds(5));
        relay.Dispose();
        Assert.Equal('1', _gate.Level(Pin));
        relay.Expire();
        _gate.Advance(10_000);
        Assert.Equal('1', _gate.Level(Pin));
        Assert.Throws<ObjectDisposedException>(() => relay.Energise(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Whatever_is_asked_in_whatever_order_the_relay_is_on_exactly_while_its_last_bound_lasts()
    {
        var relay = Open();
        var step = Gen.OneOf(
            Gen.Int[1, 5000].Select(ms => (Name: "energise", Ms: ms)),
            Gen.Int[1, 3000].Select(ms => (Name: "advance", Ms: ms)),
            Gen.Const((Name: "rest", Ms: 0)),
            Gen.Const((Name: "late timer", Ms: 0)));

        step.Array[1, 40].Sample(
            steps =>
            {
                relay.Rest();
                var until = _gate.Time.GetUtcNow();
                foreach (var (name, ms) in steps)
                {
                    switch (name)
                    {
                        case "energise":
                            relay.Energise(TimeSpan.FromMilliseconds(ms));
                            until = _gate.Time.GetUtcNow().AddMilliseconds(ms);
                            break;
                        case "advance":
                            _gate.Advance(ms);
                            break;
                        case "rest":
                            relay.Rest();
                            until = _gate.Time.GetUtcNow();
                            break;
                        default:
                            relay.Expire();
                            break;
                    }

                    var on = _gate.Time.GetUtcNow() < until;
                    if (relay.IsEnergised != on || _gate.Level(Pin) != (on ? '1' : '0'))
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 300,
            threads: 1);
    }

    private Relay Open(bool activeLow = false) => (Relay)_gate.Board.OpenRelay(new RelayOptions
    {
        Board = TempBoard.Id,
        Pin = Pin,
        ActiveLow = activeLow
    });
}
