using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Inputs;

/// <summary>What the exit button asks of its door at one moment.</summary>
/// <param name="Releases">It is to be released for the unlock time.</param>
/// <param name="Holds">It is to stay released for as long as the button is pressed.</param>
internal readonly record struct ExitDemand(bool Releases, bool Holds);

/// <summary>The exit button of a door. In an interlock it waits while another door stands open, for nobody is to walk from the street
/// through both; it does not wait for one that is only released or can't be read, for somebody may be caught between them. Belongs to the
/// door's loop.</summary>
internal sealed class ExitRequests(DoorOptions door, Interlock interlock, Action<GatewayEvent> append)
{
    /// <summary>A press while another door of the interlock was open waits for it so long at most.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(30);

    private readonly ExitButton _button = new(door, append);
    private TimeSpan? _askedAt;

    /// <summary>When the button will count as stuck; null while it is not pressed.</summary>
    public TimeSpan? StuckAt => _button.StuckAt;

    /// <summary>Takes the button's level.</summary>
    /// <param name="isFire">The fire contact releases the door: then it waits for no other.</param>
    public ExitDemand Evaluate(InputState level, bool isFire, TimeSpan now)
    {
        if (_button.Evaluate(level, now))
        {
            _askedAt = now;
        }

        var waits = !isFire && interlock.OpenBeside(door.Id) is not null;
        var releases = false;
        if (_askedAt is { } asked && !waits)
        {
            _askedAt = null;
            releases = _button.IsPressed || now - asked <= _longestWait;
        }

        return new ExitDemand(releases, _button.IsPressed && !waits);
    }
}
