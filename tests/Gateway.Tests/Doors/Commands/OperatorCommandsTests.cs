using Xunit;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Projections;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Commands;

public sealed class OperatorCommandsTests : IDisposable
{
    private readonly ProjectionBench _bench = new(goesByTheMachine: true);
    private readonly List<(string Door, DoorMessage Message)> _posted = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_unlock_is_on_the_disk_before_the_door_hears_of_it()
    {
        var recorded = new List<GatewayEvent>();
        _bench.Ledger.Appended += recorded.Add;
        var orders = OrdersThat((_, _) => Assert.Single(recorded.OfType<CommandDone>()));
        Assert.Null(orders.Submit(Command("c-1")));
        Assert.Equal(("gate", new DoorMessage.Unlock(Command("c-1"), _bench.Time.GetElapsedTime(0) + CommandLifetime.Unlock)),
            Assert.Single(_posted));
    }

    [Fact]
    public void What_an_unlock_spent_on_its_way_here_is_not_given_to_it_again()
    {
        var command = Command("c-1");
        _bench.Time.Advance(TimeSpan.FromSeconds(7));
        var now = _bench.Time.GetElapsedTime(0);
        Assert.Null(Orders().Submit(command));
        Assert.Equal(now + TimeSpan.FromSeconds(3), Assert.IsType<DoorMessage.Unlock>(Assert.Single(_posted).Message).Until);
    }

    [Fact]
    public void A_refused_command_is_recorded_with_its_reason_and_reaches_no_door()
    {
        var recorded = new List<GatewayEvent>();
        _bench.Ledger.Appended += recorded.Add;
        var because = Orders().Submit(Command("c-1") with { Retained = true });
        Assert.Equal(CommandRules.Refusal(CommandRefusal.Retained), because);
        Assert.Equal(new CommandRefused("c-1", "gate", "unlock", "guard", because!.Because, Code: "retained"), Assert.Single(recorded));
        Assert.Empty(_posted);
    }

    [Fact]
    public void The_same_id_is_carried_out_once_even_over_a_kill()
    {
        Assert.Null(Orders().Submit(Command("c-1")));
        Assert.Equal(CommandRules.Refusal(CommandRefusal.Replayed), Orders().Submit(Command("c-1")));
        _bench.CutOffAndStart();
        Assert.Equal(CommandRules.Refusal(CommandRefusal.Replayed), Orders().Submit(Command("c-1")));
        Assert.Single(_posted);
    }

    [Fact]
    public void A_lockdown_of_all_doors_stands_again_after_a_kill_until_its_time_is_over()
    {
        var until = _bench.Time.GetUtcNow().AddHours(1);
        Assert.Null(Orders().Submit(Command("c-1") with { Kind = CommandKind.Lockdown, Door = null, Until = until }));
        Assert.Equal(4, _posted.Count);
        _posted.Clear();
        _bench.CutOffAndStart(TimeSpan.FromMinutes(59));
        Resume();
        Assert.Equal(["gate", "hatch", "shed", "unit"], _posted.Select(p => p.Door).Order());
        Assert.All(_posted, p => Assert.Equal(new DoorMessage.SetMode(DoorMode.LockedDown, until), p.Message));
        _posted.Clear();
        _bench.CutOffAndStart(TimeSpan.FromMinutes(2));
        Resume();
        Assert.Empty(_posted);
    }

    [Fact]
    public void A_clock_that_was_put_back_prolongs_no_order_beyond_the_time_it_was_given_for()
    {
        Assert.Null(Orders().Submit(Command("c-1") with { Kind = CommandKind.HoldOpen, Until = _bench.Time.GetUtcNow().AddHours(1) }));
        _bench.CutOffAndStart(TimeSpan.FromDays(-365));
        Resume();
        var order = Assert.IsType<DoorMessage.SetMode>(_posted[^1].Message);
        Assert.InRange(order.Until!.Value - _bench.Time.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    [Fact]
    public void What_a_schedule_does_leaves_the_order_standing()
    {
        Assert.Null(Orders().Submit(Command("c-1") with { Kind = CommandKind.Lockdown, Until = _bench.Time.GetUtcNow().AddHours(1) }));
        _bench.Append(new DoorModeChanged("gate", DoorMode.HeldOpen, null, null));
        _bench.CutOffAndStart();
        _posted.Clear();
        Resume();
        Assert.Equal(DoorMode.LockedDown, Assert.IsType<DoorMessage.SetMode>(Assert.Single(_posted).Message).Mode);
    }

    [Fact]
    public void A_door_ordered_open_is_uncertain_again_after_a_restart()
    {
        Assert.Null(Orders().Submit(Command("c-1") with { Kind = CommandKind.HoldOpen, Until = _bench.Time.GetUtcNow().AddHours(1) }));
        _bench.CutOffAndStart();
        Resume();
        _bench.Append(new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"));
        Assert.False(_bench.Remembered.Whereabouts.PresenceOf("wang", "gate", DoorSide.Entry)!.IsCertain);
    }

    [Fact]
    public void Normal_ends_what_was_ordered()
    {
        Assert.Null(Orders().Submit(Command("c-1") with { Kind = CommandKind.HoldOpen, Until = _bench.Time.GetUtcNow().AddHours(1) }));
        Assert.Null(Orders().Submit(Command("c-2") with { Kind = CommandKind.Normal }));
        Assert.Equal(new DoorMessage.SetMode(DoorMode.Normal, null), _posted[^1].Message);
        Assert.Empty(_bench.Remembered.Orders.Unexpired(_bench.Time.GetUtcNow()));
    }

    [Fact]
    public void To_forgive_takes_people_s_places_away_and_tells_no_door()
    {
        _bench.Append(new PassageCompleted("gate", DoorSide.Entry, "wang", "yard"), new PassageCompleted("gate", DoorSide.Entry,
            "li", "yard"));
        Assert.Null(Orders().SubmitLocal(now => Here(CommandKind.Forgive, null, now) with { Person = "wang" }));
        _bench.CutOffAndStart();
        Assert.Equal(1, _bench.Remembered.Whereabouts.CountIn("yard"));
        Assert.Null(Orders().SubmitLocal(now => Here(CommandKind.Forgive, null, now)));
        Assert.Equal(0, _bench.Remembered.Whereabouts.CountIn("yard"));
        Assert.Empty(_posted);
    }

    [Fact]
    public void An_order_given_here_opens_even_after_the_clock_was_put_back()
    {
        var orders = Orders();
        _bench.Time.Step(TimeSpan.FromHours(-3));
        Assert.Equal(CommandRules.Refusal(CommandRefusal.ClockWentBack), orders.Submit(Command("c-1")));
        Assert.Null(orders.SubmitLocal(now => Here(CommandKind.Unlock, "gate", now)));
        Assert.Null(orders.SubmitLocal(now => Here(CommandKind.HoldOpen, "gate", now) with { Until = now.AddMinutes(30) }));
        Assert.Equal(2, _posted.Count);
    }

    private void Resume() => Orders().StartAsync(CancellationToken.None);

    private OperatorCommands Orders() => OrdersThat((_, _) => { });

    private OperatorCommands OrdersThat(Action<string, DoorMessage> see) => new(["gate", "unit", "hatch", "shed"],
        (door, message) =>
        {
            see(door, message);
            _posted.Add((door, message));
        },
        _bench.Remembered.Orders, _bench.Remembering.Clock, _bench.Ledger);

    private static OperatorCommand Here(CommandKind kind, string? door, DateTimeOffset now) => OperatorCommand.GivenHere(kind, door,
        "guard", now);

    private OperatorCommand Command(string id) => new(id, CommandKind.Unlock, "gate", "guard", _bench.Time.GetUtcNow(),
        _bench.Time.GetUtcNow().AddSeconds(10));
}
