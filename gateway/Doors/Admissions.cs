using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What becomes of a credential at one door: decided and journaled, the entrance released, the reader answered; and who of those
/// let in has passed. Belongs to the door's loop.</summary>
/// <param name="apply">Brings the lock in line with what was just asked of the entrance.</param>
internal sealed class Admissions(DoorOptions door, DoorContext around, Entrance entrance, DoorModes modes,
    ReaderLights lights, Action apply)
{
    /// <summary>A disk that hung for longer while the grant was journaled has made it too old: the person may have left, and another
    /// come.</summary>
    private static readonly TimeSpan _latestRelease = TimeSpan.FromMilliseconds(AccessRules.OldestReadMs);

    /// <summary>Whoever holds a door open for longer is not passing any more.</summary>
    private static readonly TimeSpan _longestPassage = TimeSpan.FromSeconds(20);

    private readonly AccessController _controller = around.Admission(door);
    private readonly PendingPassages _letIn = new(door);
    private readonly HashSet<(DoorSide Side, string Person)> _passed = [];
    private string? _lastReader;
    private TimeSpan? _passingSince;

    /// <param name="isFire">The fire contact releases the door, and outranks its mode and its interlock.</param>
    public void Handle(CredentialInput input, bool isFire, TimeSpan now)
    {
        Follow(now);
        var conditions = isFire
            ? new DoorConditions(DoorMode.Normal, null, PresenceOf)
            : new DoorConditions(modes.Mode, Reserve(input.Reader), PresenceOf);
        if (_controller.Handle(input, conditions) is not { } result)
        {
            return;
        }

        var isInTime = Now - now <= _latestRelease;
        if (result.Decision is Decision.Granted granted && isInTime)
        {
            LetPass(granted, result, input.Reader, now);
        }
        else if (result.Decision is Decision.Granted late)
        {
            _controller.NotLetIn(late);
        }

        lights.Answer(input.Reader, result.Decision switch
        {
            Decision.Granted when isInTime => ReaderSignal.Granted,
            Decision.MoreNeeded => ReaderSignal.MoreNeeded,
            _ => ReaderSignal.Denied,
        });
    }

    /// <summary>To be called in every turn, after <see cref="CompleteAll"/> where the door opened.</summary>
    public void Follow(EntranceEvents moves, TimeSpan now)
    {
        if (moves.HasFlag(EntranceEvents.Released))
        {
            OnReleased(now);
        }

        if (moves.HasFlag(EntranceEvents.ReleaseFailed))
        {
            OnReleaseFailed();
        }

        if (moves.HasFlag(EntranceEvents.VehicleCame))
        {
            // A vehicle passes alone.
            Complete(_letIn.First(now));
        }

        Follow(now);
    }

    /// <summary>The door stops: what was only counted so far is put on record.</summary>
    public void Stop() => _controller.Flush();

    /// <summary>Records the passages of all whom the opening was for; a person who showed two things, or one twice, passes once.</summary>
    public void CompleteAll(TimeSpan openedAt) => Complete(_letIn.All(openedAt).Where(passage => _passed.Add((passage.Side,
        passage.Person))));

    /// <summary>Sees the end of a passage. What cameras tell later of the same people is another.</summary>
    private void Follow(TimeSpan now)
    {
        _controller.Look();
        if (_passingSince is { } since && (entrance.PassageEnd(now) ?? (now - since >= _longestPassage ? now : null)) is { } ended)
        {
            _passingSince = null;
            _controller.PassageEnded(ended);
        }
    }

    /// <summary>The release was seen to be carried out. Where no contact tells that somebody passes, that is what is known of it.</summary>
    private void OnReleased(TimeSpan now)
    {
        if (!entrance.SeesPassages)
        {
            CompleteAll(now);
        }
    }

    /// <summary>The release was not carried out: the reader takes its answer back, and nobody has passed.</summary>
    private void OnReleaseFailed()
    {
        _letIn.Clear();
        lights.Answer(_lastReader, ReaderSignal.Denied);
        _lastReader = null;
    }

    private TimeSpan Now => around.Time.GetElapsedTime(0);

    private string? Reserve(string? reader) => reader is not null && door.ExitReaders.Contains(reader, StringComparer.Ordinal)
        ? around.Interlock.ReserveWayOut(door.Id)
        : around.Interlock.Reserve(door.Id);

    private Presence? PresenceOf(string person, DoorSide side) => around.PresenceOf(door.Id, person, side);

    private void LetPass(Decision.Granted granted, AdmissionResult result, string? reader, TimeSpan now)
    {
        var time = TimeSpan.FromSeconds(granted.UnlockSeconds);
        entrance.RequestRelease(now, time);
        apply();
        if (result.Since is { } waiting)
        {
            around.Times.Passed(result.Method, around.Time.GetElapsedTime(waiting));
        }

        _letIn.Add(result.Side, granted.With is { } first ? [first.Person, granted.Holder.Person] : [granted.Holder.Person], now + time);
        _lastReader = reader;
        if (_passingSince is null)
        {
            _passed.Clear();
        }

        _passingSince = now;
        if (entrance.IsReleaseDone && (!entrance.SeesPassages || (entrance.IsOpen && door.Kind == EntranceKind.Door)))
        {
            CompleteAll(now);
        }

        if (result.Side == DoorSide.Entry)
        {
            modes.CameIn();
            modes.Evaluate(now);
        }
    }

    private void Complete(IEnumerable<PassageCompleted> passages)
    {
        foreach (var passage in passages)
        {
            around.Append(passage);
        }
    }
}
