using Xunit;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>A door that a schedule unlocks.</summary>
public sealed class DoorScheduleTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(20230001)] };

    [Fact]
    public void A_schedule_unlocks_the_door_and_locks_it_on_the_minute()
    {
        using var bench = Scheduled();
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Advance(1800);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Advance(3599);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Advance(1);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal([DoorMode.HeldOpen, DoorMode.Normal], bench.Happened.All.OfType<DoorModeChanged>().Select(m => m.Mode));
    }

    [Fact]
    public void An_order_outranks_the_schedule_and_gives_the_door_back_to_it()
    {
        using var bench = Scheduled();
        Order(bench, DoorMode.LockedDown, TimeSpan.FromMinutes(45));
        bench.Advance(1800);
        Assert.Equal((DoorMode.LockedDown, false), (bench.Door.Mode, bench.RelayAt().IsEnergised));
        bench.Advance(900);
        Assert.Equal((DoorMode.HeldOpen, true), (bench.Door.Mode, bench.RelayAt().IsEnergised));
        Order(bench, DoorMode.Normal, TimeSpan.FromMinutes(5));
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Post(new DoorMessage.SetMode(DoorMode.Normal, null));
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_schedule_that_waits_for_the_first_person_unlocks_with_that_person()
    {
        using var bench = Scheduled(firstPersonIn: true);
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        bench.Advance(1800);
        Assert.Equal(DoorMode.Normal, bench.Door.Mode);
        bench.ReadCard(20230001, reader: "exit-reader");
        bench.Advance(10);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.ReadCard(20230001);
        bench.Advance(10);
        Assert.Equal((DoorMode.HeldOpen, true), (bench.Door.Mode, bench.RelayAt().IsEnergised));
        bench.Advance(3600);
        Assert.Equal(DoorMode.Normal, bench.Door.Mode);
        bench.Advance(82_800);
        Assert.Equal(DoorMode.Normal, bench.Door.Mode);
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(29, false)]
    public void After_a_restart_the_first_person_is_remembered_from_the_period_s_begin(int minutesAfterStart, bool opens)
    {
        // The period begins 16:30 site time, half an hour after the bench's clock starts; the gateway starts half an hour into it.
        var asked = DateTimeOffset.MinValue;
        using var bench = new DoorBench(door => [door with { UnlockSchedule = "day", FirstPersonIn = true }],
            site => site with
            {
                Schedules = [new ScheduleOptions { Id = "day", Periods = [new PeriodOptions { Days = [DayKind.Sun],
                From = "15:30", To = "17:30" }] }]
            },
            cameInSince: (_, since) => (asked = since) <= new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero) + TimeSpan.FromMinutes(
                minutesAfterStart));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 7, 30, 0, TimeSpan.Zero), asked);
        Assert.Equal(opens, bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_door_stays_locked_in_its_hours_until_somebody_knows_the_time()
    {
        var isKnown = false;
        using var bench = Scheduled(isTimeKnown: () => isKnown);
        bench.Advance(3600);
        Assert.Equal((DoorMode.Normal, false), (bench.Door.Mode, bench.RelayAt().IsEnergised));
        isKnown = true;
        bench.Advance(10);
        Assert.Equal((DoorMode.HeldOpen, true), (bench.Door.Mode, bench.RelayAt().IsEnergised));
    }

    private static DoorBench Scheduled(bool firstPersonIn = false, Func<bool>? isTimeKnown = null) =>
        new(door => [door with { UnlockSchedule = "day", FirstPersonIn = firstPersonIn }],
        site => site with
        {
            Schedules = [new ScheduleOptions { Id = "day",
            Periods = [new PeriodOptions { Days = [.. Enum.GetValues<DayKind>()], From = "16:30", To = "17:30" }] }]
        }, isTimeKnown: isTimeKnown);

    private static void Order(DoorBench bench, DoorMode mode, TimeSpan time) => bench.Post(new DoorMessage.SetMode(mode,
        bench.Time.GetUtcNow() + time));
}
