using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Measures one camera's blur and light once a second, so that a dirty lens, a dead lamp or a covered camera can be seen from
/// afar. Any thread may read <see cref="Last"/>.</summary>
internal sealed class PictureWatch(TimeProvider time) : FrameAnalyser
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private volatile BlurAndLight? _last;
    private long? _lastLook;

    /// <summary>Null before the first frame.</summary>
    public BlurAndLight? Last => _last;

    public override void Analyse(Frame frame)
    {
        if (_lastLook is { } last && time.GetElapsedTime(last, frame.ArrivedAt) < _interval)
        {
            return;
        }

        _lastLook = frame.ArrivedAt;
        _last = BlurAndLight.Measure(frame);
    }
}
