using System.Globalization;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>One record between the journal and its acknowledgement. Its outbox alone changes it.</summary>
/// <param name="record">As journaled.</param>
/// <param name="buffered">It waited for a connection or behind others.</param>
internal sealed class InFlightRecord(OutboxRecord record, bool buffered)
{
    private static readonly TimeSpan _young = TimeSpan.FromSeconds(10);
    private DateTimeOffset? _at;
    private bool _dated;

    public OutboxRecord Record => record;

    public bool Buffered { get; set; } = buffered;

    /// <summary>Handed to the broker at least once in this run: only such a number can be acknowledged.</summary>
    public bool Sent { get; set; }

    /// <summary>When it was first handed to a broker in this run, by the monotonic clock.</summary>
    public long? SentAt { get; set; }

    public bool Acknowledged { get; set; }

    /// <summary>Larger than this connection takes: not to be sent over it.</summary>
    public bool Held { get; set; }

    /// <summary>How often it was sent again on this connection because no acknowledgement came.</summary>
    public int Resends { get; set; }

    /// <summary>When it happened, as the record itself says; null where it does not.</summary>
    public DateTimeOffset? At
    {
        get
        {
            if (!_dated)
            {
                _dated = true;
                _at = DateTimeOffset.TryParse(EventMessage.TimeOf(record.Payload.Span), CultureInfo.InvariantCulture, out var at) ? at
                    : null;
            }

            return _at;
        }
    }

    /// <summary>Whether it tells of the past: it was buffered or is more than 10 s old.</summary>
    public bool IsHistorical(DateTimeOffset now) => Buffered || now - At > _young;
}

/// <summary>What one message carries: a record by itself, or a batch of consecutive ones.</summary>
internal sealed record PublishBatch(IReadOnlyList<InFlightRecord> Parcels, bool Historical)
{
    /// <summary>What its records have together, a line each.</summary>
    public int Bytes => Parcels.Sum(parcel => parcel.Record.Payload.Length + 1);
}
