using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision;

/// <summary>Looks at one camera's frames for one purpose and reports what it sees. One caller at a time; the frame is the caller's.</summary>
internal abstract class FrameAnalyser : IDisposable
{
    public abstract void Analyse(Frame frame);

    public virtual void Dispose()
    {
    }
}
