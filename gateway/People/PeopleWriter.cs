using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>
/// The one writer of who may pass: the registry on the disk, directory and gallery in memory, kept photos, the policy in force and the
/// registry's journal change through <see cref="Apply"/> and nothing else. Its law: what takes a right away holds in memory first, what
/// gives one is on the disk first; then the journal tells it; then all of it is published. The change on the disk carries the records it
/// owes to the journal, so that a kill between any two steps leaves neither a right that nobody recorded nor a record that is not true. One
/// change at a time.
/// </summary>
/// <param name="policy">Null where no gateway runs.</param>
/// <param name="uses">For sealed backups; null where nobody passes.</param>
/// <param name="inForce">Null where the site can't change while this is there.</param>
internal sealed class PeopleWriter(SiteFile site, RegistryStore registry, ResidentDirectory residents, FaceGallery gallery,
    EventLedger ledger, RosterPolicy? policy, CountedUses? uses = null, SiteInForce? inForce = null)
{
    private readonly PeopleInMemory _memory = new(site, residents, gallery);
    private readonly Lock _turn = new();
    private readonly JournalDebt _debt = new(ledger);
    private bool _isSettled;

    /// <summary>Told of every step that a change has come to, on the thread that makes it.</summary>
    internal Action<WriteStep>? Reached { get; init; }

    /// <summary>To be called before anybody is let in: tells what a kill kept from the journal, does again what the journal knows where the
    /// registry was put back by itself, and reads everybody into memory.</summary>
    /// <param name="pack">The model pack in use: templates of another stay unused, for they can't be compared. Null where there is
    /// none.</param>
    /// <exception cref="StorageException">The registry can't be read.</exception>
    public void Begin(string? pack)
    {
        lock (_turn)
        {
            _memory.Pack = pack;
            Settle();
            registry.Follow(ledger);
            _memory.Load(registry.AllWithTemplates(), registry.Households(), registry.Visits());
        }
    }

    /// <summary>Changes people: all doors know it, and it is on the disk and in the journal, when it returns.</summary>
    /// <param name="draft">Asked while nobody else changes anything: what is to be, null for nothing, and what is answered once it
    /// is.</param>
    /// <exception cref="StorageException">The disk refuses it. What it takes away holds until the next start all the same; of the rest
    /// nothing is changed.</exception>
    public T Write<T>(Func<(PeopleChange? Change, T Answer)> draft)
    {
        lock (_turn)
        {
            var (change, answer) = draft();
            if (change is not null)
            {
                Apply(change);
            }

            return answer;
        }
    }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public RegistryBackup MakeBackup(BackupReason reason)
    {
        lock (_turn)
        {
            var made = registry.MakeBackup(reason);
            ledger.Append(new RegistryBackedUp(made.Name, made.Reason, made.People, registry.Faces));
            return made;
        }
    }

    /// <summary>Makes a sealed backup, from which a new box has everything.</summary>
    /// <returns>Null where no recovery key was made.</returns>
    /// <exception cref="StorageException">The system refuses it, or the keys here are not those of the registry.</exception>
    public RegistryBackup? Seal(BackupReason reason)
    {
        lock (_turn)
        {
            if (registry.Sealed.Make(reason, Beside) is not { } made)
            {
                return null;
            }

            ledger.Append(new RegistryBackedUp(made.Name + SealedFile.Extension, made.Reason, made.People, registry.Faces));
            return made;
        }
    }

    /// <summary>From now on sealed backups are made for this recovery key; what was made for another goes.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public void MakeFor(RecoveryLock recovery, string orderedBy)
    {
        lock (_turn)
        {
            registry.Sealed.MakeFor(recovery);
            ledger.Append(new RecoveryKeyMade(recovery.Id, orderedBy));
            registry.Sealed.TryReplace(Beside, isFirst: true);
        }
    }

    /// <summary>Raises the alarm, once, where the registry was put back to an earlier state by itself.</summary>
    public void ReportRestored()
    {
        lock (_turn)
        {
            registry.ReportRestored(ledger);
        }
    }

    /// <summary>Tries again what the journal knows and the disk did not take, and to erase from a backup whose disk was away.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public void CatchUp()
    {
        lock (_turn)
        {
            registry.Follow(ledger);
            registry.ReportRestored(ledger);
            registry.EraseToldFromBackups(ledger.Time.LastCertain is null ? ledger.Time.GetUtcNow() : null);
            registry.Sealed.ReplaceTold(ledger.JournalOf(EventStream.Registry), Beside);
        }
    }

    /// <summary>Every change goes through here, and only here is it decided what is written after what.</summary>
    private void Apply(PeopleChange asked)
    {
        var change = asked.Restore is null ? PeopleRecords.Complete(asked, registry.Stored(asked), person =>
            registry.Photos.PhotosOf(person).Count, asked.Households.Count == 0 ? [] : registry.Households(), residents.DoorsOf) : asked;
        var roster = RosterAfter(change);
        Narrow(change, roster);
        Reached?.Invoke(WriteStep.Narrowed);

        foreach (var (person, photos) in change.PhotosKept)
        {
            registry.Photos.Keep(person, photos);
        }

        Reached?.Invoke(WriteStep.PhotosKept);
        if (change.IsStored)
        {
            var owed = _debt.With(change.Records);
            registry.Commit(change, owed);
            _debt.Grow(owed);
        }

        Reached?.Invoke(WriteStep.Committed);
        var left = Erase(change);
        Reached?.Invoke(WriteStep.Erased);

        var next = roster is null ? null : policy?.After(roster);
        _debt.Pay([.. change.Records, .. next is null ? Array.Empty<RegistryEvent>() : [new PolicyAdopted(next.Version(), next)]]);
        Reached?.Invoke(WriteStep.Journaled);

        Publish(change, next);
        Reached?.Invoke(WriteStep.Published);
        if (left is not null)
        {
            throw new StorageException($"{left.Message}; everything else is done, and the next start tries this again", left);
        }
    }

    private SealedBeside Beside => new((inForce?.Source ?? site.Source)?.Text, uses);

    private Roster? RosterAfter(PeopleChange change) => change.Restore is { } plan ? plan.Roster
        : change.Roster is { } roster ? RosterEffect.After(roster, registry.Roster())
        : null;

    /// <summary>Before anything is on the disk: nobody may more than before, and nobody more than after.</summary>
    private void Narrow(PeopleChange change, Roster? roster)
    {
        _memory.Narrow(change);
        if (roster is not null && policy?.Narrowed(roster) is { } narrow)
        {
            ledger.Append(new PolicyAdopted(narrow.Version(), narrow));
            policy.InForce.Change(narrow);
        }
    }

    /// <returns>Why something that was to go for good is there still; null where it is gone.</returns>
    private StorageException? Erase(PeopleChange change)
    {
        if (change.Restore is not null || (change.Erasure.IsEmpty && change.PhotosErased.Count == 0))
        {
            return null;
        }

        registry.EraseFromBackups(change);
        try
        {
            foreach (var person in change.Gone.Concat(change.FacesErased).Concat(change.PhotosErased))
            {
                registry.Photos.Erase(person);
            }

            return null;
        }
        catch (StorageException refused)
        {
            return refused;
        }
        finally
        {
            // Photos are in these too.
            registry.Sealed.TryReplace(Beside);
        }
    }

    private void Publish(PeopleChange change, AccessPolicy? next)
    {
        if (next is not null)
        {
            policy!.InForce.Change(next);
        }

        if (change.Restore is not null)
        {
            _memory.Load(registry.AllWithTemplates(), registry.Households(), registry.Visits());
        }
        else
        {
            _memory.Publish(change);
        }
    }

    /// <summary>Tells what a kill kept from the journal, and erases what it kept on the disk; once, and before anybody else changes
    /// anything.</summary>
    private void Settle()
    {
        if (!_isSettled)
        {
            var untold = _debt.Untold(registry);
            var erasures = PeopleRecords.Erasures(untold);
            Erase(PeopleRecords.StillDue(erasures, registry.Stored(erasures)));
            _debt.Grow(_debt.With(untold));
            _debt.Pay(untold);
            _isSettled = true;
        }
    }
}
