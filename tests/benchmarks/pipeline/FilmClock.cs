namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>The time of a film of 25 frames a second, however fast it is played: what rests for a while rests for as many frames as at a
/// gate.</summary>
internal sealed class FilmClock : TimeProvider
{
    public const double FrameSeconds = 0.04;

    public double Seconds { get; set; } = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(Seconds * TimeSpan.TicksPerSecond);
}
