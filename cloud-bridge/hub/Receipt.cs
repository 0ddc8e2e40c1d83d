namespace Zhuhui.Edge.Hub;

/// <summary>A message as it came from the broker.</summary>
internal sealed record Arrival(string Topic, byte[] Payload);

/// <summary>What the store durably has of one gateway's stream out of one batch.</summary>
/// <param name="Topic">Where it came from, and thus where the acknowledgement goes.</param>
/// <param name="Ledger">The journal that numbered it.</param>
/// <param name="Seqs">The numbers, each once, ascending.</param>
internal sealed record Receipt(EventTopic Topic, Guid Ledger, SortedSet<long> Seqs)
{
    /// <summary>The numbers as runs [first, last].</summary>
    public IReadOnlyList<long[]> Ranges()
    {
        var ranges = new List<long[]>();
        foreach (var seq in Seqs)
        {
            if (ranges.Count > 0 && ranges[^1][1] == seq - 1)
            {
                ranges[^1][1] = seq;
            }
            else
            {
                ranges.Add([seq, seq]);
            }
        }

        return ranges;
    }
}

/// <summary>What became of one batch.</summary>
/// <param name="Receipts">To be acknowledged to the gateways.</param>
/// <param name="Refusals">Topic and reason of each message that was refused for the first time.</param>
internal sealed record BatchResult(IReadOnlyCollection<Receipt> Receipts, IReadOnlyList<(string Topic, string Reason)> Refusals);
