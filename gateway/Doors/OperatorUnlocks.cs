using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What becomes of operators' orders to open one door once. Belongs to the door's loop.</summary>
internal sealed class OperatorUnlocks(DoorOptions door, DoorContext around, Entrance entrance)
{
    private readonly List<Action<Refusal?>> _waiting = [];

    /// <summary>A command that grew old behind a slow disk opens for nobody who still stands there. An interlock outranks an operator as
    /// well: the other side of a mantrap can be open to the street.</summary>
    public void Handle(DoorMessage.Unlock unlock, bool isFire, TimeSpan now)
    {
        var refused = now >= unlock.Until ? CommandRules.Refusal(CommandRefusal.Expired)
            : !isFire && around.Interlock.Reserve(door.Id) is { } other
                ? new Refusal("interlocked", RefusalTexts.Interlocked(other))
                : null;
        if (refused is not null)
        {
            around.Append(new CommandRefused(unlock.Command.Id, door.Id, unlock.Command.Kind.Name(), unlock.Command.Operator,
                refused.Because, Code: refused.Code));
            unlock.Told?.Invoke(refused);
            return;
        }

        entrance.RequestRelease(now, TimeSpan.FromSeconds(door.UnlockSeconds));
        if (unlock.Told is { } told)
        {
            _waiting.Add(told);
        }
    }

    /// <summary>Operators hear what came of their orders: that the lock was released is the relay's word, not the order's.</summary>
    public void Tell(EntranceEvents moves)
    {
        if (_waiting.Count == 0 || (!entrance.IsReleaseDone && !moves.HasFlag(EntranceEvents.ReleaseFailed) && entrance.IsReleased))
        {
            return;
        }

        var refused = entrance.IsReleaseDone ? null : new Refusal("notReleased", RefusalTexts.NotReleased);
        _waiting.ForEach(told => told(refused));
        _waiting.Clear();
    }
}
