using System.Security.Cryptography;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>An outbox's records that were read and are not acknowledged, in the journal's order.</summary>
internal sealed class WaitingRecords
{
    private readonly SortedDictionary<long, InFlightRecord> _records = [];

    public int Count => _records.Count;

    public IEnumerable<InFlightRecord> All => _records.Values;

    public InFlightRecord? Oldest
    {
        get
        {
            foreach (var (_, parcel) in _records)
            {
                return parcel;
            }

            return null;
        }
    }

    public void Add(InFlightRecord parcel) => _records.Add(parcel.Record.Seq, parcel);

    public void Remove(InFlightRecord parcel) => _records.Remove(parcel.Record.Seq);

    /// <summary>Those of a run of numbers, which may be far longer than what waits.</summary>
    public IReadOnlyList<InFlightRecord> Among(long first, long last)
    {
        if (last - first >= _records.Count)
        {
            return [.. _records.Where(one => one.Key >= first && one.Key <= last).Select(one => one.Value)];
        }

        List<InFlightRecord> found = [];
        for (var seq = first; seq <= last; seq++)
        {
            if (_records.TryGetValue(seq, out var parcel))
            {
                found.Add(parcel);
            }
        }

        return found;
    }

    /// <summary>Whether the hub speaks of this journal's record of that number, and of none that had the number before a failing disk or a
    /// restored one took it back.</summary>
    public bool Has(long seq, string hash) =>
        _records.TryGetValue(seq, out var parcel) && Convert.ToHexStringLower(SHA256.HashData(parcel.Record.Payload.Span)) == hash;
}
