using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

/// <summary>Inputs of a chip that loses a pin's pull when its edges are waited for.</summary>
public sealed class LevelWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FloatingPins _pins = new();
    private readonly GpioBoard _board;
    private readonly List<InputState> _changes = [];

    public LevelWatchTests() => _board = new GpioBoard(new BoardOptions { Id = "box" }, _pins, null, _time);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void An_open_contact_with_a_pull_up_does_not_float_to_closed()
    {
        var input = Open();
        Assert.Equal(InputState.Inactive, input.State);
        Advance(1000);
        Assert.Equal(InputState.Inactive, input.State);
        Assert.Empty(_changes);
    }

    [Fact]
    public void A_contact_that_closes_and_opens_counts_once_it_has_stood_for_its_time()
    {
        var input = Open();
        _pins.Driven[6] = PinValue.Low;
        Advance(50);
        Assert.Equal(InputState.Inactive, input.State);
        Advance(10);
        Assert.Equal(InputState.Active, input.State);
        _pins.Driven[6] = null;
        Advance(60);
        Assert.Equal([InputState.Active, InputState.Inactive], _changes);
    }

    [Fact]
    public void A_contact_that_bounces_is_one_change()
    {
        Open();
        for (var i = 0; i < 20; i++)
        {
            _pins.Driven[6] = i % 2 == 0 ? PinValue.Low : null;
            Advance(10);
        }

        _pins.Driven[6] = PinValue.Low;
        Advance(100);
        Assert.Equal([InputState.Active], _changes);
    }

    [Fact]
    public void A_pin_that_is_closed_is_not_read_any_more()
    {
        var input = Open();
        Advance(100);
        input.Dispose();
        var reads = _pins.Reads;
        Advance(1000);
        Assert.Equal(reads, _pins.Reads);
    }

    private IInput Open() => _board.OpenInput(new InputOptions { Board = "box", Pin = 6, Pull = InputPull.Up, DebounceMs = 50 },
        _changes.Add);

    private void Advance(int ms)
    {
        for (; ms > 0; ms -= 10)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }
}
