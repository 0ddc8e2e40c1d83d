using Xunit;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

public sealed class DigitalInputTests : IDisposable
{
    private readonly TempBoard _gate = new();
    private readonly List<bool> _changes = [];

    public void Dispose() => _gate.Dispose();

    [Theory]
    [InlineData(InputPull.Up, true, false)]
    [InlineData(InputPull.Up, false, true)]
    [InlineData(InputPull.Down, true, true)]
    [InlineData(InputPull.Down, false, false)]
    public void An_undriven_input_idles_at_its_pull(InputPull pull, bool activeLow, bool active)
    {
        Assert.Equal(active, Open(pull: pull, activeLow: activeLow).State == InputState.Active);
        Assert.Empty(_changes);
    }

    [Fact]
    public void A_level_counts_once_it_has_stood_for_the_debounce_time()
    {
        var input = Open();
        _gate.Say("set 6 0");
        _gate.Advance(49);
        Assert.False(input.State == InputState.Active);
        _gate.Advance(1);
        Assert.True(input.State == InputState.Active);
        _gate.Say("set 6 1");
        _gate.Advance(50);
        Assert.False(input.State == InputState.Active);
        Assert.Equal([true, false], _changes);
    }

    [Fact]
    public void A_bouncing_contact_is_one_change_counted_from_its_last_bounce()
    {
        var input = Open();
        for (var i = 0; i < 20; i++)
        {
            _gate.Say($"set 6 {i % 2}");
            _gate.Advance(10);
        }

        _gate.Say("set 6 0");
        _gate.Advance(49);
        Assert.False(input.State == InputState.Active);
        Assert.Empty(_changes);
        _gate.Advance(1);
        Assert.Equal([true], _changes);
    }

    [Fact]
    public void A_pulse_shorter_than_the_debounce_time_is_nothing()
    {
        Open();
        _gate.Say("set 6 0");
        _gate.Advance(30);
        _gate.Say("set 6 1");
        _gate.Advance(1000);
        Assert.Empty(_changes);
    }

    [Fact]
    public void Without_a_debounce_time_every_edge_counts()
    {
        Open(debounceMs: 0);
        _gate.Say("set 6 0");
        _gate.Advance(0);
        _gate.Say("set 6 1");
        _gate.Advance(0);
        Assert.Equal([true, false], _changes);
    }

    [Fact]
    public void A_closed_input_is_silent_even_about_a_change_under_way()
    {
        var input = Open();
        _gate.Say("set 6 0");
        input.Dispose();
        _gate.Advance(1000);
        Assert.Empty(_changes);
        Assert.Equal("error: pin 6 is not open", _gate.Say("set 6 1"));
    }

    [Fact]
    public void A_contact_that_stays_closed_over_a_restart_is_active_from_the_start()
    {
        var input = Open();
        _gate.Say("set 6 0");
        input.Dispose();
        Assert.True(Open().State == InputState.Active);
    }

    private IInput Open(InputPull pull = InputPull.Up, bool activeLow = true, int debounceMs = 50) =>
        _gate.Board.OpenInput(
            new InputOptions { Board = TempBoard.Id, Pin = 6, Pull = pull, ActiveLow = activeLow, DebounceMs = debounceMs },
            state => _changes.Add(state == InputState.Active));
}
