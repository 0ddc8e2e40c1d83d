using System.Device.Gpio;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Locking;

/// <summary>A door on the machine's own pins, from card and fire contact to alarm: the gateway's boards, locks, fire release and doors over
/// GpioBoard, and below it a chip of which a pin is refused, stays as it is, or is gone.</summary>
public sealed class PinTroubleTests : IAsyncDisposable
{
    private const int OtherPin = 18;
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)] };

    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedGpioDriver _chip;
    private readonly DoorBench _bench;
    private readonly DeviceHealth _health;
    private readonly BoardsService _boards;
    private DoorHardware? _hardware;

    public PinTroubleTests()
    {
        _chip = new SimulatedGpioDriver(PinFile.Open("box", _folder.Path));
        _bench = new DoorBench(
            door => [door with { Contact = null, UnlockSeconds = 5 }, door with
            {
                Id = "other",
                Name = "Other",
                Relay = DoorBench.Relay(OtherPin),
                Contact = DoorBench.Input(DoorBench.ContactPin) with { Pull = InputPull.Up },
                Readers = ["other-reader"],
                ExitReaders = [],
            }],
            site => site with
            {
                Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Gpio }],
                Fire = new FireOptions { Input = DoorBench.Input(DoorBench.FirePin) with { ActiveLow = false, Pull = InputPull.Down } },
            },
            started: false,
            hardware: (site, time) => _hardware = new DoorHardware(site, time, NullLoggerFactory.Instance,
                (options, report) => new GpioBoard(options, _chip, null, time, report)));
        _chip.Drive(DoorBench.ContactPin, PinValue.Low);
        _health = new DeviceHealth(_bench.Ledger, _bench.Time);
        _boards = new BoardsService(_hardware!, _health, new ReaderFaults(_bench.Ledger, _bench.Time), _bench.Time, new ExitCode());
        _boards.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        _bench.Enrol(_wang);
        Advance(1);
    }

    public async ValueTask DisposeAsync()
    {
        _chip.IsGone = false;
        _chip.Fault(DoorBench.RelayPin, PinFault.None);
        await _boards.StopAsync(CancellationToken.None);
        _boards.Dispose();
        _bench.Dispose();
        _hardware!.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(PinFault.Refuses, "its pin cannot be set (simulated: refused)")]
    [InlineData(PinFault.Stays, "its pin does not read as it was set")]
    [InlineData(PinFault.Gone, "its pin cannot be set (simulated: gone)")]
    public async Task A_card_whose_pin_does_not_move_is_an_alarm_and_no_passage_and_opens_again_as_soon_as_it_does(object fault,
        string reason)
    {
        _chip.Fault(DoorBench.RelayPin, (PinFault)fault);
        _bench.ReadCard(1);
        Advance(3);
        Assert.Equal(new ReleaseFailed("gate", "box:17", reason, Fire: false), Assert.Single(_bench.Happened.All.OfType<ReleaseFailed>()));
        Assert.True(_bench.Door.IsReleaseFailed);
        Assert.Equal(("reader", ReaderSignal.Denied), _bench.Signals.FindLast(shown => shown.Signal is ReaderSignal.Granted
            or ReaderSignal.Denied));
        Assert.Empty(_bench.Happened.All.OfType<PassageCompleted>());
        if ((PinFault)fault != PinFault.Stays)
        {
            await HealthIsAsync(online: false);
        }

        _chip.Fault(DoorBench.RelayPin, PinFault.None);
        Advance(10);
        if ((PinFault)fault != PinFault.Stays)
        {
            await HealthIsAsync(online: true);
        }

        _bench.ReadCard(1);
        Assert.Single(_bench.Happened.All.OfType<PassageCompleted>());
        Assert.False(_bench.Door.IsReleaseFailed);
        Advance(10);
        Assert.Equal(("locked", false), (_bench.Door.State, IsOn(DoorBench.RelayPin)));
    }

    [Theory]
    [InlineData(PinFault.Refuses)]
    [InlineData(PinFault.Stays)]
    [InlineData(PinFault.Gone)]
    public async Task A_fire_releases_the_other_doors_tells_of_the_one_that_is_not_and_releases_it_as_soon_as_it_can(object fault)
    {
        _chip.Fault(DoorBench.RelayPin, (PinFault)fault);
        SetFire(true);
        Advance(3);
        Assert.True(IsOn(OtherPin));
        var failed = Assert.Single(_bench.Happened.All.OfType<ReleaseFailed>());
        Assert.Equal(("gate", true), (failed.Door, failed.Fire));
        Assert.True(_bench.Door.IsReleaseFailed);
        Advance(120);
        Assert.True(_bench.Door.IsReleaseFailed && IsOn(OtherPin));
        _chip.Fault(DoorBench.RelayPin, PinFault.None);
        Advance(2);
        Assert.True(IsOn(DoorBench.RelayPin));
        Assert.False(_bench.Door.IsReleaseFailed);
        if ((PinFault)fault != PinFault.Stays)
        {
            await HealthIsAsync(online: true);
        }

        SetFire(false);
        Advance(5);
        Assert.Equal((false, false), (IsOn(DoorBench.RelayPin), IsOn(OtherPin)));
    }

    [Theory]
    [InlineData(PinFault.Refuses)]
    [InlineData(PinFault.Stays)]
    [InlineData(PinFault.Gone)]
    public void A_pin_that_does_not_fall_is_a_lock_fault_and_no_locked_door_until_it_has_fallen(object fault)
    {
        _bench.ReadCard(1);
        _chip.Fault(DoorBench.RelayPin, (PinFault)fault);
        Advance(20);
        Assert.Equal(("lockFault", true), (_bench.Door.State, IsOn(DoorBench.RelayPin)));
        Assert.Single(_bench.Happened.All.OfType<LockFaulted>());
        _chip.Fault(DoorBench.RelayPin, PinFault.None);
        Advance(3);
        Assert.Equal(("locked", false), (_bench.Door.State, IsOn(DoorBench.RelayPin)));
        Assert.Single(_bench.Happened.All.OfType<LockRestored>());
    }

    [Fact]
    public async Task A_chip_that_is_gone_is_told_leaves_no_contact_believed_and_works_again_when_it_is_back()
    {
        SetFire(true);
        Advance(2);
        _chip.IsGone = true;
        Advance(20);
        await HealthIsAsync(online: false);
        Assert.Equal("unknown", _bench.Doors[1].State);
        Assert.True(_hardware!.Fire.IsActive);
        _bench.ReadCard(1);
        Advance(3);
        Assert.Contains(_bench.Happened.All, happened => happened is ReleaseFailed { Door: "gate" });
        _chip.IsGone = false;
        SetFire(false);
        Advance(20);
        await HealthIsAsync(online: true);
        Assert.Equal(("locked", "locked"), (_bench.Door.State, _bench.Doors[1].State));
        Assert.Equal((false, false), (IsOn(DoorBench.RelayPin), IsOn(OtherPin)));
    }

    private bool IsOn(int pin) => _chip.LevelOf(pin) == PinValue.High;

    private void SetFire(bool on) => _chip.Drive(DoorBench.FirePin, on ? PinValue.High : PinValue.Low);

    private Task HealthIsAsync(bool online) => Eventually.IsAsync(() => _health.Devices is [{ Id: "box" } box] && box.Online == online,
        $"the board is not said to be {(online ? "back" : "lost")}");

    /// <summary>In steps of ten milliseconds: pins are looked at so often.</summary>
    private void Advance(double seconds)
    {
        for (var left = Math.Round(seconds * 100); left > 0; left--)
        {
            _bench.Time.Advance(TimeSpan.FromMilliseconds(10));
            _bench.Run();
        }
    }
}
