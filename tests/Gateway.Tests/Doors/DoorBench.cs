using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>Doors on fake relays and inputs with a real journal and a fake clock. Their loops' messages are handled on the test's own
/// thread, in order.</summary>
internal sealed class DoorBench : IDisposable
{
    public const int RelayPin = 17;
    public const int ContactPin = 27;
    public const int FeedbackPin = 22;
    public const int ExitPin = 23;
    public const int TamperPin = 24;
    public const int LoopPin = 25;
    public const int LimitPin = 26;
    public const int CloseRelayPin = 18;
    public const int FirePin = 5;

    private static readonly TimeSpan _step = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder? _folder;
    private readonly Dictionary<int, FakeRelay> _relays = [];
    private readonly Dictionary<int, FakeInput> _inputs = [];
    private readonly Dictionary<int, InputState> _found;
    private readonly bool _ownsLedger;
    private readonly Action<GatewayEvent> _fold;
    private readonly Credentials _credentials;
    private readonly DoorHardware? _hardware;

    /// <param name="with">Changes the door, or gives several.</param>
    /// <param name="found">How inputs stand at the start; others are at rest, contacts closed.</param>
    /// <param name="ledger">A journal used by many benches; null for one of its own.</param>
    /// <param name="started">false: no loop has run yet.</param>
    /// <param name="append">Takes the doors' own events in place of the journal.</param>
    /// <param name="hardware">Real boards, in place of fake relays and inputs; whoever gives them closes them.</param>
    /// <param name="usesOf">How often somebody with counted uses was let in; never, by default.</param>
    public DoorBench(Func<DoorOptions, IReadOnlyList<DoorOptions>>? with = null, Func<SiteFile, SiteFile>? site = null,
        Dictionary<int, InputState>? found = null,
        EventLedger? ledger = null, Action<GatewayEvent>? append = null, Func<string, DateTimeOffset, bool>? cameInSince = null,
        bool started = true, Func<bool>? isTimeKnown = null, Func<DoorBench, int>? usesOf = null,
        Func<SiteFile, TimeProvider, DoorHardware>? hardware = null)
    {
        _found = found ?? [];
        _folder = ledger is null ? new TemporaryFolder() : null;
        var door = new DoorOptions
        {
            Id = "gate",
            Name = "Gate",
            Relay = Relay(RelayPin),
            Contact = Input(ContactPin),
            UnlockSeconds = 5,
            HeldOpenSeconds = 30,
            Readers = ["reader"],
            ExitReaders = ["exit-reader"],
        };
        Site = new SiteFile { DataFolder = _folder?.Path ?? "", Doors = with?.Invoke(door) ?? [door] };
        Site = site?.Invoke(Site) ?? Site;
        Ledger = ledger ?? new EventLedger(_folder!.Path, Time, NullLoggerFactory.Instance);
        _ownsLedger = ledger is null;
        Ledger.Appended += Happened.Add;
        var clock = new RunClock(Time);
        Whereabouts = new Occupancy(SiteLayout.From(Site), clock, null);
        _fold = happened => Whereabouts.Fold(happened, clock.Now());
        Ledger.Appended += _fold;
        var policy = PolicyFactory.From(Site, Calendar.Empty);
        _credentials = new Credentials(new PinDigests(new byte[32]), PassSigner.FromSeed(new byte[32]), new PinTries(Site.Credentials,
            Time), _ => usesOf?.Invoke(this) ?? 0);
        _hardware = hardware?.Invoke(Site, Time);
        Locks = _hardware?.Locks ?? new Locks(Site.Doors, options => _relays[options.Pin] = new FakeRelay(Time), Time);
        Fire = _hardware?.Fire ?? new FireRelease(Site.Fire, Locks.Egress, OpenInput, Time);
        var around = new DoorContext(policy, options => new AccessController(options, policy, Residents, _credentials, Ledger, Time), append
            ?? Ledger.AppendSoon, OpenInput, Locks, Fire,
            new Interlock(Site.Interlocks), Times, Time)
        {
            Signal = (reader, signal) => Signals.Add((reader, signal)),
            PresenceOf = (door, person, side) => Whereabouts.PresenceOf(person, door, side),
            CameInSince = cameInSince ?? ((_, _) => false),
            IsTimeKnown = isTimeKnown ?? (static () => true),
        };
        Doors = [.. Site.Doors.Select(options => new Door(options, around, new DoorQueue()))];
        if (started)
        {
            Run();
        }
    }

    public SteppedClock Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public TimeSpan Monotonic => Time.GetElapsedTime(0);

    public SiteFile Site { get; }

    public ResidentDirectory Residents { get; } = new();

    public EventLedger Ledger { get; }

    public PassageTimes Times { get; } = new();

    public Occupancy Whereabouts { get; }

    public Locks Locks { get; }

    public FireRelease Fire { get; }

    public IReadOnlyList<Door> Doors { get; }

    public Door Door => Doors[0];

    public EventList Happened { get; } = new();

    public List<(string Reader, ReaderSignal Signal)> Signals { get; } = [];

    public IReadOnlyList<string> Alarms => [.. Happened.All.OfType<AlarmEvent>().Select(a => a.Type)];

    public static RelayOptions Relay(int pin) => new() { Board = "box", Pin = pin };

    public static InputOptions Input(int pin) => new() { Board = "box", Pin = pin, DebounceMs = 0 };

    public static SiteFile WithFire(SiteFile site) => site with { Fire = new FireOptions { Input = Input(FirePin) } };

    public FakeRelay RelayAt(int pin = RelayPin) => _relays[pin];

    public FakeInput InputAt(int pin = ContactPin) => _inputs[pin];

    public void Enrol(params Resident[] residents) => Residents.Replace(residents);

    public void ReadCard(ulong number, TimeSpan age = default, string reader = "reader", int door = 0)
    {
        Doors[door].Post(new CredentialInput.Card(new CardRead(reader, new CardNumber(number), "wiegand-34",
            Time.GetTimestamp() - (long)(age.TotalSeconds * Time.TimestampFrequency))));
        Run();
    }

    public void Post(CredentialInput input, int door = 0) => Post(new DoorMessage.Credential(input), door);

    public void Post(DoorMessage message, int door = 0)
    {
        Doors[door].Post(message);
        Run();
    }

    /// <summary>As an operator's command that has just been judged.</summary>
    public void Unlock(string command, int door = 0) => Post(UnlockOf(command, door), door);

    public DoorMessage.Unlock UnlockOf(string command, int door = 0) =>
        new(OperatorCommand.GivenHere(CommandKind.Unlock, Site.Doors[door].Id, "guard", Time.GetUtcNow()) with { Id = command },
            Monotonic + CommandLifetime.Unlock);

    public void Set(int pin, InputState state)
    {
        _inputs[pin].Set(state);
        Run();
    }

    public void Open() => Set(ContactPin, InputState.Inactive);

    public void Close() => Set(ContactPin, InputState.Active);

    public void Press(bool pressed = true) => Set(ExitPin, pressed ? InputState.Active : InputState.Inactive);

    /// <summary>Lets time pass second by second, each timer's message handled at its second.</summary>
    public void Advance(double seconds)
    {
        var left = TimeSpan.FromSeconds(seconds);
        while (left > TimeSpan.Zero)
        {
            var step = left < _step ? left : _step;
            Time.Advance(step);
            left -= step;
            Run();
        }
    }

    /// <summary>Handles all that waits, at all doors, until nothing does.</summary>
    public void Run()
    {
        // An interlock's doors wake each other: as many rounds as there are doors, and one.
        for (var i = 0; i <= Doors.Count; i++)
        {
            foreach (var door in Doors)
            {
                door.HandleWaiting();
            }
        }
    }

    public void Dispose()
    {
        Fire.Dispose();
        foreach (var door in Doors)
        {
            door.Dispose();
        }

        _credentials.Dispose();
        Ledger.Appended -= Happened.Add;
        Ledger.Appended -= _fold;
        if (_ownsLedger)
        {
            Ledger.Dispose();
        }

        _folder?.Dispose();
    }

    private IInput OpenInput(InputOptions options, Action<InputState> onChange)
    {
        if (_hardware is not null)
        {
            return _hardware.Boards.OpenInput(options, onChange);
        }

        var rest = options.Pin is ContactPin or FeedbackPin ? InputState.Active : InputState.Inactive;
        return _inputs[options.Pin] = new FakeInput(_found.GetValueOrDefault(options.Pin, rest)) { OnChange = onChange };
    }
}
