namespace Zhuhui.Edge.Hub.Messages;

/// <summary>A message as it came from the broker.</summary>
/// <param name="IsBatch">Many records in one compressed frame, as its content type says.</param>
internal sealed record InboundMessage(string Topic, byte[] Payload, bool IsBatch = false);

/// <summary>What the store durably has of one gateway's stream out of one batch.</summary>
/// <param name="Topic">Where it came from, and thus where the acknowledgement goes.</param>
/// <param name="Ledger">The journal that numbered it.</param>
/// <param name="Records">Each record's links of the chain, by its number: the hash that it says its predecessor has, and its own.</param>
internal sealed record Receipt(EventTopic Topic, Guid Ledger, SortedDictionary<long, (string Prev, string Hash)> Records)
{
    /// <summary>The numbers, each once, ascending.</summary>
    public IReadOnlyCollection<long> Seqs => Records.Keys;

    /// <summary>The records as runs, with the hash of each one's last. A run is one chain, so that this hash stands for all of
    /// it.</summary>
    public IReadOnlyList<ReceiptRun> Runs()
    {
        var runs = new List<ReceiptRun>();
        foreach (var (seq, (prev, hash)) in Records)
        {
            if (runs.Count > 0 && runs[^1].Last == seq - 1 && runs[^1].Hash == prev)
            {
                runs[^1] = runs[^1] with { Last = seq, Hash = hash };
            }
            else
            {
                runs.Add(new ReceiptRun(seq, seq, hash));
            }
        }

        return runs;
    }
}

/// <summary>Consecutive records and the hash of the last.</summary>
internal readonly record struct ReceiptRun(long First, long Last, string Hash);

/// <summary>A record whose prev is not the hash of its predecessor, found when the later of the two came.</summary>
internal sealed record ChainBreak(EventTopic Topic, Guid Ledger, long Seq);

/// <summary>What became of one batch.</summary>
/// <param name="Receipts">To be acknowledged to the gateways.</param>
/// <param name="Refusals">Topic and reason of each message that was refused for the first time.</param>
/// <param name="Breaks">Newly found, those that an alarm was raised for.</param>
/// <param name="Stored">Records that are new.</param>
/// <param name="Duplicates">Records that were there before.</param>
internal sealed record BatchResult(IReadOnlyCollection<Receipt> Receipts, IReadOnlyList<(string Topic, string Reason)> Refusals,
    IReadOnlyList<ChainBreak> Breaks,
    int Stored, int Duplicates)
{
    /// <summary>Source and reason of what was over a limit for the first time today.</summary>
    public IReadOnlyList<(string Source, string Reason)> Limits { get; init; } = [];

    /// <summary>All that were found.</summary>
    public int BrokenLinks { get; init; }

    /// <summary>Records that were neither stored nor acknowledged.</summary>
    public int Deferred { get; init; }
}
