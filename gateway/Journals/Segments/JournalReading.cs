using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Segments;

/// <summary>
/// Reads records back in order. Remembers where its last readings ended, so that followers that go on from there cost no search.
/// </summary>
internal sealed class JournalReading
{
    private const int MaxBytes = 4 << 20;

    private readonly Lock _lock = new();
    private readonly Place[] _places = new Place[8];
    private int _nextPlace;

    /// <summary>Up to <paramref name="max"/> records with numbers above <paramref name="after"/> and not above <paramref name="upTo"/>;
    /// gaps are reported.</summary>
    public IReadOnlyList<JournalRecord> Read(IReadOnlyList<JournalFile> files, long after, long upTo, int max, Action<SeqRange> missing)
    {
        List<JournalRecord> found = [];
        var start = 0;
        while (start + 1 < files.Count && files[start + 1].First <= after + 1)
        {
            start++;
        }

        var last = files.Count == 0 ? after : Math.Max(after, files[0].First - 1);
        var bytes = 0;
        for (var i = start; i < files.Count && last < upTo && found.Count < max && bytes < MaxBytes; i++)
        {
            using var file = File.OpenHandle(files[i].Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite
                | FileShare.Delete);
            using var scan = new JournalScan(file, Recall(files[i].Path, last));
            var end = scan.GoodEnd;
            // What was written anew stands in the next segment, and need not be whole in this one.
            var own = i + 1 < files.Count ? Math.Min(upTo, files[i + 1].First - 1) : upTo;
            while (last < own && found.Count < max && bytes < MaxBytes && scan.Next())
            {
                var record = scan.Envelope;
                if (record.Seq > own)
                {
                    break;
                }

                end = scan.GoodEnd;
                if (record.Seq <= last)
                {
                    continue;
                }

                if (record.Seq > last + 1)
                {
                    missing(new SeqRange(last + 1, record.Seq - 1));
                }

                var payload = scan.Payload.ToArray();
                found.Add(new JournalRecord(record.Seq, record.Type, record.At, record.Boot, record.MonoMs, payload,
                    payload.AsMemory(record.DataAt..^1), record.IsUndated));
                last = record.Seq;
                bytes += scan.Payload.Length;
            }

            Remember(new Place(files[i].Path, last, end));
        }

        return found;
    }

    private long Recall(string path, long after)
    {
        lock (_lock)
        {
            foreach (var place in _places)
            {
                if (place.After == after && place.Path == path)
                {
                    return place.Offset;
                }
            }

            return 0;
        }
    }

    private void Remember(Place place)
    {
        lock (_lock)
        {
            _places[_nextPlace] = place;
            _nextPlace = (_nextPlace + 1) % _places.Length;
        }
    }

    private readonly record struct Place(string Path, long After, long Offset);
}
