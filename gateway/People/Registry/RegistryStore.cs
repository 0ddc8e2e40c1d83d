using LiteDB;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>The people of the compound on disk: who they are, their cards and codes, their sealed face templates, the photos they agreed to have kept, and what the hub's roster brought beside them. One process
/// and one writer at a time; a change is committed, checkpointed and on the disk, all of it, before a call returns.</summary>
internal sealed partial class RegistryStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _held;
    private readonly RegistryFile _file;
    private readonly RegistryBackups _backups;
    private readonly TemplateCipher _cipher;
    private Journal? _journal;

    private RegistryStore(FileStream held, RegistryFile file, RegistryBackups backups, TemplateCipher cipher, KeptPhotos photos)
    {
        (_held, _file, _backups, _cipher, Photos) = (held, file, backups, cipher, photos);
        Restored = file.Return is { } back ? new RegistryRestored(back.Finding) : null;
    }

    /// <summary>Photos that people agreed to have kept. They go with the templates, and stay on this machine.</summary>
    public KeptPhotos Photos { get; }

    /// <exception cref="StorageException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public static RegistryStore Open(SiteFile site, TimeProvider? time = null) => Open(site.DataFolder, time, site.Registry);

    /// <summary>For a command while no gateway runs: as the gateway does at its start, with the alarm where there is one to raise.</summary>
    /// <exception cref="StorageException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public static RegistryStore OpenHere(SiteFile site, EventLedger ledger)
    {
        RegistryStore registry = Open(site);
        try
        {
            registry.Follow(ledger);
            registry.ReportRestored(ledger);
            return registry;
        }
        catch (StorageException)
        {
            registry.Dispose();
            throw;
        }
    }

    /// <exception cref="StorageException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public static RegistryStore Open(string dataFolder, TimeProvider? time = null, RegistryOptions? options = null)
    {
        var clock = time ?? TimeProvider.System;
        var folder = options is { BackupFolder.Length: > 0 } ? options.BackupFolder : Path.Combine(dataFolder, "backups");
        RegistryBackups backups = new(folder, (options ?? new RegistryOptions()).BackupsKept, clock);
        var path = Path.Combine(dataFolder, "registry.db");
        var held = FileLock.Acquire(path + ".lock", $"the registry {path}");
        TemplateCipher? cipher = null;
        try
        {
            cipher = TemplateCipher.Open(Path.Combine(dataFolder, "keys", "template.key"));
            return new RegistryStore(held, new RegistryFile(path, backups.Sound, clock), backups, cipher, new KeptPhotos(dataFolder));
        }
        catch (StorageException)
        {
            cipher?.Dispose();
            held.Dispose();
            throw;
        }
    }

    public IReadOnlyList<Resident> All()
    {
        lock (_lock)
        {
            return [.. People().Select(RegistryDocuments.ToResident)];
        }
    }

    public bool Holds(PersonId person)
    {
        lock (_lock)
        {
            return Find(person) is not null;
        }
    }

    /// <summary>Everybody with the templates that the key opens, in one pass over the file.</summary>
    public IReadOnlyList<(Resident Resident, IReadOnlyList<FaceTemplate> Templates)> AllWithTemplates()
    {
        lock (_lock)
        {
            return [.. People().Select(document => (RegistryDocuments.ToResident(document), TemplatesOf(document)))];
        }
    }

    /// <summary>The templates that the key opens. One that it does not open is as good as not there.</summary>
    public IReadOnlyList<FaceTemplate> TemplatesOf(PersonId person)
    {
        lock (_lock)
        {
            return Find(person) is { } document ? TemplatesOf(document) : [];
        }
    }

    /// <summary>What the hub's roster brought beside people, and its version.</summary>
    public Roster Roster()
    {
        lock (_lock)
        {
            if (_file.Find(RegistryChange.Single, RegistryDocuments.RosterId) is not { } document)
            {
                return Rosters.Roster.None;
            }

            var (version, calendar) = RegistryDocuments.ToRoster(document);
            return new Roster(version, [.. _file.All(RegistryChange.Groups).Select(RegistryDocuments.ToGroup)],
                [.. _file.All(RegistryChange.Schedules).Select(RegistryDocuments.ToSchedule)], calendar);
        }
    }

    /// <summary>Stores a roster, or what changed in it, with its version: all of it or, where this throws, nothing.</summary>
    /// <returns>What changed for each person, to be journaled in this order: after a restore the journal is what closes a card again.</returns>
    /// <exception cref="StorageException">The disk refuses it; the registry can be used again once it does not.</exception>
    public IReadOnlyList<RegistryEvent> ApplyRoster(RosterChange roster)
    {
        lock (_lock)
        {
            var known = _file.All(RegistryChange.Residents).ToDictionary(document => document["_id"].AsString, StringComparer.Ordinal);
            RegistryChange change = new();
            List<RegistryEvent> happened = [];
            foreach (var person in roster.People)
            {
                var before = known.GetValueOrDefault(person.Id.Value);
                var after = person with { IsFromHub = true, PhotoConsent = before is null ? null : RegistryDocuments.ToResident(before).PhotoConsent };
                change.Put(RegistryChange.Residents, DocumentOf(after, before, RegistryDocuments.TemplatesOf(before)));
                happened.AddRange(ResidentChanges.Between(before is null ? null : RegistryDocuments.ToResident(before), after, RegistryDocuments.TemplatesOf(before).Count));
            }

            var named = roster.People.Select(person => person.Id.Value).ToHashSet(StringComparer.Ordinal);
            var gone = roster.PeopleGone.Select(person => person.Value)
                .Concat(roster.IsWhole ? known.Where(k => k.Value["isFromHub"] is { IsBoolean: true, AsBoolean: true }).Select(k => k.Key) : [])
                .Where(id => known.ContainsKey(id) && !named.Contains(id)).Distinct();
            BackUpBeforeRoster(roster.IsWhole);
            foreach (var id in gone)
            {
                EraseFromBackups(new PersonId(id), onlyFaces: false);
                Photos.Erase(new PersonId(id));
                change.Remove(RegistryChange.Residents, id);
                happened.Add(new PersonRemoved(id));
            }

            Put(change, RegistryChange.Groups, [.. roster.Groups.Select(RegistryDocuments.ToDocument)], roster.GroupsGone, roster.IsWhole);
            Put(change, RegistryChange.Schedules, [.. roster.Schedules.Select(RegistryDocuments.ToDocument)], roster.SchedulesGone, roster.IsWhole);
            change.Put(RegistryChange.Single, RegistryDocuments.RosterToDocument(roster.Version, roster.Calendar ?? Roster().Calendar));
            Change(change);
            return happened;
        }
    }

    /// <summary>Adds or replaces a resident with all templates; on the disk when this returns.</summary>
    /// <exception cref="StorageException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Put(Resident resident, IReadOnlyList<FaceTemplate> templates)
    {
        lock (_lock)
        {
            Put(resident, Find(resident.Id), new BsonArray(templates.Select(t => new BsonDocument
            {
                ["pack"] = t.Pack,
                ["quality"] = Math.Round(t.Quality, 3),
                ["sealed"] = _cipher.Seal(resident.Id.Value, t.Vector),
            })));
        }
    }

    /// <summary>As <see cref="Put(Resident, IReadOnlyList{FaceTemplate})"/>, with the templates left as they are.</summary>
    /// <exception cref="StorageException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Put(Resident resident)
    {
        lock (_lock)
        {
            var before = Find(resident.Id);
            Put(resident, before, RegistryDocuments.TemplatesOf(before));
        }
    }

    /// <summary>As <see cref="Put(Resident)"/>, and the person's templates and photos are off the disk, and out of its copies, when this returns.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="StorageException">The disk refuses it; the registry can be used again once it does not.</exception>
    public (int Templates, int Photos) EraseFaces(Resident resident)
    {
        lock (_lock)
        {
            var photos = Photos.Erase(resident.Id);
            var before = Find(resident.Id);
            EraseFromBackups(resident.Id, onlyFaces: true);
            Put(resident, before, [], isErasing: true);
            return (RegistryDocuments.TemplatesOf(before).Count, photos);
        }
    }

    /// <summary>Takes a person out, with all templates and photos; off the disk, and out of its copies, when this returns.</summary>
    /// <exception cref="StorageException">The disk refuses it; the registry can be used again once it does not.</exception>
    public void Remove(PersonId person)
    {
        lock (_lock)
        {
            EraseFromBackups(person, onlyFaces: false);
            Photos.Erase(person);
            RegistryChange change = new();
            change.Remove(RegistryChange.Residents, person.Value);
            Change(change);
        }
    }

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

    private IEnumerable<BsonDocument> People() => _unwritten is null
        ? _file.All(RegistryChange.Residents)
        : _unwritten.On(_file.Documents()).Where(d => d.Key.Collection == RegistryChange.Residents).Select(d => BsonSerializer.Deserialize(d.Value));

    private BsonDocument? Find(PersonId person) => _file.Find(RegistryChange.Residents, person.Value);

    private void Put(Resident resident, BsonDocument? before, BsonArray templates, bool isErasing = false) =>
        Change(RegistryChange.ForDocument(RegistryChange.Residents, DocumentOf(resident, before, templates), isErasing));

    private void Put(RegistryChange change, string collection, IReadOnlyList<BsonDocument> documents, IReadOnlyList<string> gone, bool isWhole)
    {
        foreach (var id in isWhole ? _file.All(collection).Select(document => document["_id"].AsString) : gone)
        {
            change.Remove(collection, id);
        }

        foreach (var document in documents)
        {
            change.Put(collection, document);
        }
    }

    private BsonDocument DocumentOf(Resident resident, BsonDocument? before, BsonArray templates) => RegistryDocuments.ToDocument(resident, templates,
        before is not null && before["pin"].AsString == resident.PinDigest && before["duressPin"].AsString == resident.DuressPinDigest
            ? RegistryDocuments.PinAfterOf(before)
            : _journal?.LastSeq ?? 0);

    private void Change(RegistryChange change) => _file.Change(change, Place);

    private JournalPlace? Place => _journal is { } journal ? new JournalPlace(journal.Ledger, journal.LastSeq) : null;

    private IReadOnlyList<FaceTemplate> TemplatesOf(BsonDocument document) =>
    [
        .. document["templates"].AsArray
            .Select(t => (Pack: t["pack"].AsString, Quality: t["quality"] is { IsNumber: true, AsDouble: var quality } ? (float)quality : FaceTemplate.UsualQuality,
                Vector: _cipher.Open(document["_id"].AsString, t["sealed"].AsBinary)))
            .Where(t => t.Vector is not null)
            .Select(t => new FaceTemplate(t.Pack, t.Vector!, t.Quality)),
    ];
}
