using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class InterlockTests
{
    private const int InnerRelay = 41;
    private const int InnerContact = 42;
    private const int InnerExit = 43;
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1001)] };

    [Fact]
    public void While_one_door_is_released_the_other_lets_nobody_in()
    {
        using var bench = Mantrap();
        bench.ReadCard(1001);
        bench.ReadCard(1001, reader: "inner-reader", door: 1);
        Assert.False(bench.RelayAt(InnerRelay).IsEnergised);
        var denied = Assert.Single(bench.Happened.All.OfType<PassageDenied>());
        Assert.Equal((DenialReason.Interlocked, "gate"), (denied.Reason, denied.Facts.Interlock));
    }

    [Fact]
    public void Once_the_first_door_is_shut_and_locked_the_second_has_its_turn()
    {
        using var bench = Mantrap();
        bench.ReadCard(1001);
        bench.Open();
        bench.Close();
        bench.ReadCard(1001, reader: "inner-reader", door: 1);
        Assert.True(bench.RelayAt(InnerRelay).IsEnergised);
    }

    [Fact]
    public void A_turn_that_was_refused_for_another_reason_is_given_back()
    {
        using var bench = Mantrap();
        bench.ReadCard(999);
        bench.ReadCard(1001, reader: "inner-reader", door: 1);
        Assert.True(bench.RelayAt(InnerRelay).IsEnergised);
    }

    [Fact]
    public void On_the_way_out_only_a_door_that_is_open_refuses_and_one_that_can_t_be_read_locks_nobody_in()
    {
        using var bench = Mantrap();
        bench.Enrol(_wang);
        bench.Set(InnerContact, InputState.Inactive);
        bench.ReadCard(1001, reader: "exit-reader");
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Set(InnerContact, InputState.Unknown);
        bench.ReadCard(1001, reader: "exit-reader");
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_door_whose_contact_can_t_be_read_counts_as_not_shut()
    {
        using var bench = Mantrap();
        bench.Set(InnerContact, InputState.Unknown);
        bench.ReadCard(1001);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Set(InnerContact, InputState.Active);
        bench.ReadCard(1001);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void The_exit_button_waits_until_the_open_door_shuts_and_no_longer()
    {
        using var bench = Mantrap();
        bench.Set(InnerContact, InputState.Inactive);
        bench.Press();
        bench.Press(false);
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Advance(10);
        bench.Set(InnerContact, InputState.Active);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void Nobody_is_let_out_by_a_press_of_long_ago()
    {
        using var bench = Mantrap();
        bench.Set(InnerContact, InputState.Inactive);
        bench.Press();
        bench.Press(false);
        bench.Advance(31);
        bench.Set(InnerContact, InputState.Active);
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Theory]
    [InlineData(InputState.Active, true)]
    [InlineData(InputState.Unknown, false)]
    public void The_exit_button_lets_out_while_the_other_door_is_only_released_or_can_t_be_read(InputState contact, bool released)
    {
        using var bench = Mantrap();
        bench.Set(InnerContact, contact);
        if (released)
        {
            bench.ReadCard(1001, reader: "inner-reader", door: 1);
        }

        bench.Press();
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void An_operator_s_unlock_is_refused_while_the_other_door_is_not_shut()
    {
        using var bench = Mantrap();
        bench.Set(InnerContact, InputState.Inactive);
        bench.Unlock("c-1");
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal(("c-1", "gate"), Assert.Single(bench.Happened.All.OfType<CommandRefused>()) is var refused
            ? (refused.Command, refused.Door) : default);
    }

    [Fact]
    public void Two_doors_ordered_to_stand_open_take_turns()
    {
        using var bench = Mantrap();
        bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, bench.Time.GetUtcNow() + TimeSpan.FromMinutes(1)));
        bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, bench.Time.GetUtcNow() + TimeSpan.FromMinutes(2)), door: 1);
        Assert.Equal((true, false), (bench.RelayAt().IsEnergised, bench.RelayAt(InnerRelay).IsEnergised));
        bench.Advance(60);
        Assert.Equal((false, true), (bench.RelayAt().IsEnergised, bench.RelayAt(InnerRelay).IsEnergised));
    }

    [Fact]
    public void Of_three_doors_one_alone_is_ever_released_or_open()
    {
        int[] relays = [41, 51, 61];
        using var bench = new DoorBench(
            door => [.. relays.Select(relay => door with
            {
                Id = $"door-{relay}",
                Relay = DoorBench.Relay(relay),
                Contact = DoorBench.Input(relay + 1),
                Readers = [$"reader-{relay}"],
                ExitReaders = [],
            })],
            site => site with { Interlocks = [new InterlockOptions { Id = "trap", Doors = ["door-41", "door-51", "door-61"] }] },
            found: new() { [42] = InputState.Active, [52] = InputState.Active, [62] = InputState.Active });
        bench.Enrol(_wang);
        for (var turn = 0; turn < 3; turn++)
        {
            Read(turn);
            bench.Set(relays[turn] + 1, InputState.Inactive);
            Read((turn + 1) % 3);
            Read((turn + 2) % 3);
            Assert.Equal(turn == 0, bench.RelayAt(41).IsEnergised);
            Assert.Equal(turn == 1, bench.RelayAt(51).IsEnergised);
            Assert.Equal(turn == 2, bench.RelayAt(61).IsEnergised);
            bench.Set(relays[turn] + 1, InputState.Active);
        }

        Assert.Equal((3, 6), (bench.Happened.All.OfType<PassageGranted>().Count(), bench.Happened.All.OfType<PassageDenied>()
            .Count(d => d.Reason == DenialReason.Interlocked)));
        Assert.Empty(bench.Alarms);

        void Read(int door) => bench.ReadCard(1001, reader: $"reader-{relays[door]}", door: door);
    }

    [Fact]
    public void Fire_releases_both_doors_of_a_mantrap()
    {
        using var bench = Mantrap(DoorBench.WithFire);
        bench.Post(new DoorMessage.SetMode(DoorMode.LockedDown, bench.Time.GetUtcNow() + TimeSpan.FromMinutes(1)));
        bench.Set(DoorBench.FirePin, InputState.Active);
        Assert.Equal((true, true), (bench.RelayAt().IsEnergised, bench.RelayAt(InnerRelay).IsEnergised));
        bench.ReadCard(1001);
        Assert.Empty(bench.Happened.All.OfType<PassageDenied>());
    }

    private static DoorBench Mantrap(Func<SiteFile, SiteFile>? site = null)
    {
        var bench = new DoorBench(
            door =>
            [
                door with { ExitButton = DoorBench.Input(DoorBench.ExitPin) },
                door with
                {
                    Id = "inner",
                    Relay = DoorBench.Relay(InnerRelay),
                    Contact = DoorBench.Input(InnerContact),
                    ExitButton = DoorBench.Input(InnerExit),
                    Readers = ["inner-reader"],
                    ExitReaders = [],
                },
            ],
            file => (site?.Invoke(file) ?? file) with { Interlocks = [new InterlockOptions { Id = "trap", Doors = ["gate", "inner"] }] },
            found: new() { [InnerContact] = InputState.Active });
        bench.Enrol(_wang);
        return bench;
    }
}
