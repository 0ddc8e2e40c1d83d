namespace Zhuhui.Edge.Gateway.Events;

/// <summary>Sequence numbers from the first to the last, both included.</summary>
internal readonly record struct SeqRange(long First, long Last);
