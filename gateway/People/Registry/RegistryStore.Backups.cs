using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>What putting the registry back to a backup does, or would do.</summary>
/// <param name="Lost">People who are in the registry and not in the backup: they have to be enrolled again.</param>
/// <param name="Returned">People who are in the backup and no longer in the registry, and whom nobody removed.</param>
/// <param name="Changed">People who are in both and not the same.</param>
/// <param name="Check">What the journal tells of later changes and can't give back.</param>
internal sealed record RegistryRestore(string Backup, DateTimeOffset MadeAt, int People, IReadOnlyList<string> Lost, IReadOnlyList<string> Returned, IReadOnlyList<string> Changed,
    IReadOnlyList<string> Check);

/// <summary>The registry's dated backups, and going back to an earlier state without letting anybody in who was shut out since.</summary>
internal sealed partial class RegistryStore
{
    /// <summary>What has to be told of a registry that was put back to an earlier state by itself; null where it was sound, or it was told.</summary>
    public RegistryRestored? Restored { get; private set; }

    /// <summary>Why a backup could not be made or nobody be erased from one; null since it could again.</summary>
    public string? BackupProblem { get; private set; }

    /// <summary>What the journal took away and the disk does not take yet.</summary>
    private RegistryChange? _unwritten;

    private bool _isTold;

    private static readonly TimeSpan BetweenDeltas = TimeSpan.FromHours(1);

    /// <summary>From now on each change says how far the registry's journal had come. Where the registry was put back to an earlier state, what the journal knows since is done
    /// again first, in memory at least. To be called before anybody is let in.</summary>
    public void Follow(EventLedger ledger)
    {
        lock (_lock)
        {
            _journal = ledger.JournalOf(EventStream.Registry);
            if (_file.Return is { } back)
            {
                RegistryReplay replay = new(_file.Documents());
                replay.Read(_journal, back.Since);
                Restored = _isTold ? Restored : new RegistryRestored(back.Finding, replay.Missing, replay.Check);
                TryChange(replay.Changes(_journal.LastSeq));
            }
            else if (_file.Mark.Place.Ledger != _journal.Ledger)
            {
                TryChange(new RegistryChange());
            }
        }
    }

    /// <summary>A full disk keeps nobody waiting outside, and lets nobody in whom the journal shut out.</summary>
    private void TryChange(RegistryChange change)
    {
        try
        {
            Change(change);
            _unwritten = null;
        }
        catch (StorageException)
        {
            _unwritten = change;
        }
    }

    /// <summary>Raises the alarm, once, where the registry was put back to an earlier state. Until the disk has taken what the journal knows since, the next start does both again.</summary>
    public void ReportRestored(EventLedger ledger)
    {
        lock (_lock)
        {
            if (_file.Return is null)
            {
                return;
            }

            if (Restored is { } alarm && !_isTold)
            {
                ledger.Append(alarm);
                ledger.FlushAlarms();
                _isTold = true;
            }

            if (_isTold && _unwritten is null)
            {
                try
                {
                    _file.Change(new RegistryChange(), Place, static _ => null);
                    Restored = null;
                }
                catch (StorageException)
                {
                    // Twice told is better than never.
                }
            }
        }
    }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public RegistryBackup MakeBackup(BackupReason reason)
    {
        lock (_lock)
        {
            return _backups.Make(_file.Documents(), _file.Mark, reason);
        }
    }

    /// <summary>Newest first.</summary>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public IReadOnlyList<RegistryBackup> Backups() => _backups.List();

    public bool HasRecentBackup(BackupReason reason, TimeSpan within) => _backups.IsRecent(reason, within);

    /// <summary>Erases from the backups whoever was removed, or withdrew consent, while their disk was away.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public void EraseFromBackups()
    {
        lock (_lock)
        {
            _backups.EraseTold(_journal!);
            BackupProblem = null;
        }
    }

    /// <summary>What <see cref="Restore"/> would do; nothing is changed.</summary>
    /// <returns>Null where there is no such backup, or it is damaged.</returns>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public RegistryRestore? WouldRestore(string backup)
    {
        lock (_lock)
        {
            return Plan(backup)?.Plan;
        }
    }

    /// <summary>Puts the registry back to a backup, in one step, after a backup of what there is. What the journal knows since is done again: a lost card stays lost, whoever was
    /// removed stays away.</summary>
    /// <returns>Null where there is no such backup, or it is damaged.</returns>
    /// <exception cref="StorageException">The disk refuses it; the registry is as it was.</exception>
    public RegistryRestore? Restore(string backup)
    {
        lock (_lock)
        {
            if (Plan(backup) is not var (plan, documents))
            {
                return null;
            }

            _backups.Make(_file.Documents(), _file.Mark, BackupReason.Restore);
            _file.Replace(documents, Place);
            return plan;
        }
    }

    private (RegistryRestore Plan, IReadOnlyDictionary<RegistryKey, byte[]> Documents)? Plan(string backup)
    {
        if (_backups.Read(backup) is not { } candidate)
        {
            return null;
        }

        RegistryReplay replay = new(candidate.Documents);
        replay.Read(_journal!, candidate.Mark.Place);
        var after = replay.Changes(_journal!.LastSeq).On(candidate.Documents);
        var (before, then) = (People(_file.Documents()), People(after));
        return (new RegistryRestore(backup, candidate.Mark.At, then.Count,
            [.. before.Keys.Except(then.Keys).Order(StringComparer.Ordinal)],
            [.. then.Keys.Except(before.Keys).Order(StringComparer.Ordinal)],
            [.. before.Where(b => then.TryGetValue(b.Key, out var other) && !b.Value.AsSpan().SequenceEqual(other)).Select(b => b.Key).Order(StringComparer.Ordinal)],
            replay.Check), after);
    }

    private static Dictionary<string, byte[]> People(IReadOnlyDictionary<RegistryKey, byte[]> documents) =>
        documents.Where(d => d.Key.Collection == RegistryChange.Residents).ToDictionary(d => d.Key.Id, d => d.Value, StringComparer.Ordinal);

    /// <summary>A roster that takes a right away must not wait for a backup disk; and one card after the other must not wear it out.</summary>
    private void BackUpBeforeRoster(bool isWhole)
    {
        try
        {
            if (_file.Mark.Generation > 0 && (isWhole || !_backups.IsRecent(BackupReason.Roster, BetweenDeltas)))
            {
                _backups.Make(_file.Documents(), _file.Mark, BackupReason.Roster);
            }

            BackupProblem = null;
        }
        catch (StorageException problem)
        {
            BackupProblem = problem.Message;
        }
    }

    private void EraseFromBackups(PersonId person, bool onlyFaces)
    {
        IReadOnlySet<string> one = new HashSet<string>(StringComparer.Ordinal) { person.Value };
        IReadOnlySet<string> nobody = new HashSet<string>();
        try
        {
            _backups.Erase(onlyFaces ? nobody : one, onlyFaces ? one : nobody);
        }
        catch (StorageException problem)
        {
            // Whoever goes from the doors must go from the registry; the daily look erases from a backup whose disk was away, by the journal.
            BackupProblem = problem.Message;
        }
    }
}
