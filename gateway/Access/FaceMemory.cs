using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Which faces a door has just dealt with. Vision tells of a known face again and again while it stays; the door must not act on
/// each.</summary>
internal sealed class FaceMemory(TimeProvider time)
{
    /// <summary>A known face that was denied is not reported again within this time while it stays before the camera.</summary>
    private static readonly TimeSpan _deniedAgain = TimeSpan.FromSeconds(30);

    /// <summary>A face that was let in and stays is let in again after this time: somebody who chats at the gate does not hold it open for
    /// others, and somebody who was too slow need not walk away and come back.</summary>
    private static readonly TimeSpan _grantedAgain = TimeSpan.FromSeconds(20);

    private readonly Dictionary<(string Person, DenialReason Reason), long> _denied = [];
    private readonly Dictionary<(string Camera, int Track, string Person), long> _letIn = [];

    public void LetIn(FaceMatched seen)
    {
        var now = time.GetTimestamp();
        Forget(_letIn, _grantedAgain, now);
        _letIn[(seen.Camera, seen.Track, seen.Person)] = now;
    }

    /// <summary>The same face was let in a moment ago and is still there.</summary>
    public bool IsStillLetIn(FaceMatched seen) =>
        _letIn.TryGetValue((seen.Camera, seen.Track, seen.Person), out var at) && time.GetElapsedTime(at) < _grantedAgain;

    /// <summary>A resident who may not pass and stays is told once, not every five seconds. Strangers come once a track already.</summary>
    public bool IsFirst(Decision.Denied denied)
    {
        if (denied.Holder is null)
        {
            return true;
        }

        var now = time.GetTimestamp();
        Forget(_denied, _deniedAgain, now);
        return _denied.TryAdd((denied.Holder.Person, denied.Reason), now);
    }

    private void Forget<T>(Dictionary<T, long> times, TimeSpan after, long now)
        where T : notnull
    {
        foreach (var old in times.Where(t => time.GetElapsedTime(t.Value, now) >= after).Select(t => t.Key).ToArray())
        {
            times.Remove(old);
        }
    }
}
