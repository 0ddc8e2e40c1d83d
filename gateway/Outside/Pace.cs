namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>How often a target is sent to: some at once, then one each so often. What has to wait is summed up. Safe to use from
/// any thread.</summary>
/// <param name="burst">So many at once.</param>
/// <param name="each">One more after each of these.</param>
internal sealed class Pace(int burst, TimeSpan each, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _left = burst;
    private long _at = time.GetTimestamp();

    /// <returns>Whether one may be sent now.</returns>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(burst, _left + (time.GetElapsedTime(_at, now) / each));
            _at = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }
}
