using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

public sealed class ModbusInputTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<InputState> _told = [];

    [Fact]
    public void A_level_counts_once_every_poll_for_the_debounce_time_has_found_it()
    {
        var input = Input(new InputOptions { Board = "one", Pin = 1, ActiveLow = false, DebounceMs = 50 });
        input.See(true);
        _time.Advance(TimeSpan.FromMilliseconds(49));
        input.See(true);
        Assert.Equal((InputState.Unknown, TimeSpan.FromMilliseconds(1)), (input.State, input.SettlesIn!.Value));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        input.See(true);
        Assert.Equal((InputState.Active, null), (input.State, input.SettlesIn));
        Assert.Equal([InputState.Active], _told);
    }

    [Fact]
    public void A_bounce_begins_the_debounce_time_anew()
    {
        var input = Input(new InputOptions { Board = "one", Pin = 1, ActiveLow = false, DebounceMs = 50 });
        Poll(input, true, 60);
        foreach (var level in (bool[])[false, true, false, true, false, true])
        {
            Poll(input, level, 40);
        }

        Assert.Equal([InputState.Active], _told);
        Poll(input, false, 50);
        Assert.Equal([InputState.Active, InputState.Inactive], _told);
    }

    [Fact]
    public void A_supervised_value_between_two_bands_leaves_the_state_for_a_second_and_then_nobody_knows()
    {
        var input = Input(new InputOptions
        {
            Board = "one",
            Pin = 1,
            DebounceMs = 0,
            Supervision = new SupervisionOptions { FullScale = 1000 }
        });
        input.See((ushort)500);
        input.See((ushort)590);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        input.See((ushort)590);
        Assert.Equal(InputState.Active, input.State);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        input.See((ushort)590);
        input.See((ushort)950);
        Assert.Equal([InputState.Active, InputState.Unknown, InputState.OpenCircuit], _told);
    }

    [Fact]
    public void A_short_that_is_only_a_spike_is_no_line_fault()
    {
        var input = Input(new InputOptions
        {
            Board = "one",
            Pin = 1,
            ActiveLow = false,
            DebounceMs = 50,
            Supervision = new SupervisionOptions { FullScale = 1000 }
        });
        foreach (var raw in (ushort[])[667, 667, 0, 667, 667, 1000, 667, 667])
        {
            input.See(raw);
            _time.Advance(TimeSpan.FromMilliseconds(40));
        }

        input.See((ushort)667);
        Assert.Equal([InputState.Inactive], _told);
    }

    [Fact]
    public void A_board_that_is_lost_makes_its_input_unknown_at_once_and_a_level_after_it_counts_anew()
    {
        var input = Input(new InputOptions { Board = "one", Pin = 1, ActiveLow = false, DebounceMs = 50 });
        Poll(input, true, 60);
        input.Lose();
        input.See(true);
        Assert.Equal(InputState.Unknown, input.State);
        Poll(input, true, 50);
        Assert.Equal([InputState.Active, InputState.Unknown, InputState.Active], _told);
    }

    /// <summary>Seen at the begin and at the end of that time.</summary>
    private void Poll(ModbusInput input, bool level, int milliseconds)
    {
        input.See(level);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        input.See(level);
    }

    /// <summary>Never closed: only closing asks for the board.</summary>
    private ModbusInput Input(InputOptions options) => new(null!, options, _told.Add, _time);
}
