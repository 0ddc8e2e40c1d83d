using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What a door's readers show: an answer to the one that was used, and how the door stands to all. Belongs to the door's
/// loop.</summary>
internal sealed class ReaderLights(DoorOptions door, Action<string, ReaderSignal> signal)
{
    private ReaderSignal? _shown;
    private bool _isWarned;

    /// <summary>Answers at the reader that was used; null where it was a camera.</summary>
    public void Answer(string? reader, ReaderSignal answer)
    {
        if (reader is not null)
        {
            signal(reader, answer);
            if (answer == ReaderSignal.Granted)
            {
                _shown = null;
            }
        }
    }

    /// <summary>Shows how the door stands after what it has just done.</summary>
    /// <param name="standsReleased">By a fire, or by an order or schedule to hold it open.</param>
    public void Show(EntranceEvents moves, Entrance entrance, bool standsReleased, DoorMode mode)
    {
        _isWarned = moves.HasFlag(EntranceEvents.Warned) || (_isWarned && entrance.IsOpen);
        if (_isWarned)
        {
            Show(ReaderSignal.HeldOpenWarning);
        }
        else if (standsReleased && entrance.IsReleaseDone)
        {
            Show(ReaderSignal.Unlocked);
        }
        else if (!entrance.IsReleased || (standsReleased && entrance.IsReleaseFailed))
        {
            Show(mode == DoorMode.LockedDown ? ReaderSignal.LockedDown : ReaderSignal.Idle);
        }
    }

    /// <summary>Told where it has changed, or where a reader has shown its last answer for as long as the door was released.</summary>
    private void Show(ReaderSignal standing)
    {
        if (standing == _shown)
        {
            return;
        }

        _shown = standing;
        foreach (var reader in door.Readers.Concat(door.ExitReaders))
        {
            signal(reader, standing);
        }
    }
}
