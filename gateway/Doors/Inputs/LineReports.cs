using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Doors.Inputs;

/// <summary>Puts on record that a line of the door is cut or shorted, and that its case was opened and closed; of a line that is so all the
/// time, how often. Belongs to the door's loop.</summary>
internal sealed class LineReports(string door, DoorLines lines, Action<GatewayEvent> append, TimeProvider time)
{
    private readonly TroubleRecords _records = new(append, time);
    private readonly DeviceTampered _tampered = new(door);
    private readonly TamperCleared _cleared = new(door);

    /// <summary>The record of a line that is cut or shorted; null where it is neither.</summary>
    /// <param name="door">Empty where it is no door's.</param>
    public static InputLineFaulted? FaultOf(string door, string input, InputState state) => state switch
    {
        InputState.ShortCircuit => new InputLineFaulted(door, input, "short circuit"),
        InputState.OpenCircuit => new InputLineFaulted(door, input, "cut"),
        _ => null,
    };

    /// <summary>Takes the levels as they are.</summary>
    public void Report()
    {
        foreach (var line in lines.Wired)
        {
            var name = $"{line} of {door}";
            _records.Set(name, FaultOf(door, name, line.State), null);
        }

        if (lines[DoorLine.Tamper]?.State is (InputState.Active or InputState.Inactive) and var tamper)
        {
            _records.Set($"box of {door}", tamper == InputState.Active ? _tampered : null, _cleared);
        }

        _records.Look();
    }
}
