using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>A place for one frame between a camera that never waits and an analysis that takes what is newest. A frame that is replaced
/// before anybody took it is given back and counted.</summary>
internal sealed class LatestFrame : IDisposable
{
    private readonly Channel<Frame> _place;
    private long _dropped;

    public LatestFrame() =>
        _place = Channel.CreateBounded<Frame>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }, Drop);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes ownership of the frame.</summary>
    public void Put(Frame frame)
    {
        if (!_place.Writer.TryWrite(frame))
        {
            frame.Dispose();
        }
    }

    /// <summary>A frame that nobody has had, where one is there already; the caller disposes it.</summary>
    public bool TryTake([NotNullWhen(true)] out Frame? frame) => _place.Reader.TryRead(out frame);

    /// <summary>Waits for a frame that nobody has had; the caller disposes it.</summary>
    public ValueTask<Frame> TakeAsync(CancellationToken cancellationToken) => _place.Reader.ReadAsync(cancellationToken);

    public void Dispose()
    {
        _place.Writer.TryComplete();
        while (_place.Reader.TryRead(out var frame))
        {
            frame.Dispose();
        }
    }

    private void Drop(Frame frame)
    {
        Interlocked.Increment(ref _dropped);
        frame.Dispose();
    }
}
