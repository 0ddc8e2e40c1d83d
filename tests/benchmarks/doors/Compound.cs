using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>A compound of eight doors on simulated relays with everything of a running gateway that a decision passes through: the doors'
/// own loops, rules, journal and memory. The one place that knows how they are put together.</summary>
internal sealed class Compound : IDisposable
{
    public const int DoorCount = 8;

    private readonly DoorHardware _hardware;
    private readonly Credentials _credentials;

    /// <param name="signal">Hears what the readers are to show; null where there are none.</param>
    public Compound(string folder, Action<string, ReaderSignal>? signal = null)
    {
        Directory.CreateDirectory(folder);
        Site = SiteIn(folder);
        Ledger = new EventLedger(folder, TimeProvider.System, NullLoggerFactory.Instance);
        Remembering = Remember();
        _credentials = Credentials.Open(Site, Ledger, Remembering.Remembered.PassUses.CountFor, TimeProvider.System);
        _hardware = new DoorHardware(Site, TimeProvider.System, NullLoggerFactory.Instance);
        var policy = PolicyFactory.From(Site, Calendar.Empty);
        var around = new DoorContext(policy, door => new AccessController(door, policy, Residents, _credentials, Ledger,
            TimeProvider.System), Ledger.Append,
            _hardware.Boards.OpenInput, _hardware.Locks, _hardware.Fire, new Interlock(Site.Interlocks), Times, TimeProvider.System)
        {
            PresenceOf = (door, person, side) => Remembering.Remembered.Whereabouts.PresenceOf(person, door, side),
            CameInSince = Remembering.Remembered.LastGrants.Since,
            Signal = signal ?? (static (_, _) => { }),
        };
        Doors = [.. Site.Doors.Select(door => new Door(door, around, new DoorQueue()))];
    }

    public SiteFile Site { get; }

    public ResidentDirectory Residents { get; } = new();

    public EventLedger Ledger { get; }

    public ProjectionService Remembering { get; }

    public PassageTimes Times { get; } = new();

    public IReadOnlyList<Door> Doors { get; }

    public Locks Locks => _hardware.Locks;

    /// <summary>As a restart does it.</summary>
    public ProjectionService Remember() => new(Site, Ledger, TimeProvider.System, NullLogger<ProjectionService>.Instance, new ExitCode());

    public static SiteFile SiteIn(string folder) => new()
    {
        DataFolder = folder,
        Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Simulated }],
        Areas = [new AreaOptions { Id = "yard", AntiPassback = AntiPassback.Soft }],
        Doors =
        [
            .. Enumerable.Range(0, DoorCount).Select(n => new DoorOptions
            {
                Id = $"door-{n}",
                Name = $"Door {n}",
                To = "yard",
                Relay = new RelayOptions { Board = "box", Pin = n },
                Readers = [$"reader-{n + 1}"],
                UnlockSeconds = 1,
            }),
        ],
    };

    /// <summary>Residents with two cards, hours of validity and a few doors each.</summary>
    public static IEnumerable<Resident> People(int count) => Enumerable.Range(0, count).Select(n => new Resident(new PersonId($"p-{n:x16}"),
        $"Resident {n}")
    {
        Cards = [new HeldCard(CardOf(n)), new HeldCard(CardOf(n) + 1, "wiegand-34", DateTimeOffset.UnixEpoch, null)],
        Doors = [.. Enumerable.Range(0, DoorCount).Select(d => $"door-{d}")],
        ValidFrom = DateTimeOffset.UnixEpoch,
        PinDigest = new string('0', 64),
    });

    public static ulong CardOf(int person) => 1_000_000 + ((ulong)person * 2);

    public void Dispose()
    {
        foreach (var door in Doors)
        {
            door.Dispose();
        }

        Remembering.Dispose();
        _hardware.Dispose();
        _credentials.Dispose();
        Ledger.Dispose();
    }
}
