using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>A door's exit button (REX), as a level: it releases while it is pressed. One that stays pressed for too long is stuck: it is
/// reported once and opens nothing until it has been let go; every other way out goes on as before.</summary>
internal sealed class ExitButton(DoorOptions door, Action<GatewayEvent> append)
{
    private TimeSpan? _pressedSince;

    public bool IsStuck { get; private set; }

    /// <summary>Pressed, and not stuck.</summary>
    public bool IsPressed => _pressedSince is not null && !IsStuck;

    /// <summary>When it will count as stuck; null while it is not pressed.</summary>
    public TimeSpan? StuckAt => IsPressed ? _pressedSince + TimeSpan.FromSeconds(door.ExitButtonStuckSeconds) : null;

    /// <summary>Takes the level; true where it has been pressed since the last time.</summary>
    /// <param name="state">A button that can't be read is not pressed, and one that was stuck stays so until it is seen at rest.</param>
    public bool Evaluate(InputState state, TimeSpan now)
    {
        if (state != InputState.Active)
        {
            _pressedSince = null;
            if (IsStuck && state == InputState.Inactive)
            {
                IsStuck = false;
                append(new ExitButtonFault(door.Id, Stuck: false));
            }

            return false;
        }

        var pressed = _pressedSince is null && !IsStuck;
        _pressedSince ??= now;
        if (now >= StuckAt)
        {
            IsStuck = true;
            append(new ExitButtonFault(door.Id, Stuck: true));
        }

        return pressed;
    }
}
