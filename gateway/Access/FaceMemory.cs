using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Whom a door has just dealt with. Cameras tell of a known face again and again while it stays, and each camera of a door does;
/// the door must not act on each: a person passes once, whatever saw it.</summary>
internal sealed class FaceMemory(TimeProvider time)
{
    /// <summary>A known face that was denied is not reported again within this time while it stays before the camera.</summary>
    private static readonly TimeSpan _deniedAgain = TimeSpan.FromSeconds(30);

    /// <summary>A face that was let in and stays is let in again after this time: somebody who chats at the gate does not hold it open for
    /// others, and somebody who was too slow need not walk away and come back.</summary>
    private static readonly TimeSpan _grantedAgain = TimeSpan.FromSeconds(20);

    private readonly Dictionary<(string Person, DenialReason Reason), long> _denied = [];
    private readonly Dictionary<string, Passing> _letIn = new(StringComparer.Ordinal);

    /// <summary>A person was let in from outside, by whatever was shown: the passage begins.</summary>
    public void LetIn(string person)
    {
        foreach (var (old, _) in _letIn.Where(p => IsOver(p.Value)).ToArray())
        {
            _letIn.Remove(old);
        }

        _letIn[person] = new Passing(time.GetTimestamp());
    }

    /// <summary>The passage of all who were let in is over: the door shut behind them, or their time was up.</summary>
    /// <param name="at">By the monotonic clock.</param>
    public void PassageEnded(TimeSpan at)
    {
        foreach (var passing in _letIn.Values)
        {
            passing.Ended ??= at;
        }
    }

    /// <summary>Nobody was let in after all.</summary>
    public void Forget(string person) => _letIn.Remove(person);

    /// <summary>The face is of somebody who was let in, and is before a camera since before that passage ended; or it is at a camera that
    /// has told of it meanwhile, and has not gone away. One that came before a camera later is somebody who has come back.</summary>
    public bool IsOfPassage(FaceMatched seen)
    {
        var isOf = IsOfPassage(seen.Person, seen.UsableAt)
            || (_letIn.TryGetValue(seen.Person, out var passing) && !IsOver(passing) && passing.Tracks.Contains((seen.Camera, seen.Track)));
        if (isOf)
        {
            _letIn[seen.Person].Tracks.Add((seen.Camera, seen.Track));
        }

        return isOf;
    }

    /// <param name="since">When the person, or the code that the person holds up, came before the camera.</param>
    public bool IsOfPassage(string person, long since) => _letIn.TryGetValue(person, out var passing) && !IsOver(passing)
        && (passing.Ended is not { } ended || time.GetElapsedTime(0, since) <= ended);

    /// <summary>A resident who may not pass and stays is told once, not every five seconds. Strangers come once a track already.</summary>
    public bool IsFirst(Decision.Denied denied)
    {
        if (denied.Holder is null)
        {
            return true;
        }

        var now = time.GetTimestamp();
        foreach (var old in _denied.Where(t => time.GetElapsedTime(t.Value, now) >= _deniedAgain).Select(t => t.Key).ToArray())
        {
            _denied.Remove(old);
        }

        return _denied.TryAdd((denied.Holder.Person, denied.Reason), now);
    }

    private bool IsOver(Passing passing) => time.GetElapsedTime(passing.At) >= _grantedAgain;

    /// <param name="At">When the person was let in.</param>
    private sealed record Passing(long At)
    {
        /// <summary>Null while the passage goes on.</summary>
        public TimeSpan? Ended { get; set; }

        /// <summary>Where cameras have told of the person since.</summary>
        public HashSet<(string Camera, int Track)> Tracks { get; } = [];
    }
}
