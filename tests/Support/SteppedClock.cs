using Microsoft.Extensions.Time.Testing;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>A fake clock whose wall time can be put forward and back while its timers and its monotonic time go on.</summary>
public sealed class SteppedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _stepped;

    public void Step(TimeSpan by) => _stepped += by;

    /// <summary>As another process finds it, whose wall clock was put by so much meanwhile: the monotonic time goes on.</summary>
    public SteppedClock Restarted(TimeSpan wallStep) => new(base.GetUtcNow()) { _stepped = _stepped + wallStep };

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _stepped;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
