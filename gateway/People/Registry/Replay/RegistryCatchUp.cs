using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Replay;

/// <summary>A registry that was put back to an earlier state by itself: does again what the journal knows since, and tells it once. Not
/// thread safe.</summary>
/// <param name="foreign">What of a backup the keys of this box do not bring back.</param>
internal sealed class RegistryCatchUp(RegistryFile file, ForeignKeys foreign)
{
    private bool _isTold;

    /// <summary>What has to be told; null where the registry was sound, or it was told.</summary>
    public RegistryRestored? Restored { get; private set; } = file.Return is { } back ? new RegistryRestored(back.Finding) : null;

    /// <summary>What the journal took away and the disk does not take yet.</summary>
    public RegistryChange? Unwritten { get; private set; }

    /// <summary>From now on changes say how far this journal had come. What it knows since is done again first, in memory at
    /// least.</summary>
    public void Follow(Journal journal)
    {
        var place = new JournalPlace(journal.Ledger, journal.LastSeq);
        if (file.Return is { } back)
        {
            var documents = file.Documents();
            var replay = new RegistryReplay(documents);
            replay.Read(journal, back.Since);
            var change = replay.Changes(journal.LastSeq);
            Restored = _isTold ? Restored : new RegistryRestored(back.Finding, replay.Missing, [.. replay.Check,
                .. foreign(documents, change.On(documents))]);
            TryChange(change, place);
        }
        else if (file.Mark.Place.Ledger != journal.Ledger)
        {
            TryChange(new RegistryChange(), place);
        }
    }

    /// <summary>Raises the alarm. Until the disk has taken what the journal knows since, the next start does both again.</summary>
    public void Report(EventLedger ledger, JournalPlace? place)
    {
        if (file.Return is null)
        {
            return;
        }

        if (Restored is { } alarm && !_isTold)
        {
            foreach (var part in EventParts.Of(alarm))
            {
                ledger.Append(part);
            }

            ledger.FlushAlarms();
            _isTold = true;
        }

        if (_isTold && Unwritten is null)
        {
            try
            {
                file.Change(_ => KeyMarks.Forget(), place, static _ => null);
                Restored = null;
            }
            catch (StorageException)
            {
                // Twice told is better than never.
            }
        }
    }

    /// <summary>A full disk keeps nobody waiting outside, and lets nobody in whom the journal shut out.</summary>
    private void TryChange(RegistryChange change, JournalPlace place)
    {
        try
        {
            file.Change(_ => change, place);
            Unwritten = null;
        }
        catch (StorageException)
        {
            Unwritten = change;
        }
    }
}
