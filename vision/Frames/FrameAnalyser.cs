
namespace Zhuhui.Edge.Vision.Frames;

/// <summary>Looks at one camera's frames for one purpose and reports what it sees. One caller at a time; the frame is the
/// caller's.</summary>
internal abstract class FrameAnalyser : IDisposable
{
    public abstract void Analyse(Frame frame);

    /// <summary>The camera has gone: whatever is going on ends, for nobody can tell any more. Never while <see cref="Analyse"/>
    /// runs.</summary>
    /// <param name="at">When that was noticed.</param>
    public virtual void Lose(long at)
    {
    }

    /// <summary>What it does beside the frames' loop, until cancelled.</summary>
    public virtual Task KeepWorkingAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan,
        TimeProvider.System, cancellationToken);

    public virtual void Dispose()
    {
    }
}
