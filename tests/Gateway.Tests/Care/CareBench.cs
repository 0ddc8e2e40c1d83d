using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Tests.Projections;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.Care;

/// <summary>A compound with a gate and a unit door, with real journal and registry in a folder, that can be cut off at any moment and
/// started again on what the folder holds.</summary>
internal sealed class CareBench : IDisposable
{
    /// <summary>08:00 of a Monday in Shanghai.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private readonly List<IDisposable> _cutOff = [];
    private readonly TemporaryFolder? _own;
    private readonly Func<string, SiteFile> _site;
    private string _folder;
    private RegistryStore _registry = null!;
    private ProjectionService _projections = null!;
    private PeopleWriter _writer = null!;
    private PassSigner _passes = null!;

    /// <param name="folder">Where; null for a folder of its own.</param>
    public CareBench(string? folder = null, DateTimeOffset? start = null, NoticeOptions? notices = null, Calendar? calendar = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        _folder = folder ?? _own!.Path;
        Time = new SteppedClock(start ?? Morning);
        Calendar = calendar ?? Calendar.Empty;
        _site = at => new SiteFile
        {
            DataFolder = at,
            Notices = notices ?? new NoticeOptions(),
            Doors =
            [
                new DoorOptions { Id = "gate", Name = "East gate", Readers = ["gate-card"], ExitReaders = ["gate-out"] },
                new DoorOptions { Id = "unit-3-2", Name = "3-2", Ring = Ring.UnitDoor, Homes = ["3-2"] },
            ],
        };
        Start();
    }

    public SteppedClock Time { get; private set; }

    public Calendar Calendar { get; }

    /// <summary>As the kernel says; null for a clock that a time source disciplines.</summary>
    public ClockState? Clock { get; set; }

    public SiteFile Site => _site(_folder);

    public EventLedger Ledger { get; private set; } = null!;

    public ResidentDirectory Residents { get; private set; } = null!;

    public RightsChanges Rights { get; private set; } = null!;

    public CareWatch Watch { get; private set; } = null!;

    public CareMemory Memory => _projections.Remembered.Care;

    public CarePlan? PlanOf(string person) => Residents.WithId(new PersonId(person))!.Details.Care;

    /// <summary>All that the journal has, in the order of its streams.</summary>
    public IReadOnlyList<GatewayEvent> Journal => [.. Enum.GetValues<EventStream>().SelectMany(stream => Ledger.Last(stream, 1_000_000))];

    public IReadOnlyList<NoticeRaised> Raised => [.. Journal.OfType<NoticeRaised>()];

    public void Put(string id, string? home = null, DateOnly? born = null, string? name = null)
    {
        _writer.Write(() => (PeopleChange.Of(new Resident(new PersonId(id), name ?? id)
        {
            Details = new() { BirthDate = born },
        }), true));
        if (home is not null)
        {
            Done(new RightsRequest.PersonMove(id, home, PersonKind.Owner));
        }
    }

    public string Done(RightsRequest request) => Rights.Handle(request) is { Said: { } said } ? said
        : throw new InvalidOperationException(string.Join("; ", Rights.Handle(request).Reasons));

    public string Refused(RightsRequest request) => string.Join("; ", Rights.Handle(request).Reasons);

    /// <summary>Somebody who lives alone agrees, with the hours of the day that are usual.</summary>
    public void Agree(string person, CareSettings? settings = null) => Done(new RightsRequest.CareAgreement(person, "clerk", null,
        settings ?? new CareSettings(Hours: 14)));

    public void AgreeForChild(string person, string by = "21:00", string? beforeDayOff = null) => Done(
        new RightsRequest.CareAgreement(person, "clerk", "mother", new CareSettings(By: by, ByBeforeDayOff: beforeDayOff)));

    public void Pass(string person, string door = "gate", DoorSide side = DoorSide.Entry)
    {
        Ledger.Append(ProjectionBench.Granted(person, door) with { Side = side });
        Ledger.Append(new PassageCompleted(door, side, person, null));
    }

    public void Deny(string person, DenialReason reason, string door = "gate") => Ledger.Append(new PassageDenied(door, DoorSide.Entry,
        PassageMethod.Card, reason, person, "1", "", [], new Wording("", ""), Events.EveryKind.Facts, null));

    /// <summary>Time passes, and the watch looks every quarter of an hour of it.</summary>
    public void Wait(TimeSpan time)
    {
        for (var step = TimeSpan.FromMinutes(15); time > TimeSpan.Zero; time -= step)
        {
            Time.Advance(time < step ? time : step);
            Watch.Tick();
        }
    }

    public void WaitUntil(int day, int hour, int minute = 0) => Wait(new DateTimeOffset(2026, 11, day, hour, minute, 0,
        TimeSpan.FromHours(8)) - Time.GetUtcNow());

    /// <summary>The power of the process is gone: nothing is closed or written any more, and another starts on what the folder holds at
    /// this moment.</summary>
    public void CutOffAndStart(TimeSpan away = default)
    {
        var next = new TemporaryFolder();
        ProjectionBench.Copy(_folder, next.Path);
        _cutOff.AddRange([_passes, _projections, Ledger, _registry, next]);
        _folder = next.Path;
        Time = Time.Restarted(TimeSpan.Zero);
        Time.Advance(away);
        Start();
    }

    public void Dispose()
    {
        foreach (var one in new IDisposable[] { _passes, _projections, Ledger, _registry }.Concat(_cutOff))
        {
            one.Dispose();
        }

        _own?.Dispose();
    }

    private void Start()
    {
        Residents = new ResidentDirectory(new HomeDoors(Site));
        _registry = RegistryStore.Open(_folder, Time);
        Ledger = new EventLedger(_folder, Time, NullLoggerFactory.Instance, () => Clock ?? ClockState.Synchronised);
        _projections = new ProjectionService(Site, Ledger, Ledger.Time, NullLogger<ProjectionService>.Instance, new ExitCode());
        _writer = new PeopleWriter(Site, _registry, Residents, new FaceGallery(), Ledger, policy: null);
        _writer.Begin("pack");
        _passes = PassSigner.Open(_folder);
        Rights = new RightsChanges(Site, _registry, Residents, _writer, PinDigests.Open(_folder), _passes, Ledger.Time);
        Watch = new CareWatch(Site, Residents, Memory, PolicyFactory.From(Site, Calendar), Ledger);
        Ledger.Append(new GatewayStarted("1", "2-0", 2, 0, 1));
    }
}
