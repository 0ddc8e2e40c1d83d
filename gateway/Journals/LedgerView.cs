using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>All streams of a data folder to read, whether or not a gateway writes them at this moment.</summary>
internal sealed class LedgerView
{
    private readonly Dictionary<EventStream, JournalView> _journals = [];

    private LedgerView(string dataFolder)
    {
        // The changes last: whatever a decision rests on was written before it, and is in the view then.
        foreach (var stream in Enum.GetValues<EventStream>().OrderBy(stream => stream == EventStream.Registry))
        {
            _journals[stream] = JournalView.Open(EventLedger.Folder(dataFolder), EventLedger.NameOf(stream));
        }
    }

    public IReadOnlyList<JournalView> Journals => [.. _journals.OrderBy(one => one.Key).Select(one => one.Value)];

    /// <exception cref="StorageException">There is no journal, or the system refuses a file.</exception>
    public static LedgerView Open(string dataFolder) => new(dataFolder);

    public JournalView JournalOf(EventStream stream) => _journals[stream];
}
