namespace Zhuhui.Edge.Drivers.Serial;

/// <summary>Waits between two tries to reach a device: from a shortest, doubling to a longest, each shortened at random so that devices
/// behind one failed supply do not come back in step. One loop's own.</summary>
internal sealed class Backoff
{
    private readonly TimeSpan _shortest;
    private readonly TimeSpan _longest;
    private readonly double _jitter;
    private TimeSpan _next;

    /// <param name="jitter">The part of a wait that is left to chance.</param>
    public Backoff(TimeSpan shortest, TimeSpan longest, double jitter = 0.5) => (_shortest, _longest, _jitter, _next) = (shortest, longest,
        jitter, shortest);

    public TimeSpan Next()
    {
        var wait = _next * (1 - (_jitter * Random.Shared.NextDouble()));
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return wait;
    }

    /// <summary>The device is there.</summary>
    public void Reset() => _next = _shortest;
}
