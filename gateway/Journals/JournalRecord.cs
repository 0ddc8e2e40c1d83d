using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>One journaled event as it is read back.</summary>
/// <param name="Seq">Its number in the stream, from 1.</param>
/// <param name="Type">The event's type, for example <c>passage.granted</c>.</param>
/// <param name="At">Wall time of the append.</param>
/// <param name="Boot">The run of the gateway, or the command, that appended it.</param>
/// <param name="MonoMs">The monotonic time of the append.</param>
/// <param name="Payload">The record's UTF-8 JSON, byte for byte as written.</param>
/// <param name="Data">The event's own data within it.</param>
/// <param name="IsUndated">Nothing vouched for <paramref name="At"/> when it was written.</param>
internal sealed record JournalRecord(long Seq, string Type, DateTimeOffset At, Guid Boot, double MonoMs, ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> Data, bool IsUndated = false)
{
    /// <summary>The event; null for a type this version does not know.</summary>
    public GatewayEvent? ToEvent() => EventJson.ReadData(Type, Data.Span);
}
