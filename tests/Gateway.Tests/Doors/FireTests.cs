using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class FireTests
{
    [Fact]
    public void Fire_releases_the_door_on_the_input_s_own_thread_before_any_loop_runs()
    {
        using var bench = Bench();
        bench.InputAt(DoorBench.FirePin).Set(InputState.Active);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void Fire_releases_the_door_while_its_loop_waits_for_a_disk_that_hangs()
    {
        using var disk = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        using var bench = new DoorBench(site: DoorBench.WithFire, append: happened =>
        {
            if (happened is DoorForced)
            {
                hangs.Set();
                Assert.True(disk.Wait(Eventually.Patience));
            }
        });
        bench.InputAt().Set(InputState.Inactive);
        var loop = new Thread(() => bench.Door.HandleWaiting());
        loop.Start();
        Assert.True(hangs.Wait(Eventually.Patience));

        bench.InputAt(DoorBench.FirePin).Set(InputState.Active);
        Assert.True(bench.RelayAt().IsEnergised);

        // Nor do the leases wait for it.
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(bench.RelayAt().IsEnergised);
        bench.InputAt(DoorBench.FirePin).Set(InputState.Inactive);
        Assert.False(bench.RelayAt().IsEnergised);
        disk.Set();
        Assert.True(loop.Join(Eventually.Patience));
    }

    [Fact]
    public void Fire_releases_every_egress_door_and_no_other()
    {
        using var bench = new DoorBench(door => [door, door with { Id = "store", Relay = DoorBench.Relay(41), Contact = null,
            Egress = false }], DoorBench.WithFire);
        bench.Set(DoorBench.FirePin, InputState.Active);
        Assert.Equal((true, false), (bench.RelayAt().IsEnergised, bench.RelayAt(41).IsEnergised));
        Assert.Equal(["gate"], Assert.IsType<FireReleased>(Assert.Single(FireEvents(bench))).Doors);
    }

    [Fact]
    public void A_fire_that_begins_while_the_contact_is_read_for_the_first_time_releases()
    {
        var time = new FakeTimeProvider();
        using var relay = new FakeRelay(time);
        using var gate = new DoorLock("gate", relay, LockWiring.EnergisedReleases, time);
        using var input = new OvertakenInput();
        using var fire = new FireRelease(new FireOptions { Input = DoorBench.Input(DoorBench.FirePin) }, [gate], (_, onChange) =>
        {
            input.OnChange = onChange;
            return input;
        }, time);
        Assert.Equal((true, true), (fire.IsActive, relay.IsEnergised));
    }

    [Fact]
    public void Release_and_reset_are_events()
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.InputAt(DoorBench.FirePin).Repeat();
        bench.Set(DoorBench.FirePin, InputState.Inactive);
        Assert.Equal(["fire.released", "fire.reset"], FireEvents(bench).Select(e => e.Type));
    }

    /// <summary>As while the disk hangs: what is too much for what waits is counted, and no fire is lost with it.</summary>
    [Fact]
    public void A_fire_among_a_thousand_changes_that_nobody_could_record_is_on_record_and_the_others_are_counted()
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, InputState.Active);
        for (var i = 0; i < 500; i++)
        {
            bench.InputAt(DoorBench.FirePin).Set(InputState.Unknown);
            bench.InputAt(DoorBench.FirePin).Set(InputState.Inactive);
        }

        var happened = FireEvents(bench);
        Assert.Equal(1001 - 256, happened.OfType<DeviceUnsteady>().First().Times);
        Assert.Equal(["fire.released", "fire.reset"], happened.Where(e => e is FireReleased or FireReset).Select(e => e.Type));
    }

    [Fact]
    public void A_fire_that_is_on_at_the_start_has_released_before_any_door_is_there()
    {
        var time = new FakeTimeProvider();
        var relay = new FakeRelay(time);
        using var fire = new FireRelease(new FireOptions { Input = DoorBench.Input(DoorBench.FirePin) },
            [new DoorLock("gate", relay, LockWiring.EnergisedReleases, time)],
            (_, _) => new FakeInput(InputState.Active), time);
        Assert.True(relay.IsEnergised);
    }

    [Theory]
    [InlineData(InputState.ShortCircuit, true)]
    [InlineData(InputState.OpenCircuit, true)]
    [InlineData(InputState.Unknown, false)]
    public void A_fire_line_that_is_broken_counts_as_fire_and_a_board_that_is_silent_does_not(InputState state, bool releases)
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, state);
        Assert.Equal(releases, bench.RelayAt().IsEnergised);
        Assert.Equal(releases ? "input.line-fault" : "device.offline", FireEvents(bench)[0].Type);
    }

    [Fact]
    public void A_board_that_falls_silent_in_a_fire_locks_nothing()
    {
        using var bench = Bench();
        bench.Set(DoorBench.FirePin, InputState.Active);
        bench.Set(DoorBench.FirePin, InputState.Unknown);
        bench.Advance(300);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Set(DoorBench.FirePin, InputState.Inactive);
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_relay_that_refuses_keeps_no_other_door_shut()
    {
        var time = new FakeTimeProvider();
        var (broken, sound) = (new FakeRelay(time), new FakeRelay(time));
        var input = new FakeInput(InputState.Inactive);
        using var fire = new FireRelease(new FireOptions { Input = DoorBench.Input(DoorBench.FirePin) },
            [new DoorLock("broken", broken, LockWiring.EnergisedReleases, time), new DoorLock("sound", sound, LockWiring.EnergisedReleases,
                time)],
            (_, onChange) =>
            {
                input.OnChange = onChange;
                return input;
            },
            time);
        broken.Dispose();
        Assert.Throws<AggregateException>(() => input.Set(InputState.Active));
        Assert.True(sound.IsEnergised);
    }

    /// <summary>An input that becomes active just after somebody has read that it was not.</summary>
    private sealed class OvertakenInput : IInput
    {
        private InputState _state = InputState.Inactive;

        public Action<InputState>? OnChange { get; set; }

        public InputState State
        {
            get
            {
                var was = _state;
                if (was == InputState.Inactive)
                {
                    _state = InputState.Active;
                    OnChange?.Invoke(_state);
                }

                return was;
            }
        }

        public void Dispose() => OnChange = null;
    }

    private static DoorBench Bench() => new(site: DoorBench.WithFire);

    private static List<GatewayEvent> FireEvents(DoorBench bench)
    {
        List<GatewayEvent> events = [];
        var records = new FireRecords(bench.Fire, events.Add, report => events.Add(report.Condition == DeviceCondition.Online
            ? new DeviceFound(report.Device) : new DeviceLost(report.Device, report.Detail)), bench.Time);
        while (bench.Fire.Changes.TryRead(out var change))
        {
            records.Handle(change);
        }

        return events;
    }
}
