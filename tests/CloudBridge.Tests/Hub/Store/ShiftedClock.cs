namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>The real clock, with another date.</summary>
internal sealed class ShiftedClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
