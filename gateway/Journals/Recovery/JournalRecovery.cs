using System.Globalization;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Recovery;

/// <summary>What opening (or later reading) a journal found amiss, and what it did about it.</summary>
internal sealed record JournalRecovery
{
    public static readonly JournalRecovery Clean = new();

    /// <summary>Bytes cut from the end of the last segment: records that were being written when the power went.</summary>
    public long CutBytes { get; init; }

    /// <summary>The last number kept before the cut; 0 where nothing was kept or cut.</summary>
    public long CutAfter { get; init; }

    /// <summary>Numbers whose records cannot be read any more.</summary>
    public IReadOnlyList<SeqRange> Missing { get; init; } = [];

    /// <summary>Records whose predecessor is not the one they were chained to.</summary>
    public IReadOnlyList<long> ChainBreaks { get; init; } = [];

    /// <summary>Copies of damaged segments, kept as they were found.</summary>
    public IReadOnlyList<string> KeptAside { get; init; } = [];

    public bool IsClean => CutBytes == 0 && Missing.Count == 0 && ChainBreaks.Count == 0 && KeptAside.Count == 0;

    /// <summary>One line for the log.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (CutBytes > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{CutBytes} bytes of an unfinished write cut after number {CutAfter}"));
        }

        if (Missing.Count > 0)
        {
            parts.Add("unreadable numbers " + string.Join(", ", Missing.Select(r => r.First == r.Last ? $"{r.First}"
                : $"{r.First}-{r.Last}")));
        }

        if (ChainBreaks.Count > 0)
        {
            parts.Add("hash chain broken at " + string.Join(", ", ChainBreaks));
        }

        if (KeptAside.Count > 0)
        {
            parts.Add("kept aside: " + string.Join(", ", KeptAside));
        }

        return parts.Count == 0 ? "clean" : string.Join("; ", parts);
    }
}
