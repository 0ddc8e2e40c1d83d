using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Codes;

/// <summary>Reports each QR code held up to a camera once, and again when it comes back after <see cref="Away"/>. Takes a copy of a frame
/// at most three times a second and reads it in a loop of its own: what is in a picture decides how long that takes, and no face waits for
/// it.</summary>
internal sealed class QrAnalyser(string camera, Action<Sighting> onSighting, TimeProvider time) : FrameAnalyser
{
    public static readonly TimeSpan Away = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1.0 / 3);

    private readonly QrCodeReader _reader = new();
    private readonly CodesShown _shown = new(time, Away);
    private readonly LatestFrame _next = new();
    private readonly FramePool _pool = new();
    private long? _lastLook;
    private int _read;

    /// <summary>How many pictures were read.</summary>
    public int Pictures => Volatile.Read(ref _read);

    public override void Analyse(Frame frame)
    {
        if (_lastLook is { } last && time.GetElapsedTime(last, frame.ArrivedAt) < _interval)
        {
            return;
        }

        _lastLook = frame.ArrivedAt;
        var copy = _pool.Rent(frame.Memory.Length);
        frame.Memory.Span.CopyTo(copy);
        _next.Put(new Frame(copy, frame.Width, frame.Height, frame.ArrivedAt, frame.Number, _pool.Return));
    }

    /// <summary>Reads what was taken, the newest first, until cancelled.</summary>
    public override async Task KeepWorkingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var frame = await _next.TakeAsync(cancellationToken);
            foreach (var text in _reader.Read(frame))
            {
                if (_shown.IsNew(text, frame.ArrivedAt))
                {
                    onSighting(new QrCodeSeen(camera, frame.ArrivedAt, text));
                }
            }

            Interlocked.Increment(ref _read);
        }
    }

    public override void Dispose()
    {
        _next.Dispose();
        base.Dispose();
    }
}
