using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class ExitButtonTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(20230001)] };

    [Fact]
    public void The_exit_button_releases_the_door_for_the_unlock_time()
    {
        using var bench = Bench();
        bench.Press();
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Press(false);
        bench.Advance(4.9);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Open();
        bench.Close();
        Assert.Equal(("locked", false), (bench.Door.State, bench.RelayAt().IsEnergised));
        Assert.Equal(5, Assert.Single(bench.Happened.All.OfType<ExitRequested>()).UnlockSeconds);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void Whoever_presses_it_waits_for_no_disk()
    {
        bool? releasedBefore = null;
        DoorBench? bench = null;
        using (bench = new DoorBench(door => [door with { ExitButton = DoorBench.Input(DoorBench.ExitPin) }], append: happened =>
        {
            if (happened is ExitRequested)
            {
                releasedBefore = bench!.RelayAt().IsEnergised;
            }
        }))
        {
            bench.Press();
        }

        Assert.True(releasedBefore);
    }

    [Fact]
    public void A_button_that_is_held_down_holds_the_door_released_and_is_one_request()
    {
        using var bench = Bench();
        bench.Press();
        bench.Advance(20);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Press(false);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Single(bench.Happened.All.OfType<ExitRequested>());
    }

    [Fact]
    public void A_stuck_button_is_reported_opens_nothing_and_blocks_no_other_way_out()
    {
        using var bench = Bench();
        bench.Enrol(_wang);
        bench.Press();
        bench.Advance(60);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal(new ExitButtonFault("gate", Stuck: true), Assert.Single(bench.Happened.All.OfType<ExitButtonFault>()));
        bench.ReadCard(20230001, reader: "exit-reader");
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Advance(5);
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_stuck_button_works_again_once_it_was_let_go()
    {
        using var bench = Bench();
        bench.Press();
        bench.Advance(70);
        bench.Press(false);
        Assert.Equal([true, false], bench.Happened.All.OfType<ExitButtonFault>().Select(f => f.Stuck));
        bench.Press();
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_button_whose_board_fell_silent_is_not_pressed_and_a_stuck_one_stays_stuck()
    {
        using var bench = Bench();
        bench.Press();
        bench.Advance(60);
        bench.Set(DoorBench.ExitPin, InputState.Unknown);
        bench.Press();
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Single(bench.Happened.All.OfType<ExitButtonFault>());
    }

    [Fact]
    public void A_button_whose_line_is_cut_opens_nothing_and_is_reported()
    {
        using var bench = Bench();
        bench.Set(DoorBench.ExitPin, InputState.OpenCircuit);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal(new InputLineFaulted("gate", "exit button of gate", "cut"),
            Assert.Single(bench.Happened.All.OfType<InputLineFaulted>()));
    }

    [Fact]
    public void A_press_whose_message_was_lost_is_seen_by_its_level()
    {
        using var bench = Bench();
        bench.InputAt(DoorBench.ExitPin).SetSilently(InputState.Active);
        bench.Advance(10);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    private static DoorBench Bench() => new(door => [door with { ExitButton = DoorBench.Input(DoorBench.ExitPin) }]);
}
