namespace Zhuhui.Edge.Gateway.Journals.Segments;

/// <summary>The newest records that are not on the disk, byte for byte, so that they can be written anew where it refuses them: what the
/// system still gives of a file whose fsync failed need not be what was written. Not thread safe.</summary>
/// <param name="bound">So many bytes are kept at most; of more, the oldest must be read back.</param>
internal sealed class UnsyncedFrames(long bound)
{
    private readonly Queue<(long Seq, byte[] Frame)> _queue = [];
    private long _bytes;

    public void Add(long seq, ReadOnlySpan<byte> frame)
    {
        _queue.Enqueue((seq, frame.ToArray()));
        for (_bytes += frame.Length; _bytes > bound; _bytes -= _queue.Dequeue().Frame.Length)
        {
        }
    }

    /// <summary>These are on the disk.</summary>
    public void Forget(long through)
    {
        while (_queue.TryPeek(out var oldest) && oldest.Seq <= through)
        {
            _bytes -= _queue.Dequeue().Frame.Length;
        }
    }

    /// <summary>Those from one number to another, ascending.</summary>
    public IEnumerable<(long Seq, byte[] Frame)> Between(long first, long last) =>
        _queue.Where(kept => kept.Seq >= first && kept.Seq <= last);
}
