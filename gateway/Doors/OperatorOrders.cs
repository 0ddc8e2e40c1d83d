using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What becomes of operators' orders, and what they hear of it: an order is not a fact, and what was seen of the lock is. Belongs
/// to the door's loop.</summary>
internal sealed class OperatorOrders(DoorOptions door, DoorContext around, Entrance entrance)
{
    /// <summary>Of a test of the relay.</summary>
    private static readonly TimeSpan _pulse = TimeSpan.FromSeconds(1);

    private readonly List<(CommandKind Kind, DoorReply Reply)> _waiting = [];

    /// <summary>To open once. A command that grew old behind a slow disk opens for nobody who still stands there. An interlock outranks an
    /// operator as well: the other side of a mantrap can be open to the street.</summary>
    /// <param name="isFire">The door is released by the fire contact.</param>
    /// <param name="forbidsTests">A fire, wherever it is, or a lockdown: nothing is moved that nobody needs.</param>
    public void Handle(DoorMessage.Unlock unlock, bool isFire, bool forbidsTests, TimeSpan now)
    {
        var refused = unlock.Command.IsTest && forbidsTests ? new Refusal("noTestNow", RefusalTexts.NoTestNow)
            : now >= unlock.Until ? CommandRules.Refusal(CommandRefusal.Expired)
            : !isFire && around.Interlock.Reserve(door.Id) is { } other
                ? new Refusal("interlocked", RefusalTexts.Interlocked(other))
                : null;
        if (refused is not null)
        {
            around.Append(new CommandRefused(unlock.Command.Id, door.Id, unlock.Command.Kind.Name(), unlock.Command.Operator,
                refused.Because, Code: refused.Code));
            unlock.Reply?.Give(DoorOutcome.NotReleased, refused);
            return;
        }

        entrance.RequestRelease(now, unlock.Command.IsTest ? _pulse : TimeSpan.FromSeconds(door.UnlockSeconds));
        Await(unlock.Command.Kind, unlock.Reply);
    }

    /// <summary>The operator who ordered this is to hear what the door makes of it.</summary>
    public void Await(CommandKind kind, DoorReply? reply)
    {
        if (reply is not null)
        {
            _waiting.Add((kind, reply));
        }
    }

    /// <param name="moves">What the door has just done.</param>
    /// <param name="interlockedBy">The other door for which this one is not held open; null where none is.</param>
    public void Tell(EntranceEvents moves, string? interlockedBy)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var (kind, reply) = _waiting[i];
            if (reply.IsGivenUp || Say(kind, reply, moves, interlockedBy))
            {
                _waiting.RemoveAt(i);
            }
            else
            {
                reply.Report(entrance.Obstacle);
            }
        }
    }

    private bool Say(CommandKind kind, DoorReply reply, EntranceEvents moves, string? interlockedBy)
    {
        var isRelease = kind is CommandKind.Unlock or CommandKind.HoldOpen;
        if (entrance.IsReleaseDone || (isRelease && moves.HasFlag(EntranceEvents.Opened)))
        {
            reply.Give(DoorOutcome.Released);
        }
        else if (moves.HasFlag(EntranceEvents.ReleaseFailed) && (isRelease || entrance.IsReleaseUnderWay))
        {
            reply.Give(DoorOutcome.NotReleased, DoorReply.NotReleased(entrance.Obstacle));
        }
        else if (entrance.IsReleaseUnderWay)
        {
            return false;
        }
        else if (isRelease)
        {
            reply.Give(DoorOutcome.NotReleased, kind == CommandKind.HoldOpen && interlockedBy is { } other
                ? new Refusal("interlocked", RefusalTexts.Interlocked(other))
                : entrance.IsReleaseFailed ? DoorReply.NotReleased(null) : new Refusal("calledOff", RefusalTexts.CalledOff));
        }
        else if (entrance.IsShut || (entrance.IsOpen && !entrance.IsMoving))
        {
            reply.Give(entrance.IsShut ? DoorOutcome.Locked : DoorOutcome.Open);
        }
        else
        {
            return false;
        }

        return true;
    }
}
