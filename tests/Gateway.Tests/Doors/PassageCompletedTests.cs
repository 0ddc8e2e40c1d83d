using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class PassageCompletedTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1001)] };
    private static readonly Resident _li = new(new PersonId("p-2"), "Li") { Cards = [new HeldCard(1002)] };

    [Fact]
    public void A_passage_is_completed_by_the_opening()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        Assert.Empty(Completed(bench));
        bench.Open();
        Assert.Equal([new PassageCompleted("gate", DoorSide.Entry, "p-1", "yard")], Completed(bench));
    }

    [Fact]
    public void Whoever_goes_out_is_in_the_area_outside_afterwards()
    {
        using var bench = Bench();
        bench.ReadCard(1001, reader: "exit-reader");
        bench.Open();
        Assert.Equal([new PassageCompleted("gate", DoorSide.Exit, "p-1", null)], Completed(bench));
    }

    [Fact]
    public void Whoever_does_not_open_the_door_has_not_passed()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        bench.Advance(5.1);
        bench.ReadCard(1002);
        bench.Open();
        Assert.Equal(["p-2"], Completed(bench).Select(c => c.Person));
    }

    [Fact]
    public void Two_who_were_let_in_before_the_opening_pass_in_order()
    {
        using var bench = Bench();
        bench.ReadCard(1002);
        bench.Advance(1);
        bench.ReadCard(1001);
        bench.Open();
        Assert.Equal(["p-2", "p-1"], Completed(bench).Select(c => c.Person));
    }

    [Fact]
    public void Somebody_let_in_through_an_open_door_passes_at_once()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        bench.Open();
        bench.ReadCard(1002);
        Assert.Equal(["p-1", "p-2"], Completed(bench).Select(c => c.Person));
    }

    [Fact]
    public void A_forced_opening_and_an_exit_button_complete_nobody_s_passage()
    {
        using var bench = Bench();
        bench.ReadCard(1001);
        bench.Advance(6);
        bench.Open();
        bench.Close();
        bench.Advance(1);
        bench.Press();
        bench.Open();
        Assert.Equal(["door.forced", "door.secured"], bench.Alarms);
        Assert.Empty(Completed(bench));
    }

    [Fact]
    public void A_contact_that_can_t_be_read_completes_nothing()
    {
        using var bench = Bench();
        bench.Set(DoorBench.ContactPin, InputState.OpenCircuit);
        bench.ReadCard(1001);
        bench.Open();
        Assert.Empty(Completed(bench));
    }

    private static IEnumerable<PassageCompleted> Completed(DoorBench bench) => bench.Happened.All.OfType<PassageCompleted>();

    private static DoorBench Bench()
    {
        var bench = new DoorBench(door => [door with { To = "yard", ExitButton = DoorBench.Input(DoorBench.ExitPin) }]);
        bench.Enrol(_wang, _li);
        return bench;
    }
}
