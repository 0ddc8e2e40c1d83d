namespace Zhuhui.Edge.Gateway.Journals.Clock;

/// <summary>The wall clock was put right.</summary>
/// <param name="OffsetMs">By how much it went forward; what was dated before was dated so much too early.</param>
/// <param name="MonoMs">The monotonic clock at that moment: earlier records of the run are the ones to be dated anew.</param>
internal readonly record struct ClockCorrection(double OffsetMs, double MonoMs);

/// <summary>
/// Looks at the clock every five seconds, so that the writer of a record asks nobody. Owns a timer. Slewing moves the monotonic clock with
/// the wall clock, so the two only part where the site's time is set.
/// </summary>
internal sealed class ClockWatch : IDisposable
{
    /// <summary>Below this it is the granularity of the two readings, not somebody setting the clock.</summary>
    private static readonly TimeSpan _smallestStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    private readonly SiteClock _time;
    private readonly Func<ClockState?> _read;
    private readonly Action<ClockCorrection> _corrected;
    private readonly ITimer _timer;
    private readonly Lock _one = new();
    private TimeSpan _apart;
    private int _state;

    /// <param name="read">Asks the kernel; null where it does not say.</param>
    /// <param name="corrected">Told on the timer's thread of every step, and when the clock comes to be synchronised.</param>
    /// <param name="floor">What is certain at the start.</param>
    public ClockWatch(SiteClock time, ClockFloor floor, Func<ClockState?> read, Action<ClockCorrection> corrected)
    {
        (_time, _read, _corrected) = (time, read, corrected);
        State = read();
        time.Begin(floor, State);
        _apart = Apart();
        _timer = time.CreateTimer(_ => Poll(), null, _every, _every);
    }

    /// <summary>As it was within the last five seconds; null where nobody knows.</summary>
    public ClockState? State
    {
        get => Volatile.Read(ref _state) is > 0 and var known ? (ClockState)(known - 1) : null;
        private set => Volatile.Write(ref _state, value is { } known ? (int)known + 1 : 0);
    }

    public void Dispose() => _timer.Dispose();

    private void Poll()
    {
        lock (_one)
        {
            var (before, now) = (State, _read());
            _time.Look(now);
            var step = Apart() - _apart;
            State = now;
            if (step.Duration() < _smallestStep && !(before == ClockState.Unsynchronised && now == ClockState.Synchronised))
            {
                return;
            }

            _apart += step;
            _corrected(new ClockCorrection(step.TotalMilliseconds, Math.Round(_time.GetTimestamp() * 1000.0 / _time.TimestampFrequency,
                3)));
        }
    }

    /// <summary>How far the wall clock is before the monotonic one.</summary>
    private TimeSpan Apart() => _time.GetUtcNow() - DateTimeOffset.UnixEpoch - _time.GetElapsedTime(0);
}
