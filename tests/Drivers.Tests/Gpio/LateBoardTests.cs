using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

/// <summary>A chip that is not there at the start: nothing is claimed until it comes, and then it works as any.</summary>
public sealed class LateBoardTests : IDisposable
{
    private const int RelayPin = 3;
    private const int InputPin = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<DeviceReport> _reports = [];
    private readonly List<InputState> _changes = [];
    private readonly IBoard _board;
    private readonly IRelay _relay;
    private readonly IInput _input;
    private SimulatedGpioDriver? _chip;
    private string? _missing = "no chip";

    public LateBoardTests()
    {
        _board = LateBoard.Open("box", Open, _reports.Add, _time);
        _relay = _board.OpenRelay(new RelayOptions { Board = "box", Pin = RelayPin });
        _input = _board.OpenInput(new InputOptions
        {
            Board = "box",
            Pin = InputPin,
            ActiveLow = false,
            DebounceMs = 0,
            Pull = InputPull.Down
        }, _changes.Add);
    }

    public void Dispose()
    {
        _board.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Until_it_comes_nothing_is_confirmed_or_known_and_it_is_told_once()
    {
        _relay.Energise(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((false, false, "no chip", InputState.Unknown), (_relay.IsEnergised, _relay.IsConfirmed, _relay.Obstacle,
            _input.State));
        Assert.Equal([new DeviceReport("box", DeviceCondition.Offline, "no chip")], _reports);
        _missing = "no permission";
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new DeviceReport("box", DeviceCondition.Offline, "no permission"), _reports[^1]);
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public void When_it_comes_its_relays_rest_its_inputs_are_told_and_what_was_ordered_long_before_is_not_done()
    {
        _relay.Energise(TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(5));
        Come();
        Assert.Equal(DeviceCondition.Online, _reports[^1].Condition);
        Assert.Equal((false, null, InputState.Inactive), (_relay.IsEnergised, _relay.Obstacle, _input.State));
        Assert.Equal([InputState.Inactive], _changes);
        _relay.Energise(TimeSpan.FromSeconds(5));
        Assert.Equal((true, true), (_relay.IsConfirmed, IsOn));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(IsOn);
    }

    [Fact]
    public void What_was_ordered_within_the_second_before_is_done_for_what_is_left_of_it()
    {
        _time.Advance(TimeSpan.FromMilliseconds(600));
        _relay.Energise(TimeSpan.FromSeconds(3));
        Come(400);
        Assert.True(IsOn);
        _time.Advance(TimeSpan.FromMilliseconds(2600));
        Assert.False(IsOn);
    }

    [Fact]
    public void One_that_comes_without_a_pin_is_tried_again_as_a_whole()
    {
        var other = _board.OpenRelay(new RelayOptions { Board = "box", Pin = 999 });
        Come();
        Assert.Contains("999", _relay.Obstacle, StringComparison.Ordinal);
        Assert.False(other.IsConfirmed);
        _relay.Energise(TimeSpan.FromSeconds(1));
        Assert.False(_relay.IsConfirmed);
    }

    [Fact]
    public void One_that_is_there_is_the_board_itself()
    {
        using var folder = new TemporaryFolder();
        using var board = LateBoard.Open("box", () => new GpioBoard(new BoardOptions { Id = "box" }, new SimulatedGpioDriver(PinFile.Open(
            "box", folder.Path)), null, _time, _reports.Add), _reports.Add, _time);
        Assert.IsType<GpioBoard>(board);
        Assert.Single(_reports);
    }

    private bool IsOn => _chip!.LevelOf(RelayPin) == System.Device.Gpio.PinValue.High;

    private void Come(int milliseconds = 1000)
    {
        _missing = null;
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    private IBoard Open()
    {
        if (_missing is { } missing)
        {
            throw new BoardException(missing);
        }

        _chip = new SimulatedGpioDriver(PinFile.Open("box", _folder.Path));
        return new GpioBoard(new BoardOptions { Id = "box" }, _chip, null, _time, _reports.Add);
    }
}
