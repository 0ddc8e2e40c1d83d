namespace Zhuhui.Edge.CloudBridge;

/// <summary>One record between the journal and the hub's acknowledgement. Its outbox alone changes it.</summary>
internal sealed class Parcel(OutboxRecord record, DateTimeOffset readAt)
{
    public OutboxRecord Record => record;

    public DateTimeOffset ReadAt => readAt;

    /// <summary>Handed to the broker at least once in this run: only such a number can be acknowledged.</summary>
    public bool Sent { get; set; }

    public bool Acknowledged { get; set; }
}
