using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Tests.People.Importing;
using Zhuhui.Edge.Gateway.Tests.Remote;
using Zhuhui.Edge.Gateway.Tests.Remote.Rosters;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Kills;

/// <summary>People as a gateway has them at its start: real registry, journal, photos and doors on a folder that a killed process may have
/// left.</summary>
internal sealed class KillWorld : IDisposable
{
    /// <summary>The doors': it stands still, and no card is ever too old on a busy machine.</summary>
    private readonly FakeTimeProvider _still = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));

    private static readonly Consent _agreed = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), "2026-11", "clerk");

    private readonly HubKey _hub = new("duty", RemoteRight.Roster);
    private readonly SiteFile _site;
    private readonly EventLedger _ledger;
    private readonly Credentials _credentials;
    private readonly PolicyInForce _policy;
    private readonly RightsChanges _rights;
    private readonly RosterIntake _rosters;

    public KillWorld(string folder, Action<WriteStep>? reached = null)
    {
        _site = new SiteFile
        {
            DataFolder = folder,
            District = "d",
            Compound = "c",
            Gateway = "g",
            Doors = [new DoorOptions { Id = "gate", Readers = ["gate/in"] }, new DoorOptions { Id = "unit", Readers = ["unit/in"] }],
            Schedules = [new ScheduleOptions { Id = "site-day", Periods = [new PeriodOptions { Days = [DayKind.Mon] }] }],
            Link = new SiteLink { Authorities = [_hub.Option] },
        };
        _ledger = new EventLedger(folder, TimeProvider.System, NullLoggerFactory.Instance, clock: static () => null);
        Registry = RegistryStore.Open(folder);
        _policy = new PolicyInForce(PolicyFactory.From(_site, Calendar.Empty, Registry.Roster()));
        Writer = new PeopleWriter(_site, Registry, Residents, Gallery, _ledger, new RosterPolicy(_site, Calendar.Empty,
            _policy))
        {
            Reached = reached,
        };
        Writer.Begin("pack");
        _credentials = Credentials.Open(_site, _ledger, static _ => 0, TimeProvider.System);
        _rights = new RightsChanges(_site, Registry, Residents, Writer, _credentials.Pins, _credentials.Passes, TimeProvider.System);
        _rosters = new RosterIntake(_site, new Authorities(_site.Link.Authorities), Registry, Residents, Writer, new NewestRoster(0),
            new RefusalMeter(TimeProvider.System, _ledger.Append), TimeProvider.System);
    }

    public RegistryStore Registry { get; }

    public PeopleWriter Writer { get; }

    public EventLedger Ledger => _ledger;

    public ResidentDirectory Residents { get; } = new();

    public FaceGallery Gallery { get; } = new();

    /// <summary>Everything a change can touch, as it is on the disk: people with their cards and rights, templates, photos and the
    /// roster.</summary>
    public string OnDisk => JsonSerializer.Serialize(new
    {
        People = Registry.AllWithTemplates().OrderBy(one => one.Resident.Id.Value, StringComparer.Ordinal)
            .Select(one => new { one.Resident, Templates = one.Templates.Count, HasPhotos = Registry.Photos.Holds(one.Resident.Id) }),
        Registry.Roster().Version,
        Registry.Roster().Groups,
    });

    /// <summary>Who may pass where by card, as the doors decide it now.</summary>
    public string AtTheDoors => string.Join(" ", from door in _site.Doors
                                                 from card in Enumerable.Range(1, 6)
                                                 where LetsIn(door,
        (ulong)card)
                                                 select $"{door.Id}:{card}");

    /// <summary>Everybody in memory, and whose face the cameras know.</summary>
    public string InMemory => JsonSerializer.Serialize(new
    {
        People = Residents.All.OrderBy(resident => resident.Id.Value, StringComparer.Ordinal),
        Known = Gallery.Known.Order(StringComparer.Ordinal),
    });

    /// <summary>The same, as the registry would have it.</summary>
    public string ShouldBeInMemory => JsonSerializer.Serialize(new
    {
        People = Registry.All().OrderBy(resident => resident.Id.Value, StringComparer.Ordinal),
        Known = Registry.AllWithTemplates().Where(one => one.Templates.Count > 0 && one.Resident.Consent is not null)
        .Select(one => one.Resident.Id.Value)
            .Order(StringComparer.Ordinal),
    });

    /// <summary>What the journal tells of people, but for policies: every start adopts one.</summary>
    public IReadOnlyList<string> Told => [.. _ledger.Last(EventStream.Registry, 10_000).Where(one => one is not PolicyAdopted)
        .Select(one => $"{one.Type} {Encoding.UTF8.GetString(EventJson.Write(one))}")];

    /// <summary>A person with a face and photos, one on the block list, one of the hub's roster; and a backup of them.</summary>
    /// <returns>The backup's name.</returns>
    public string Fill()
    {
        Enrol("p-wang", "Wang Xiuying", 1);
        Do(PeopleChange.Of(new Resident(new PersonId("p-li"), "Li") { Cards = [new HeldCard(2)], Blocked = true },
            new ResidentEnrolled("p-li", 1, 0, null), new PersonBlocked("p-li", true)));
        Roster(RosterBench.Full(1, RosterBench.Someone("p-hub", "all", "3")));
        return Writer.MakeBackup(BackupReason.Asked).Name;
    }

    public void Enrol(string id, string name, ulong card)
    {
        var person = new Resident(new PersonId(id), name)
        {
            Cards = [new HeldCard(card)],
            Doors = ["gate"],
            Consent = _agreed,
            PhotoConsent = _agreed
        };
        var face = Enumerable.Range(0, FaceGallery.Size).Select(i => MathF.Sin(i * (int)(card + 1))).ToArray();
        Do(PeopleChange.Of(person, new ResidentEnrolled(id, 1, 1, _agreed.NoticeVersion, KeptPhotos: 1)) with
        {
            Faces = new Dictionary<PersonId, IReadOnlyList<FaceTemplate>> { [person.Id] = [new FaceTemplate("pack", face)] },
            PhotosKept = new Dictionary<PersonId, IReadOnlyList<byte[]>> { [person.Id] = [[0xff, 0xd8, (byte)card]] },
        });
    }

    public void Ask(RightsRequest request) => Done(_rights.Handle(request).Said);

    /// <summary>By an account, with an idempotency key: whether it was done is asked of the journal, by whoever sends it again.</summary>
    public void Order(RightsRequest request, string person) => Done(_rights.Handle(request, new PeopleOrder("desk", "order", person, null,
        "key", "asked")).Said);

    public void Roster(JsonObject roster) =>
        Done(_rosters.Handle(_hub.Sign(RemoteBench.Root, "roster", Encoding.UTF8.GetBytes(roster.ToJsonString()))) is
        { Outcome: Outcome.Done } ? "done" : null);

    public void Restore(string backup) => Done(Writer.Write<string?>(() => Registry.PlanRestore(backup) is { } plan
        ? (PeopleChange.Restoring(plan, Residents.All, "clerk"), backup)
        : (null, null)));

    /// <summary>Three hundred people of ninety households.</summary>
    public void Import() => Done(Imports.Handle(new ImportRequest("clerk", EstateList.Make(300, 90).Csv(Encoding.UTF8), EstateList.Map)) is
    { IsDone: true } or { Unchanged: 300 } ? "done" : null);

    public void TakeImportBack() => Done(Imports.Handle(new ImportRequest("clerk", null)).Said);

    public void Do(PeopleChange change) => Writer.Write(() => (change, 0));

    public void Dispose()
    {
        _credentials.Dispose();
        _ledger.Dispose();
        Registry.Dispose();
        _hub.Dispose();
    }

    private PeopleImport Imports => new(_site, Registry, Residents, Writer, _ledger);

    private static void Done(string? said)
    {
        if (said is null)
        {
            throw new InvalidOperationException("it was refused");
        }
    }

    private bool LetsIn(DoorOptions door, ulong card) => new AccessController(door, _policy, Residents, _credentials, _ledger, _still)
        .Handle(new CredentialInput.Card(new CardRead(door.Readers[0], new CardNumber(card), "wiegand-34", _still.GetTimestamp())),
            new DoorConditions(DoorMode.Normal, null, static (_, _) => null))?.Decision is Decision.Granted;
}
