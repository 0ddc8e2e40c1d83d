using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

/// <summary>A chip whose pins are refused, stay as they are, or are gone: what its relays and inputs say, and what its board
/// reports.</summary>
public sealed class PinTroubleTests : IDisposable
{
    private const int RelayPin = 3;
    private const int OtherPin = 4;
    private const int InputPin = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<DeviceReport> _reports = [];
    private readonly List<InputState> _changes = [];
    private readonly SimulatedGpioDriver _chip;
    private readonly GpioBoard _board;
    private readonly IRelay _relay;

    public PinTroubleTests()
    {
        _chip = new SimulatedGpioDriver(PinFile.Open("box", _folder.Path));
        _board = new GpioBoard(new BoardOptions { Id = "box" }, _chip, null, _time, _reports.Add);
        _relay = _board.OpenRelay(new RelayOptions { Board = "box", Pin = RelayPin });
    }

    public void Dispose()
    {
        _chip.IsGone = false;
        _chip.Fault(RelayPin, PinFault.None);
        _board.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(PinFault.Refuses, "its pin cannot be set (simulated: refused)")]
    [InlineData(PinFault.Stays, "its pin does not read as it was set")]
    [InlineData(PinFault.Gone, "its pin cannot be set (simulated: gone)")]
    public void An_order_that_moves_no_pin_is_never_confirmed_ends_no_program_and_is_not_carried_out_late(object fault, string obstacle)
    {
        _relay.Rest();
        _chip.Fault(RelayPin, (PinFault)fault);
        _relay.Energise(TimeSpan.FromSeconds(5));
        Advance(1500);
        Assert.Equal((true, false, obstacle), (_relay.IsEnergised, _relay.IsConfirmed, _relay.Obstacle));

        // Whoever it was for is gone.
        _chip.Fault(RelayPin, PinFault.None);
        Advance(2000);
        Assert.Equal((false, false), (_relay.IsConfirmed, IsOn));
        Advance(2000);
        _relay.Energise(TimeSpan.FromSeconds(5));
        Assert.Equal((true, null, true), (_relay.IsConfirmed, _relay.Obstacle, IsOn));
    }

    [Fact]
    public void A_pin_that_is_refused_for_less_than_a_second_is_set_all_the_same()
    {
        _chip.Fault(RelayPin, PinFault.Refuses);
        _relay.Energise(TimeSpan.FromSeconds(5));
        Advance(500);
        Assert.False(_relay.IsConfirmed);
        _chip.Fault(RelayPin, PinFault.None);
        Advance(100);
        Assert.Equal((true, null, true), (_relay.IsConfirmed, _relay.Obstacle, IsOn));
        Advance(4400);
        Assert.False(IsOn);
    }

    [Theory]
    [InlineData(PinFault.Refuses, false)]
    [InlineData(PinFault.Stays, false)]
    [InlineData(PinFault.Gone, false)]
    [InlineData(PinFault.Refuses, true)]
    [InlineData(PinFault.Stays, true)]
    [InlineData(PinFault.Gone, true)]
    public void A_pin_that_does_not_fall_is_not_said_to_rest_and_falls_as_soon_as_it_can(object fault, bool isTold)
    {
        _relay.Energise(TimeSpan.FromSeconds(5));
        _chip.Fault(RelayPin, (PinFault)fault);
        if (isTold)
        {
            _relay.Rest();
        }

        Advance(60_000);
        Assert.Equal((false, true), (_relay.IsEnergised, IsOn));

        // A bound that passes is no order, and what it was told before, it did.
        Assert.Equal((isTold, isTold), (!_relay.IsConfirmed, _relay.Obstacle is not null));
        _chip.Fault(RelayPin, PinFault.None);
        Advance(1000);
        Assert.Equal((true, null, false), (_relay.IsConfirmed, _relay.Obstacle, IsOn));
    }

    /// <summary>Whatever is ordered and whatever goes wrong, at any moment.</summary>
    [Fact]
    public void What_is_confirmed_was_seen_nothing_is_energised_late_or_for_longer_than_its_bound_and_what_can_fall_falls()
    {
        var step = Gen.OneOf(
            Gen.Int[1, 40].Select(n => (Name: "energise", Ms: n * 100)),
            Gen.Int[1, 20].Select(n => (Name: "advance", Ms: n * 100)),
            Gen.Const((Name: "rest", Ms: 0)),
            Gen.Enum<PinFault>().Select(fault => (Name: fault.ToString(), Ms: 0)));
        step.Array[1, 30].Sample(
            steps =>
            {
                _chip.Fault(RelayPin, PinFault.None);
                _relay.Rest();
                var (fault, until, orderedAt, wellSince) = (PinFault.None, Now, Now, Now);
                foreach (var (name, ms) in steps)
                {
                    switch (name)
                    {
                        case "energise":
                            _relay.Energise(TimeSpan.FromMilliseconds(ms));
                            (until, orderedAt) = (Now.AddMilliseconds(ms), Now);
                            Assert.Equal(IsOn && fault != PinFault.Gone, _relay.IsConfirmed);
                            break;
                        case "rest":
                            _relay.Rest();
                            until = Now;
                            Assert.Equal(!IsOn && fault != PinFault.Gone, _relay.IsConfirmed);
                            break;
                        case "advance":
                            for (var left = ms; left > 0; left -= 10)
                            {
                                var was = IsOn;
                                Advance(10);
                                Assert.False(!was && IsOn && (Now - orderedAt > TimeSpan.FromSeconds(1) || Now > until));
                                Assert.False(IsOn && Now > until && fault == PinFault.None && Now - wellSince > TimeSpan.FromSeconds(1));
                            }

                            break;
                        default:
                            fault = Enum.Parse<PinFault>(name);
                            _chip.Fault(RelayPin, fault);
                            wellSince = Now;
                            break;
                    }

                    Assert.Equal(_relay.IsConfirmed, _relay.Obstacle is null);
                    Assert.Equal(Now < until, _relay.IsEnergised);
                }
            },
            iter: FastTests.Cases(300),
            threads: 1);
    }

    [Fact]
    public void A_relay_that_does_not_fall_when_its_board_is_closed_is_named()
    {
        var other = new SimulatedGpioDriver(PinFile.Open("other", _folder.Path));
        var board = new GpioBoard(new BoardOptions { Id = "other" }, other, null, _time);
        board.OpenRelay(new RelayOptions { Board = "other", Pin = RelayPin }).Energise(TimeSpan.FromSeconds(5));
        other.Fault(RelayPin, PinFault.Stays);
        var refused = Assert.Throws<BoardException>(board.Dispose);
        Assert.Contains("a relay may still be energised", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_cannot_be_read_is_unknown_until_it_can()
    {
        var input = Open();
        Assert.Equal(InputState.Inactive, input.State);
        _chip.IsGone = true;
        Advance(200);
        Assert.Equal(InputState.Unknown, input.State);
        Advance(60_000);
        _chip.IsGone = false;
        Advance(200);
        Assert.Equal([InputState.Unknown, InputState.Inactive], _changes);
    }

    [Fact]
    public void An_input_that_cannot_be_read_at_first_is_unknown()
    {
        _chip.IsGone = true;
        var input = Open();
        Assert.Equal(InputState.Unknown, input.State);
        _chip.IsGone = false;
        Advance(200);
        Assert.Equal(InputState.Inactive, input.State);
    }

    [Fact]
    public void A_board_is_lost_with_its_first_pin_and_back_with_its_last()
    {
        Open();
        _board.OpenRelay(new RelayOptions { Board = "box", Pin = OtherPin }).Rest();
        _chip.IsGone = true;
        _relay.Rest();
        Advance(10_000);
        Assert.Equal([new DeviceReport("box", DeviceCondition.Offline, "pin 3 cannot be set (simulated: gone)")], _reports);
        _chip.IsGone = false;
        Advance(10_000);
        Assert.Equal(new DeviceReport("box", DeviceCondition.Online), _reports[^1]);
        Assert.Equal(2, _reports.Count);
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    private bool IsOn => _chip.LevelOf(RelayPin) == System.Device.Gpio.PinValue.High;

    private IInput Open() => _board.OpenInput(new InputOptions
    {
        Board = "box",
        Pin = InputPin,
        Pull = InputPull.None,
        ActiveLow = false,
        DebounceMs = 50
    }, _changes.Add);

    private void Advance(int ms)
    {
        for (; ms > 0; ms -= 10)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }
}
