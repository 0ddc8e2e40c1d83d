namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>One journaled event as it is read back.</summary>
/// <param name="Seq">Its number in the stream, from 1.</param>
/// <param name="Type">The event's type, for example <c>passage.granted</c>.</param>
/// <param name="At">Wall time of the append.</param>
/// <param name="Payload">The record's UTF-8 JSON, byte for byte as written.</param>
internal sealed record JournalRecord(long Seq, string Type, DateTimeOffset At, ReadOnlyMemory<byte> Payload);
