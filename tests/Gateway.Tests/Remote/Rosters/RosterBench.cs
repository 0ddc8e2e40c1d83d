using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Tests.People;
using Zhuhui.Edge.Gateway.Tests.Projections;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.Remote.Rosters;

/// <summary>RosterIntake on a real registry and journal; both can be opened again as a start finds them.</summary>
internal sealed class RosterBench : IDisposable
{
    private readonly TemporaryFolder _people = new();
    private PolicyInForce? _policy;

    public RosterBench() => Begin();

    public HubKey Duty { get; } = new("duty", RemoteRight.Roster);

    public HubKey Watcher { get; } = new("watcher", RemoteRight.Sync);

    public ProjectionBench Recall { get; } = new();

    public SiteFile Site => ProjectionBench.SiteIn(_people.Path) with
    {
        District = "d",
        Compound = "c",
        Gateway = "g",
        Schedules = [new ScheduleOptions { Id = "site-day", Periods = [new PeriodOptions { Days = [DayKind.Mon] }] }],
        Link = new SiteLink { Authorities = [Duty.Option, Watcher.Option] },
    };

    public ResidentDirectory Residents { get; private set; } = new();

    public RegistryStore Registry { get; private set; } = null!;

    public FaceGallery Gallery { get; private set; } = new();

    public RosterIntake Intake { get; private set; } = null!;

    public List<GatewayEvent> Happened { get; } = [];

    public List<RosterWanted> Wanted { get; } = [];

    public AccessPolicy Policy => _policy!.Now.Policy;

    public void Enrol(Resident resident, params FaceTemplate[] templates)
    {
        Registry.Put(resident, templates);
        Residents.Put(resident);
    }

    public Resident? Person(string id) => Residents.WithId(new PersonId(id));

    /// <summary>As a start finds it.</summary>
    public void Restart()
    {
        Registry.Dispose();
        Recall.CutOffAndStart();
        Begin();
    }

    public Reply? Say(JsonObject roster, HubKey? key = null) => Intake.Handle((key ?? Duty).Sign(RemoteBench.Root, "roster",
        Encoding.UTF8.GetBytes(roster.ToJsonString())));

    public InboundMessage Signed(byte[] payload) => Duty.Sign(RemoteBench.Root, "roster", payload);

    public static JsonObject Full(long version, params object[] people) => Of(version, null, new { people, groups = Groups });

    public static object[] Groups => [new { id = "all", name = "Everybody", doors = Array.Empty<string>() }, new { id = "unit",
        name = "Unit 1", doors = new[] { "gate", "unit" }, schedule = "site-day" }];

    public static object Someone(string id, string group = "all", params string[] cards) => new
    {
        id,
        name = "Name of " + id,
        groups = new[] { group },
        cards = cards.Select(card => new { card })
    };

    /// <summary>One roster in one part.</summary>
    public static JsonObject Of(long version, long? from, object content, int part = 1, int parts = 1)
    {
        var roster = JsonSerializer.SerializeToNode(content)!.AsObject();
        (roster["gateway"], roster["version"], roster["base"], roster["part"], roster["parts"], roster["issuedAt"]) =
            ("d/c/g", version, from, part, parts, "2026-11-22T08:00:00Z");
        return roster;
    }

    public void Dispose()
    {
        Registry.Dispose();
        Recall.Dispose();
        Duty.Dispose();
        Watcher.Dispose();
        _people.Dispose();
    }

    private void Begin()
    {
        var site = Site;
        Registry = RegistryStore.Open(_people.Path);
        Residents = new ResidentDirectory();
        Gallery = new FaceGallery(site.Vision);
        Recall.Ledger.Appended += Happened.Add;
        _policy = new PolicyInForce(PolicyFactory.From(site, Calendar.Empty, Registry.Roster()));
        var writer = new PeopleWriter(site, Registry, Residents, Gallery, Recall.Ledger, new RosterPolicy(site, Calendar.Empty, _policy));
        writer.Begin(pack: null);
        Intake = new RosterIntake(site, new Authorities(site.Link.Authorities), Registry, Residents, writer, Recall.Remembered.Roster,
            new RefusalMeter(Recall.Time, Recall.Ledger.Append), Recall.Time);
        Intake.Wanting += () => Wanted.Add(Intake.Wanted!);
    }
}
