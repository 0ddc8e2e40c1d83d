using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Architecture;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>A card whose fsync does not come back: a record is with the operating system, and a door's loop goes on.</summary>
public sealed class DoorDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _diskMayGoOn = new();
    private readonly EventLedger _ledger;
    private readonly DoorBench _bench;
    private volatile bool _diskHangs;

    public DoorDiskTests()
    {
        _ledger = new EventLedger(_folder.Path, TimeProvider.System, NullLoggerFactory.Instance, sync: Sync);
        _bench = new DoorBench(ledger: _ledger);
        _bench.Enrol(new Resident(new PersonId("wang"), "Wang") { Cards = [new HeldCard(1)] });
        _diskHangs = true;
    }

    public void Dispose()
    {
        _diskMayGoOn.Set();
        _bench.Dispose();
        _ledger.Dispose();
        _folder.Dispose();
        _diskMayGoOn.Dispose();
    }

    [Fact]
    public async Task A_refused_unlock_waits_for_no_disk_and_neither_does_who_comes_next()
    {
        var unlock = _bench.UnlockOf("c-1");
        _bench.Time.Advance(CommandLifetime.Unlock);
        await GoesOnAsync(() => _bench.Post(unlock));
        await GoesOnAsync(() => _bench.ReadCard(1));
        Assert.True(_bench.RelayAt().IsEnergised);
        Assert.Equal(CommandRules.Words(CommandRefusal.Expired), Assert.Single(_bench.Happened.All.OfType<CommandRefused>()).Because);
        Assert.Equal(EventTypes.CommandRefused, Assert.Single(await WrittenAsync(EventStream.Registry)).Type);
    }

    [Fact]
    public async Task An_order_that_ends_by_itself_waits_for_no_disk()
    {
        await GoesOnAsync(() => _bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, _bench.Time.GetUtcNow().AddMinutes(1))));
        await GoesOnAsync(() => _bench.Advance(61));
        Assert.Equal((DoorMode.Normal, "locked"), (_bench.Door.Mode, _bench.Door.State));
        Assert.Equal(EventTypes.DoorModeChanged, Assert.Single(await WrittenAsync(EventStream.Registry)).Type);
    }

    [Fact]
    public async Task A_forced_door_and_a_duress_of_alarms_wait_for_no_disk()
    {
        await GoesOnAsync(_bench.Open);
        await GoesOnAsync(_bench.Close);
        Assert.Equal([EventTypes.DoorForced, EventTypes.DoorSecured], (await WrittenAsync(EventStream.Alarms)).Select(r => r.Type));
    }

    /// <summary>Read out of the compiled code: what the loops of doors run appends without waiting.</summary>
    [Fact]
    public void Only_what_runs_on_no_door_s_loop_appends_and_waits()
    {
        var waiting = from type in typeof(Door).Assembly.GetTypes()
                      let outer = CompiledCalls.Outermost(type)
                      where outer.Namespace is { } room && (room.StartsWith(typeof(Door).Namespace!, StringComparison.Ordinal)
                          || room.StartsWith(typeof(AccessController).Namespace!, StringComparison.Ordinal))
                      where CompiledCalls.In(type).Any(called => called.DeclaringType == typeof(EventLedger)
                          && called.Name is nameof(EventLedger.Append) or nameof(EventLedger.AppendTogether)
                              or nameof(EventLedger.FlushAlarms))
                      select outer.Name;

        // The fire contact's records have a loop of their own, operators' orders come on their senders' threads.
        Assert.Equal(["DoorsRegistration", nameof(DoorsService), nameof(OperatorCommands)], waiting.Distinct()
            .Order(StringComparer.Ordinal));
    }

    private static Task GoesOnAsync(Action turn) => Task.Run(turn).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

    /// <summary>What the disk has once it is there again.</summary>
    private Task<IReadOnlyList<JournalRecord>> WrittenAsync(EventStream stream)
    {
        _diskMayGoOn.Set();
        return Task.Run(() => _ledger.JournalOf(stream).ReadAfter(0, 100));
    }

    private void Sync(SafeFileHandle file)
    {
        if (_diskHangs)
        {
            Assert.True(_diskMayGoOn.Wait(2 * Eventually.Patience));
        }

        RandomAccess.FlushToDisk(file);
    }
}
