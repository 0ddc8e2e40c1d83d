using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>Puts on record, once each, that a line of the door is cut or shorted, and that its case was opened and closed. Belongs to the
/// door's loop.</summary>
internal sealed class LineReports(string door, DoorLines lines, Action<GatewayEvent> append)
{
    private readonly Dictionary<Line, InputState> _reported = [];
    private bool _isTampered;

    /// <summary>Takes the levels as they are.</summary>
    public void Report()
    {
        foreach (var line in lines.Wired)
        {
            if (_reported.GetValueOrDefault(line) != line.State)
            {
                _reported[line] = line.State;
                if (line.IsFaulted)
                {
                    append(new InputLineFaulted(door, $"{line} of {door}", FireRelease.WordOf(line.State)));
                }
            }
        }

        if (lines[DoorLine.Tamper]?.State is (InputState.Active or InputState.Inactive) and var tamper
            && tamper == InputState.Active != _isTampered)
        {
            _isTampered = !_isTampered;
            append(_isTampered ? new DeviceTampered(door) : new TamperCleared(door));
        }
    }
}
