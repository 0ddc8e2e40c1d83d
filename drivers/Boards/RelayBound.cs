namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>How long a relay may stay energised, counted from the moment it was told: a caller who asks later finds what is left, so a
/// timer that fires late or twice changes nothing.</summary>
internal readonly record struct RelayBound
{
    private readonly TimeProvider _time;
    private readonly long _from;
    private readonly TimeSpan _length;

    /// <summary>Starts a bound now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is shorter than 1 ms or longer than 255 s.</exception>
    public RelayBound(TimeProvider time, TimeSpan bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bound, Longest);
        _time = time;
        _from = time.GetTimestamp();
        _length = bound;
    }

    /// <summary>The shortest bound: one millisecond.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest bound: 255 seconds.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(255);

    public TimeSpan Age => _time.GetElapsedTime(_from);

    /// <summary>What is left; zero or less once the relay must rest.</summary>
    public TimeSpan Left => _length - Age;

    public bool HasPassed => Left <= TimeSpan.Zero;
}
