using LiteDB;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry.Replay;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>The people of the compound on disk: who they are, their cards and codes, their sealed face templates, the photos they agreed to
/// have kept, and what the hub's roster brought beside them. One process; a change is committed, checkpointed and on the disk, all of it,
/// before a call returns.
/// <see cref="PeopleWriter"/> alone changes it.</summary>
internal sealed class RegistryStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _held;
    private readonly RegistryFile _file;
    private readonly RegistryBackups _backups;
    private readonly RegistryCatchUp _catchUp;
    private readonly TemplateCipher _cipher;
    private Journal? _journal;

    private RegistryStore(FileStream held, RegistryFile file, RegistryBackups backups, TemplateCipher cipher, KeptPhotos photos,
        Func<Func<SealedBackups.Registry>, SealedBackups> ofSealed)
    {
        (_held, _file, _backups, _cipher, Photos) = (held, file, backups, cipher, photos);
        _catchUp = new RegistryCatchUp(file, backups.Foreign);
        UsesBefore = CarriedUses.UsesIn(CarriedUses.In(file));
        Sealed = ofSealed(() => Locked(() => new SealedBackups.Registry(_file.Documents(), _file.Mark, Place ?? _file.Mark.Place)));
    }

    /// <summary>Photos that people agreed to have kept. They go with the templates, and leave this machine sealed alone.</summary>
    public KeptPhotos Photos { get; }

    /// <summary>The sealed files from which a new box has everything.</summary>
    public SealedBackups Sealed { get; }

    /// <summary>How often passes and people with counted uses were let in on the box that this registry came from.</summary>
    public IReadOnlyDictionary<string, int> UsesBefore { get; }

    /// <summary>What has to be told of a registry that was put back to an earlier state by itself; null where it was sound, or it was
    /// told.</summary>
    public RegistryRestored? Restored => _catchUp.Restored;

    /// <summary>Why a backup could not be made or nobody be erased from one; null since it could again.</summary>
    public string? BackupProblem => _backups.Problem ?? Sealed.Problem;

    /// <exception cref="StorageException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public static RegistryStore Open(SiteFile site, TimeProvider? time = null) => Open(site.DataFolder, time, site.Registry,
        $"{site.District}/{site.Compound}/{site.Gateway}");

    /// <exception cref="StorageException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public static RegistryStore Open(string dataFolder, TimeProvider? time = null, RegistryOptions? options = null, string site = "")
    {
        var clock = time ?? TimeProvider.System;
        var folder = RegistryBackups.FolderOf(dataFolder, options);
        var backups = new RegistryBackups(dataFolder, folder, (options ?? new RegistryOptions()).BackupsKept, clock);
        var path = Path.Combine(dataFolder, "registry.db");
        var held = FileLock.Acquire(path + ".lock", $"the registry {path}");
        TemplateCipher? cipher = null;
        RegistryFile? file = null;
        try
        {
            file = new RegistryFile(path, backups.Sound, clock);
            RestoreStage.Settle(dataFolder, CarriedUses.RestoreOf(CarriedUses.In(file)));
            cipher = TemplateCipher.Open(dataFolder);
            var photos = new KeptPhotos(dataFolder);
            return new RegistryStore(held, file, backups, cipher, photos,
                registry => new SealedBackups(dataFolder, folder, site, photos, registry, clock));
        }
        catch (StorageException)
        {
            cipher?.Dispose();
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    public IReadOnlyList<Resident> All() => Locked<IReadOnlyList<Resident>>(() => [.. People().Select(RegistryDocuments.ToResident)]);

    /// <summary>Of how many people face templates are kept, whether a key opens them or not.</summary>
    public int Faces => Locked(() => People().Count(document => RegistryDocuments.TemplatesOf(document).Count > 0));

    public bool Holds(PersonId person) => Locked(() => Find(person) is not null);

    /// <summary>Those of a change who are on the disk.</summary>
    public IReadOnlyDictionary<PersonId, StoredResident> Stored(PeopleChange change)
    {
        var meant = change.People.Select(person => person.Id).Concat(change.Gone).Concat(change.FacesErased).Concat(change.PhotosErased)
            .ToHashSet();
        return Locked(() => (meant.Count > 16
                ? _file.All(RegistryChange.Residents).Where(document => meant.Contains(new PersonId(document["_id"].AsString)))
                : meant.Select(Find).OfType<BsonDocument>())
            .Select(document => new StoredResident(RegistryDocuments.ToResident(document), RegistryDocuments.TemplatesOf(document).Count))
            .ToDictionary(stored => stored.Resident.Id));
    }

    public IReadOnlyList<Household> Households() => Locked<IReadOnlyList<Household>>(() =>
        [.. Documents(RegistryChange.Households).Select(ProfileDocuments.ToHousehold)]);

    public IReadOnlyList<Visit> Visits() => Locked<IReadOnlyList<Visit>>(() =>
        [.. Documents(RegistryChange.Visits).Select(ProfileDocuments.ToVisit)]);

    /// <summary>Everybody with the templates that the key opens, in one pass over the file.</summary>
    public IReadOnlyList<(Resident Resident, IReadOnlyList<FaceTemplate> Templates)> AllWithTemplates() =>
        Locked<IReadOnlyList<(Resident, IReadOnlyList<FaceTemplate>)>>(() =>
        [.. People().Select(document => (RegistryDocuments.ToResident(document), RegistryTemplates.Open(_cipher, document)))]);

    /// <summary>The templates that the key opens. One that it does not open is as good as not there.</summary>
    public IReadOnlyList<FaceTemplate> TemplatesOf(PersonId person) => Locked<IReadOnlyList<FaceTemplate>>(() =>
        Find(person) is { } document ? RegistryTemplates.Open(_cipher, document) : []);

    /// <summary>What the hub's roster brought beside people, and its version.</summary>
    public Roster Roster() => Locked(() => RegistryDocuments.ToRoster(_file.All));

    /// <summary>Makes a change, with the records it owes to the journal: all of it is on the disk when this returns or, where it throws,
    /// nothing. What goes for good is off the registry's files; backups and photos are the caller's.</summary>
    /// <exception cref="StorageException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Commit(PeopleChange change, IReadOnlyList<OwedRecord>? owed = null)
    {
        lock (_lock)
        {
            if (change.Restore is { } plan)
            {
                _backups.Make(_file.Documents(), _file.Mark, BackupReason.Restore);
                _file.Replace(next => plan.With(OwedRecords.Documents(owed ?? [], next.Generation)), Place);
                return;
            }

            if (change.Roster is { } roster && _file.Mark.Generation > 0)
            {
                _backups.TryMakeBeforeRoster(_file.Documents, _file.Mark, roster.IsWhole);
            }

            var draft = new RegistryDraft(_file, _cipher, _journal?.LastSeq ?? 0);
            _file.Change(next => draft.For(change, owed ?? [], next.Generation), Place);
        }
    }

    /// <summary>The change that takes the last one back; null where it can't be, or something else was changed since.</summary>
    public PeopleChange? WayBack() => Locked(() => Registry.WayBack.Read(_file.All(RegistryChange.Single), _file.Documents));

    /// <summary>The records that changes owe to the journal and it has not. Where a version that knows nothing of them changed the registry
    /// since, those alone that take away and are true.</summary>
    public IReadOnlyList<RegistryEvent> Untold(Journal journal)
    {
        lock (_lock)
        {
            var (owed, generation) = OwedRecords.Read(_file.All(RegistryChange.Single));
            var untold = OwedRecords.NotIn(journal, owed);
            return generation == _file.Mark.Generation ? untold : [.. untold.Where(one => PeopleRecords.IsTakenAway(one, OnDisk))];
        }
    }

    /// <summary>From now on each change says how far the registry's journal had come. Where the registry was put back to an earlier state,
    /// what the journal knows since is done again first, in memory at least. To be called before anybody is let in.</summary>
    public void Follow(EventLedger ledger)
    {
        lock (_lock)
        {
            _catchUp.Follow(_journal = ledger.JournalOf(EventStream.Registry));
        }
    }

    /// <summary>Raises the alarm, once, where the registry was put back to an earlier state.</summary>
    public void ReportRestored(EventLedger ledger)
    {
        lock (_lock)
        {
            _catchUp.Report(ledger, Place);
        }
    }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public RegistryBackup MakeBackup(BackupReason reason) => Locked(() => _backups.Make(_file.Documents(), _file.Mark, reason));

    /// <summary>Newest first.</summary>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public IReadOnlyList<RegistryBackup> Backups() => _backups.List();

    public bool HasRecentBackup(BackupReason reason, TimeSpan within) => _backups.IsRecent(reason, within);

    /// <summary>Erases what goes for good from the backups that are there; from one whose disk is away,
    /// <see cref="EraseToldFromBackups"/> does.</summary>
    public void EraseFromBackups(PeopleChange change)
    {
        lock (_lock)
        {
            _backups.TryErase(change.Erasure);
        }
    }

    /// <summary>Erases from the backups what was erased here while their disk was away: by the journal, and visits that are over.</summary>
    /// <exception cref="StorageException">The system refuses it.</exception>
    public void EraseToldFromBackups(DateTimeOffset? now)
    {
        lock (_lock)
        {
            _backups.EraseTold(_journal!, (key, visit) => _file.Find(key.Collection, key.Id) is null
                && ProfileDocuments.ToVisit(LiteDB.BsonSerializer.Deserialize(visit)).ValidTo <= now);
        }
    }

    /// <inheritdoc cref="SealedRestore.From"/>
    public SealedRestore PlanRestore(SealedContents backup, Guid restore, string dataFolder) => Locked(() =>
        SealedRestore.From(backup, restore, dataFolder, _file.Documents(), _journal!));

    /// <summary>The way back to a backup; nothing is changed.</summary>
    /// <returns>Null where there is no such backup, or it is damaged.</returns>
    /// <exception cref="StorageException">The system refuses a file.</exception>
    public RestorePlan? PlanRestore(string backup) => Locked(() =>
        _backups.Read(backup) is { } from ? RestorePlan.From(from, backup, _file.Documents(), _journal!, _backups.Foreign) : null);

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
            _cipher.Dispose();
            Photos.Dispose();
            _held.Dispose();
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_lock)
        {
            return work();
        }
    }

    private JournalPlace? Place => _journal is { } journal ? new JournalPlace(journal.Ledger, journal.LastSeq) : null;

    private IEnumerable<BsonDocument> People() => Documents(RegistryChange.Residents);

    private IEnumerable<BsonDocument> Documents(string collection) => _catchUp.Unwritten is not { } unwritten
        ? _file.All(collection)
        : unwritten.On(_file.Documents()).Where(d => d.Key.Collection == collection).Select(d => BsonSerializer.Deserialize(d.Value));

    private Resident? OnDisk(PersonId person) => Find(person) is { } document ? RegistryDocuments.ToResident(document) : null;

    private BsonDocument? Find(PersonId person) => _file.Find(RegistryChange.Residents, person.Value);
}
