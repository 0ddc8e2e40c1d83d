using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>What stands between the readers and the locks of a site: real journal, keys and rules, a fake clock. A door's reader is called
/// "door/in" or "door/out".</summary>
internal sealed class AccessControllerBench : IDisposable
{
    private static readonly DoorConditions _usual = new(DoorMode.Normal, null, static (_, _) => null);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, AccessController> _doors = [];
    private readonly ConcurrentDictionary<string, int> _uses = [];

    public AccessControllerBench(params DoorOptions[] doors)
        : this([], doors)
    {
    }

    public AccessControllerBench(AreaOptions[] areas, params DoorOptions[] doors)
    {
        Site = new SiteFile
        {
            DataFolder = _folder.Path,
            Areas = areas,
            Doors = [.. doors.Select(d => d with { Readers = [$"{d.Id}/in"], ExitReaders = [$"{d.Id}/out"] })]
        };
        Start();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public SiteFile Site { get; }

    public ResidentDirectory Residents { get; } = new();

    public EventLedger Ledger { get; private set; } = null!;

    public Credentials Credentials { get; private set; } = null!;

    public EventList Happened { get; } = new();

    public GatewayEvent Last => Happened.All[^1];

    public DoorConditions Standing { get; set; } = _usual;

    public string DigestOf(string pin) => Credentials.Pins.Compute(pin);

    public Decision? Card(string door, ulong number, string format = "wiegand-34", string side = "in", double age = 0) =>
        Hear(door, new CredentialInput.Card(new CardRead($"{door}/{side}", new CardNumber(number), format, Ago(age))));

    /// <summary>Enters the digits, one every half second, and '#'.</summary>
    public Decision? Pin(string door, string pin, string side = "in")
    {
        foreach (var digit in pin)
        {
            Key(door, digit, side);
            Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        return Key(door, '#', side);
    }

    public Decision? Key(string door, char key, string side = "in", double age = 0) =>
        Hear(door, new CredentialInput.Key(new KeyPressed($"{door}/{side}", key, Ago(age))));

    public Decision? Code(string door, string text, string side = "in") =>
        Hear(door, new CredentialInput.Code(new CodeRead($"{door}/{side}", text, Time.GetTimestamp())));

    public Decision? CameraCode(string door, string text) => Hear(door, new CredentialInput.Seen(new QrCodeSeen("cam",
        Time.GetTimestamp(), text)));

    public Decision? Face(string door, string person, int track = 1, double age = 0, float? liveness = 0.9f) =>
        Hear(door, new CredentialInput.Seen(new FaceMatched("cam", Ago(age), track, person, 0.7f, 0.2f, 0.5f, liveness, 3, Ago(age), "pack",
            RunnerUpPerson: "p-9")));

    public Decision? Hear(string door, CredentialInput message) => _doors[door].Handle(message, Standing)?.Decision;

    /// <summary>As the loop of a door does in every turn.</summary>
    public void Look(string door) => _doors[door].Look();

    public void Wait(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>As after a kill: everything that is not on the disk is forgotten.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }

    private long Ago(double seconds) => Time.GetTimestamp() - (long)(seconds * Time.TimestampFrequency);

    private void Start()
    {
        Ledger = new EventLedger(_folder.Path, Time, NullLoggerFactory.Instance);
        Ledger.Appended += Happened.Add;
        Ledger.Appended += happened =>
        {
            if (happened is PassageGranted { Pass: { } pass })
            {
                _uses.AddOrUpdate(pass, 1, static (_, before) => before + 1);
            }
        };
        Credentials = Credentials.Open(Site, Ledger, pass => _uses.GetValueOrDefault(pass), Time);
        var policy = PolicyFactory.From(Site, Calendar.Empty);
        Ledger.Append(new PolicyAdopted(policy.Version(), policy));
        foreach (var door in Site.Doors)
        {
            _doors[door.Id] = new AccessController(door, policy, Residents, Credentials, Ledger, Time);
        }
    }

    private void Stop()
    {
        Credentials.Dispose();
        Ledger.Dispose();
    }
}
