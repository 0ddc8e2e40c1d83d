namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>One record on its way to the hub: what the journal holds, byte for byte.</summary>
/// <param name="Seq">The record's number in its stream, without gaps, from 1.</param>
/// <param name="Type">The event's type, for example <c>passage.granted</c>.</param>
/// <param name="Payload">The record's UTF-8 JSON exactly as journaled, so that the hub can check its hash against its successor.</param>
public sealed record OutboxRecord(long Seq, string Type, ReadOnlyMemory<byte> Payload);

/// <summary>One stream the outbox empties: a journal, seen as numbered records.</summary>
/// <param name="Name">The stream's name in the topic: <c>alarms</c>, <c>passages</c>, <c>registry</c> or <c>health</c>.</param>
/// <param name="Ledger">Identity of the journal the numbers belong to; a replaced disk starts a new one.</param>
/// <param name="ReadAfter">Up to so many records after a number, in order; empty where there are none yet.</param>
/// <param name="Extent">The lowest number that is kept and the highest; the lowest is one above the highest where there is none.</param>
/// <param name="Grown">Completes when a record after the given number may be there.</param>
public sealed record OutboxFeed(string Name, Guid Ledger, Func<long, int, IReadOnlyList<OutboxRecord>> ReadAfter,
    Func<(long First, long Last)> Extent, Func<long, CancellationToken, Task> Grown)
{
    /// <summary>The highest number that the journal had when it was opened; null: what it has now. A bookmark beyond it is of records that
    /// a power cut took, whatever was journaled since.</summary>
    public long? LastAtStart { get; init; }
}
