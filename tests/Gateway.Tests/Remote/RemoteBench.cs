using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Tests.People;
using Zhuhui.Edge.Gateway.Tests.Projections;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>The hub's orders on a real journal and registry, with doors that only take notes, and with a fake clock. It can be cut off at
/// any moment.</summary>
internal sealed class RemoteBench : IDisposable
{
    public const string Root = "zhuhui/v1/d/c/g";

    private readonly TemporaryFolder _people = new();
    private readonly RegistryStore _registry;
    private readonly PassSigner _passes;
    private RefusalMeter? _meter;
    private GatewayCommands _errands = null!;

    public RemoteBench()
    {
        _registry = RegistryStore.Open(_people.Path);
        _passes = PassSigner.Open(_people.Path);
        Begin();
    }

    public HubKey Duty { get; } = new("duty", [.. Enum.GetValues<RemoteRight>()]);

    public HubKey Watcher { get; } = new("watcher", RemoteRight.Sync);

    public ProjectionBench Recall { get; } = new();

    public SteppedClock Time => Recall.Time;

    public ResidentDirectory Residents { get; } = new();

    public List<(string Door, DoorMessage Message)> Posted { get; } = [];

    public List<GatewayEvent> Happened { get; } = [];

    public List<string> Means { get; } = [];

    /// <summary>What the doors make of an unlock; null where they say nothing.</summary>
    public Func<Refusal?>? DoorsSay { get; set; } = () => null;

    /// <summary>Told of every step of a change of people.</summary>
    public Action<WriteStep>? Reached { get; set; }

    public byte[]? Still { get; set; } = [0xff, 0xd8];

    public bool StillsAllowed { get; set; }

    public SiteFile Site => ProjectionBench.SiteIn(_people.Path) with
    {
        District = "d",
        Compound = "c",
        Gateway = "g",
        Cameras = [new SiteCamera { Id = "fence" }, new SiteCamera { Id = "porch", Ring = Ring.Entrance }, new SiteCamera { Id = "faces",
            Faces = true }],
        Link = new SiteLink { Authorities = [Duty.Option, Watcher.Option], RemoteStills = StillsAllowed, RemoteStillsBasis = "Order 799" },
    };

    public RemoteCommands Commands { get; private set; } = null!;

    public RefusalMeter Meter => _meter!;

    public void Put(Resident resident)
    {
        _registry.Put(resident, []);
        Residents.Put(resident);
    }

    public void CutOffAndStart(TimeSpan wallStep = default)
    {
        Recall.CutOffAndStart(wallStep);
        Begin();
    }

    public void Begin()
    {
        Recall.Ledger.Appended += Happened.Add;
        var site = Site;
        _meter = new RefusalMeter(Time, Recall.Ledger.Append);
        var orders = new OperatorCommands([.. site.Doors.Select(d => d.Id)], Post, Recall.Remembered.Orders, Recall.Remembering.Clock,
            Recall.Ledger, refused => _meter.Record(refused));
        var writer = new PeopleWriter(site, _registry, Residents, new FaceGallery(site.Vision), Recall.Ledger, policy: null)
        {
            Reached = step =>
            Reached?.Invoke(step)
        };
        writer.Begin(pack: null);
        var rights = new RightsChanges(site, _registry, Residents, writer, PinDigests.Open(_people.Path), _passes, Time);
        var means = new CommandServices((_, _) => Task.FromResult(Still), (level, time) =>
        {
            Means.Add($"{level} for {time.TotalMinutes} min");
            return Time.GetUtcNow() + time;
        }, () => new ReplyResult { RosterVersion = 7 }, () => Means.Add("restart"));
        _errands = new GatewayCommands(new SiteInForce(site), rights, Residents, means, new NotedUpgrades(Means), Time);
        Commands = new RemoteCommands(site, new Authorities(site.Link.Authorities), orders, _meter, _errands, Time);
    }

    /// <summary>A command of the duty officer, issued now.</summary>
    public JsonObject Command(string kind, object args, string? id = null, double age = 0) => new()
    {
        ["id"] = id ?? Guid.NewGuid().ToString("N"),
        ["gateway"] = "d/c/g",
        ["kind"] = kind,
        ["by"] = "Officer Chen",
        ["issuedAt"] = Instant(Time.GetUtcNow().AddSeconds(-age)),
        ["expiresAt"] = Instant(Time.GetUtcNow().AddSeconds(-age).AddMinutes(5)),
        ["args"] = JsonSerializer.SerializeToNode(args),
    };

    public InboundMessage Signed(JsonObject command, HubKey? key = null) => (key ?? Duty).Sign(Root, "commands",
        Encoding.UTF8.GetBytes(command.ToJsonString()));

    public async Task<Reply> SayAsync(InboundMessage message)
    {
        var begun = Commands.Handle(message);
        var reply = await begun.Outcome(CancellationToken.None);
        begun.Then?.Invoke();
        return reply!;
    }

    public Task<Reply> SayAsync(string kind, object args, string? id = null, double age = 0) =>
        SayAsync(Signed(Command(kind, args, id, age)));

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        Recall.Dispose();
        _registry.Dispose();
        _passes.Dispose();
        Duty.Dispose();
        Watcher.Dispose();
        _people.Dispose();
    }

    private void Post(string door, DoorMessage message)
    {
        Posted.Add((door, message));
        var reply = message switch
        {
            DoorMessage.Unlock unlock => unlock.Reply,
            DoorMessage.SetMode order => order.Reply,
            _ => null,
        };
        if (reply is not null && DoorsSay is { } say)
        {
            var refused = say();
            reply.Give(refused is null ? DoorOutcome.Released : DoorOutcome.NotReleased, refused);
        }
    }
}

/// <summary>Takes note of the releases that are ordered; one named 0.0.1 it objects to.</summary>
internal sealed class NotedUpgrades(List<string> noted) : IUpgrades
{
    public Refusal? Objection(string version) => version == "0.0.1" ? new Refusal("olderVersion", Wording.Same("older")) : null;

    public Refusal? Begin(string version, string by)
    {
        noted.Add($"{version} by {by}");
        return null;
    }
}
