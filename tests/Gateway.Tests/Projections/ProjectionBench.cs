using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

/// <summary>A compound's memory on a real journal in a folder of its own, that can be cut off at any moment and started again.</summary>
internal sealed class ProjectionBench : IDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly List<TemporaryFolder> _folders = [new()];
    private readonly List<EventLedger> _cutOff = [];
    private readonly long? _segmentBytes;
    private readonly bool _goesByTheMachine;

    /// <param name="segmentBytes">Where there are to be segments that can be deleted.</param>
    /// <param name="goesByTheMachine">What is remembered goes by the machine's clock, however wrong, and not by the site's time.</param>
    public ProjectionBench(long? segmentBytes = null, bool goesByTheMachine = false)
    {
        (_segmentBytes, _goesByTheMachine) = (segmentBytes, goesByTheMachine);
        Start();
    }

    /// <summary>A gate into the yard with a reader on each side, a unit door with an exit button inside, and a magnet that falls
    /// open.</summary>
    public static SiteFile SiteIn(string folder) => new()
    {
        DataFolder = folder,
        Areas = [new AreaOptions { Id = "yard" }, new AreaOptions { Id = "unit" }, new AreaOptions { Id = "cellar" }],
        Readers =
        [
            new ReaderOptions { Id = "gate-in", Kind = ReaderKind.Osdp, Bus = "rs485" },
            new ReaderOptions { Id = "gate-out", Kind = ReaderKind.Osdp, Bus = "rs485" },
            new ReaderOptions { Id = "unit-in", Board = "box" },
        ],
        Doors =
        [
            new DoorOptions { Id = "gate", To = "yard", Readers = ["gate-in"], ExitReaders = ["gate-out"] },
            new DoorOptions { Id = "unit", From = "yard", To = "unit", Readers = ["unit-in"] },
            new DoorOptions { Id = "hatch", From = "unit", To = "cellar", Wiring = LockWiring.EnergisedLocks },
            new DoorOptions { Id = "shed" },
        ],
    };

    public SteppedClock Time { get; private set; } = new(Morning);

    public string Folder => _folders[^1].Path;

    public EventLedger Ledger { get; private set; } = null!;

    public ProjectionService Remembering { get; private set; } = null!;

    public LogLines Log { get; } = new();

    public ProjectionSet Remembered => Remembering.Remembered;

    /// <summary>What was remembered when the present run began.</summary>
    public string StateAtStart { get; private set; } = "";

    /// <summary>As JSON, so that all of it is compared by value.</summary>
    public string State => Text(Remembered.Keep());

    public static string Text(Kept kept) => System.Text.Json.JsonSerializer.Serialize(kept, EventJson.Options);

    public void Append(params IEnumerable<GatewayEvent> happened)
    {
        foreach (var one in happened)
        {
            Ledger.Append(one);
            Time.Advance(TimeSpan.FromMilliseconds(7));
        }
    }

    /// <summary>The power of the process is gone: nothing is closed or written any more, and another starts on what the folder holds at
    /// this moment.</summary>
    /// <param name="wallStep">How far the wall clock is put while nobody runs.</param>
    public void CutOffAndStart(TimeSpan wallStep = default)
    {
        var next = new TemporaryFolder();
        Copy(Folder, next.Path);
        _cutOff.Add(Ledger);
        Remembering.Dispose();
        _folders.Add(next);
        Time = Time.Restarted(wallStep);
        Start();
    }

    /// <summary>As much of every journal is deleted as a snapshot allows, and of health perhaps more.</summary>
    public void DeleteOld(bool moreOfHealth = false)
    {
        foreach (var journal in Ledger.Journals)
        {
            journal.Flush();
            journal.DeleteSegmentsThrough(moreOfHealth && journal.Stream == "health" ? journal.LastSeq
                : Remembering.ReachedIn(journal.Stream) - 1);
        }
    }

    public async Task StopInOrderAndStartAsync()
    {
        await Remembering.StopAsync(CancellationToken.None);
        Remembering.Dispose();
        Ledger.Dispose();
        Start();
    }

    public void Dispose()
    {
        Remembering.Dispose();
        Ledger.Dispose();
        _cutOff.ForEach(l => l.Dispose());
        _folders.ForEach(f => f.Dispose());
    }

    /// <summary>Of alarms that are no camera's.</summary>
    public static Gen<GatewayEvent> AnyAlarm { get; } = Gen.Select(Door, Gen.Int[0, 11]).Select((d, what) => (GatewayEvent)(what switch
    {
        0 => new DoorForced(d),
        1 => new DoorHeldOpen(d, 30),
        2 => new DoorSecured(d),
        3 => new ReleaseFailed(d, "io-1:3", null, false),
        4 => new ReleaseRestored(d),
        5 => new LostCardShown(d, "1", "p-1"),
        6 => new AlarmLapsed($"door/{d}", EventTypes.DoorForced, d),
        7 => new AlarmSeenTo($"lost-card/{d}", EventTypes.LostCardShown, d, "guard"),
        9 => new AlarmTaken($"door/{d}", EventTypes.DoorForced, d, "another"),
        10 => new AlarmTaken($"lost-card/{d}", EventTypes.LostCardShown, d, "guard", "another", "on my way"),
        8 => new AlarmSeenTo($"release/{d}", EventTypes.ReleaseFailed, d, "guard"),
        _ => new AlarmSeenTo($"door/{d}", EventTypes.DoorForced, d, "guard"),
    }));

    /// <summary>One sequence of whatever the folds heed, and a little that they do not.</summary>
    public static Gen<GatewayEvent> AnyEvent { get; } = Gen.Frequency(
        (8, Gen.Select(Person, Door, Gen.Enum<DoorSide>()).Select((p, d, s) => (GatewayEvent)new PassageCompleted(d, s, p,
            SiteLayout.From(SiteIn("")).Into(d, s)))),
        (2, Gen.Select(Person, Door, Gen.Int[1, 4].Select(n => $"pass-{n}")).Select((p, d, pass) => (GatewayEvent)Granted(p, d, pass))),
        (1, Door.Select(d => (GatewayEvent)new ExitRequested(d, 5))),
        (1, Door.Select(d => (GatewayEvent)new DoorForced(d))),
        (1, Door.Select(d => (GatewayEvent)new DoorHeldOpen(d, 30))),
        (1, Door.Select(d => (GatewayEvent)new DoorSecured(d))),
        (1, Door.Select(d => (GatewayEvent)new DoorNotLocked(d))),
        (1, Among("gate-in", "unit-in").Select(r => (GatewayEvent)new ReaderKeyRefused(r, null))),
        (1, Door.Select(d => (GatewayEvent)new LockFaulted(d))),
        (1, Door.Select(d => (GatewayEvent)new LockRestored(d))),
        (1, Among<GatewayEvent>(new FireReleased(["gate", "unit"]), new FireReset(), new GatewayStarted("1", "2-0", 4, 0, 3),
            new JournalDropped(3, Morning, Morning))),
        (2, Among("gate-in", "gate-out", "unit-in", "box", "rs485", "elsewhere").Select(Gen.Bool, (d, lost) => lost
            ? (GatewayEvent)new DeviceLost(d, null) : new DeviceFound(d))),
        (2, Gen.Select(Door, Gen.Enum<DoorMode>(), Gen.Bool).Select((d, m, ordered) =>
            (GatewayEvent)new DoorModeChanged(d, m, m == DoorMode.Normal ? null : Morning.AddHours(2), ordered ? "guard" : null))),
        (2, Gen.Select(Among("*", "gate", "unit"), Among("unlock", "holdOpen", "lockdown", "normal"), Gen.Int[1, 40])
            .Select((d, kind, id) =>
            (GatewayEvent)new CommandDone($"c-{id}", d, kind, "guard", Morning.AddHours(1)))),
        (1, Person.Select(Gen.Bool, (p, all) => (GatewayEvent)new CommandDone($"f-{p}", "*", CommandKind.Forgive.Name(), "guard", null, all
            ? null : p))),
        (1, Person.Select(p => (GatewayEvent)new PersonRemoved(p))),
        (3, Gen.Select(Person, Gen.Int[0, 6], Gen.Enum<NoticeKind>()).Select((p, what, kind) => (GatewayEvent)(what switch
        {
            0 => new CareAgreed(p, CareKind.Alone, "2026-11", false),
            1 => new CareWithdrawn(p),
            2 => new NoticeRaised($"n-{p}-{kind}", kind, p, "gate", Morning, 3),
            3 => new NoticeAcknowledged($"n-{p}-{kind}", kind, p, "guard"),
            4 => new ResidentEnrolled(p, 1, 0, null, IsNew: true),
            5 => new PassageDenied("gate", DoorSide.Entry, PassageMethod.Card, DenialReason.Expired, p, "1", "", [], new Wording("", ""),
                Granted(p, "gate").Facts, null),
            _ => new GatewayStopped(),
        }))),
        (2, Alarm.Select(id => (GatewayEvent)new AlarmRaised(id, AlarmKind.Intrusion, Ring.Perimeter, "fence", "strip", ["guards"],
            2, 0.5, null))),
        (2, Alarm.Select(id => (GatewayEvent)new AlarmEnded(id, AlarmKind.Intrusion, Ring.Perimeter, "fence", "strip", ["guards"],
            AlarmEndReason.Over, 3, 2, 0, 0, 0))),
        (1, Alarm.Select(id => (GatewayEvent)new AlarmAcknowledged(id, AlarmKind.Intrusion, "fence", "strip", "guard", AlarmOutcome.Done))),
        (1, Alarm.Select(id => (GatewayEvent)new AlarmTaken(id, EventTypes.AlarmRaised, "fence/strip", "guard"))),
        (1, Alarm.Select(Gen.Bool, (id, over) => over
            ? (GatewayEvent)new IncidentOver("i-" + id, AlarmKind.Loitering, Ring.Entrance, "gate", "porch", AlarmEndReason.Over,
                3, 2, 0, 0, 0)
            : new IncidentNoted("i-" + id, AlarmKind.Loitering, Ring.Entrance, "gate", "porch", 2, 0.5, null))),
        (1, Gen.Select(Gen.Enum<WatchOrder>(), Gen.Int[1, 3], Gen.Bool).Select((order, n, ends) =>
            (GatewayEvent)new WatchOrdered([$"fence/z-{n}", "fence/camera"], order, ends ? Morning.AddHours(1) : null, "guard"))),
        (6, AnyAlarm),
        (1, Gen.Const((GatewayEvent)new HeldOpenWarned("gate", 10))));

    private static Gen<string> Alarm => Gen.Int[1, 9].Select(n => $"3f-{n}");

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Person => Gen.Int[1, 6].Select(n => $"p-{n}");

    private static Gen<string> Door => Among("gate", "unit", "hatch", "shed", "gone");

    public static PassageGranted Granted(string person, string door, string? pass = null) => new(door, DoorSide.Entry, PassageMethod.Card,
        person, "1", 5, false, "2-0", [],
        new Wording("", ""), new AccessFacts(Morning, door, DoorSide.Entry, [], DoorMode.Normal, null, null), null, null, pass);

    private void Start()
    {
        Ledger = new EventLedger(Folder, Time, NullLoggerFactory.Instance, segmentBytes: _segmentBytes);
        Remembering = new ProjectionService(SiteIn(Folder), Ledger, _goesByTheMachine ? Time : Ledger.Time, new Logged(Log),
            new ExitCode());
        StateAtStart = State;
        Append(new GatewayStarted("1", "2-0", 4, 0, 3));
    }

    public static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetFileName(f).EndsWith("lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(file.Replace(from, to, StringComparison.Ordinal));
            source.CopyTo(target);
        }
    }

    private sealed class Logged(Microsoft.Extensions.Logging.ILogger lines) : Microsoft.Extensions.Logging.ILogger<ProjectionService>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => lines.BeginScope(state);

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => lines.IsEnabled(logLevel);

        public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => lines.Log(logLevel, eventId, state, exception, formatter);
    }
}
