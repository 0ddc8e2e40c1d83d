using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>Adds up what the transactions of one batch did.</summary>
internal sealed class BatchOutcome
{
    private readonly Dictionary<StreamKey, Receipt> _receipts = [];
    private readonly List<(string, string)> _refusals = [];
    private readonly List<ChainBreak> _breaks = [];
    private readonly List<(string, string)> _limits = [];
    private int _brokenLinks;
    private int _deferred;
    private int _stored;
    private int _duplicates;

    public void Add(StoreTransaction done)
    {
        foreach (var row in done.Receivable)
        {
            if (!_receipts.TryGetValue(row.Key, out var receipt))
            {
                _receipts.Add(row.Key, receipt = new Receipt(row.Topic, row.Envelope.Ledger, []));
            }

            receipt.Records[row.Seq] = (row.Envelope.Prev, Convert.ToHexStringLower(row.Hash));
        }

        _refusals.AddRange(done.FirstRefusals.Select(refusal => (refusal.Topic, refusal.Reason)));
        _breaks.AddRange(done.Breaks);
        _limits.AddRange(done.Limits);
        _brokenLinks += done.BrokenLinks;
        _deferred += done.Deferred.Count;
        _stored += done.Stored;
        _duplicates += done.Duplicates;
    }

    public BatchResult ToResult() => new(_receipts.Values, _refusals, _breaks, _stored, _duplicates)
    {
        Limits = _limits,
        BrokenLinks = _brokenLinks,
        Deferred = _deferred,
    };
}
