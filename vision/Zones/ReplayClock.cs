namespace Zhuhui.Edge.Vision.Zones;

/// <summary>The monotonic clock of what happened before and is gone through again: it stands until it is told.</summary>
public sealed class ReplayClock : TimeProvider
{
    public TimeSpan Now { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;
}
