using System.Globalization;
using System.Text;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>
/// Records that wait in memory for room on the disk, oldest first, at most so many. What must be dropped for want of memory leaves one
/// <c>journal.dropped</c> record in its place. Not thread safe.
/// </summary>
internal sealed class HeldRecords(int bound)
{
    private readonly Queue<UnnumberedRecord> _queue = [];
    private UnnumberedRecord _firstDropped;
    private UnnumberedRecord _lastDropped;

    public int Count => _queue.Count + (Dropped > 0 ? 1 : 0);

    public long Dropped { get; private set; }

    public void Add(UnnumberedRecord record)
    {
        if (_queue.Count == bound)
        {
            _lastDropped = _queue.Dequeue();
            _firstDropped = Dropped++ == 0 ? _lastDropped : _firstDropped;
        }

        _queue.Enqueue(record);
    }

    /// <summary>What has to be written next.</summary>
    public UnnumberedRecord Peek()
    {
        if (Dropped == 0)
        {
            return _queue.Peek();
        }

        var (from, to) = (_firstDropped.Head.At.ToUniversalTime(), _lastDropped.Head.At.ToUniversalTime());
        var data = string.Create(CultureInfo.InvariantCulture,
            $$"""{"count":{{Dropped}},"from":"{{from:O}}","to":"{{to:O}}","reason":"neverWritten"}""");
        return new UnnumberedRecord(_lastDropped.Head with { Type = EventTypes.JournalDropped }, Encoding.UTF8.GetBytes(data));
    }

    /// <summary>Takes away what <see cref="Peek"/> gave, once it is written.</summary>
    public void RemoveFirst()
    {
        if (Dropped > 0)
        {
            Dropped = 0;
        }
        else
        {
            _queue.Dequeue();
        }
    }
}
