using System.Globalization;

namespace Zhuhui.Edge.Gateway.Ledger;

/// <summary>Sequence numbers from the first to the last, both included.</summary>
internal readonly record struct SeqRange(long First, long Last);
