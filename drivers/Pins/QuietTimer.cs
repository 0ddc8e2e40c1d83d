namespace Zhuhui.Edge.Drivers.Pins;

/// <summary>
/// Measures silence: calls back once nothing has been heard for a given time. Hearing costs a timestamp; the timer is armed once and looks
/// again when it fires, so that a burst of edges does not rearm it each time. Not thread safe: its owner's lock guards it.
/// </summary>
internal sealed class QuietTimer : IDisposable
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(1);
    private readonly TimeProvider _time;
    private readonly TimeSpan _quiet;
    private readonly ITimer _timer;
    private bool _armed;

    /// <param name="fired">Runs on the timer's thread, outside any lock; it takes the owner's lock and asks <see
    /// cref="HasFallenQuiet"/>.</param>
    public QuietTimer(TimeProvider time, TimeSpan quiet, Action fired)
    {
        _time = time;
        _quiet = quiet;
        _timer = time.CreateTimer(static state => ((Action)state!)(), fired, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The timestamp of the last thing heard.</summary>
    public long LastHeard { get; private set; }

    public void Restart(long timestamp)
    {
        LastHeard = timestamp;
        if (!_armed)
        {
            _armed = true;
            _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>True, once, when silence has lasted; otherwise the timer waits for what is left of it.</summary>
    public bool HasFallenQuiet()
    {
        if (!_armed)
        {
            return false;
        }

        var left = _quiet - _time.GetElapsedTime(LastHeard);
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left < _shortest ? _shortest : left, Timeout.InfiniteTimeSpan);
            return false;
        }

        _armed = false;
        return true;
    }

    public void Dispose() => _timer.Dispose();
}
