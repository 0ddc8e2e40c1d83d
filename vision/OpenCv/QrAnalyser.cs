using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Reports each QR code held up to a camera once, and again when it comes back after <see cref="Away"/>. Looks at most three times
/// a second.</summary>
internal sealed class QrAnalyser(string camera, Action<Sighting> onSighting, TimeProvider time) : FrameAnalyser
{
    public static readonly TimeSpan Away = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1.0 / 3);

    private readonly QrCodeReader _reader = new();
    private readonly CodesShown _shown = new(time, Away);
    private long? _lastLook;

    public override void Analyse(Frame frame)
    {
        if (_lastLook is { } last && time.GetElapsedTime(last, frame.ArrivedAt) < _interval)
        {
            return;
        }

        _lastLook = frame.ArrivedAt;
        if (_reader.Read(frame) is { } text && _shown.IsNew(text, frame.ArrivedAt))
        {
            onSighting(new QrCodeSeen(camera, frame.ArrivedAt, text));
        }
    }

    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }
}
