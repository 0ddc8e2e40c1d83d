using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>When somebody was last let in at each door: a door that is to unlock with the first person of the morning stays unlocked over a
/// restart. Thread safe.</summary>
internal sealed class LastGrantTimes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    public LastGrantTimes(IReadOnlyDictionary<string, DateTimeOffset>? kept)
    {
        foreach (var (door, at) in kept ?? new Dictionary<string, DateTimeOffset>())
        {
            _last[door] = at;
        }
    }

    /// <summary>Whether somebody was let in from outside at the door at or after a time.</summary>
    public bool Since(string door, DateTimeOffset time)
    {
        lock (_lock)
        {
            return _last.TryGetValue(door, out var last) && last >= time;
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        if (happened is PassageGranted { Side: DoorSide.Entry } granted)
        {
            lock (_lock)
            {
                _last[granted.Door] = when.At;
            }
        }
    }

    public IReadOnlyDictionary<string, DateTimeOffset> Keep()
    {
        lock (_lock)
        {
            return new SortedDictionary<string, DateTimeOffset>(_last, StringComparer.Ordinal);
        }
    }
}
