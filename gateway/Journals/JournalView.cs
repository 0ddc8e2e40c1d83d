using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>One stream's records up to the last whole one as it was opened, read beside whoever writes it: without its lock, without
/// mending anything, without a byte written.</summary>
internal sealed class JournalView
{
    private readonly string _folder;
    private readonly JournalReading _reading = new();
    private List<JournalFile> _files;

    private JournalView(string folder, string stream)
    {
        (_folder, Stream, _files) = (folder, stream, JournalFile.In(folder));
        FirstSeq = _files is [var oldest, ..] ? oldest.First : 1;
        for (var i = _files.Count - 1; i >= 0 && LastSeq == 0; i--)
        {
            var found = JournalVerification.Verify(_files[i]);
            Ledger = Ledger != default ? Ledger : found.HeaderLedger ?? found.RecordLedger;
            LastSeq = found.LastSeq;
        }
    }

    public string Stream { get; }

    /// <inheritdoc cref="Journal.Ledger"/>
    public Guid Ledger { get; }

    /// <summary>The lowest number that was still kept.</summary>
    public long FirstSeq { get; }

    /// <summary>The number of the last record it has; 0 where there is none.</summary>
    public long LastSeq { get; }

    /// <exception cref="StorageException">The folder is not there, or the system refuses a file.</exception>
    public static JournalView Open(string folder, string stream)
    {
        var own = Path.Combine(folder, stream);
        while (true)
        {
            try
            {
                return new JournalView(own, stream);
            }
            catch (FileNotFoundException)
            {
                // A segment was deleted between the list and the look; the list is another by now.
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused($"the journal in {own}", refusal);
            }
        }
    }

    /// <summary>Up to <paramref name="max"/> records above a number, in order; what was deleted meanwhile is passed over.</summary>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public IReadOnlyList<JournalRecord> ReadAfter(long seq, int max)
    {
        while (true)
        {
            try
            {
                return seq >= LastSeq ? [] : _reading.Read(_files, seq, LastSeq, max, static _ => { });
            }
            catch (FileNotFoundException)
            {
                _files = JournalFile.In(_folder);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused($"the journal in {_folder}", refusal);
            }
        }
    }
}
