using System.Threading.Channels;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What waits for a door's loop, in order and bounded. Cards and sightings beyond a few are refused: by their turn they would be
/// too old. Changes of the contact and of time have room of their own, so that no flood of cards costs an alarm.</summary>
internal sealed class DoorQueue
{
    private const int MostReads = 64;
    private const int MostSignals = 1024;

    private readonly Channel<DoorMessage> _messages = Channel.CreateBounded<DoorMessage>(
        new BoundedChannelOptions(MostReads + MostSignals) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private int _waitingReads;
    private long _missed;

    /// <summary>Messages that were refused.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Never waits.</summary>
    public void Post(DoorMessage message)
    {
        if (IsRead(message) && Interlocked.Increment(ref _waitingReads) > MostReads)
        {
            Interlocked.Decrement(ref _waitingReads);
            Interlocked.Increment(ref _missed);
        }
        else if (!_messages.Writer.TryWrite(message))
        {
            Interlocked.Increment(ref _missed);
        }
    }

    /// <summary>Returns true once something waits, false once the queue is closed and empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _messages.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DoorMessage? message)
    {
        if (_messages.Reader.TryRead(out message) && IsRead(message))
        {
            Interlocked.Decrement(ref _waitingReads);
        }

        return message is not null;
    }

    public void Close() => _messages.Writer.TryComplete();

    private static bool IsRead(DoorMessage message) => message is DoorMessage.Credential;
}
