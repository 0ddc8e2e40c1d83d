using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

[Trait("needs", "process")]
public sealed class ModbusBusTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(BusKind.ModbusTcp)]
    [InlineData(BusKind.ModbusRtu)]
    public void Relays_are_driven_and_inputs_are_seen(BusKind kind)
    {
        using var bench = new BusBench(kind);
        bench.InputIs(InputState.Inactive);
        bench.Relay.Energise(_long);
        bench.Reads("coil 1 3", "1");
        Assert.True(bench.Relay.IsEnergised);
        Assert.Equal("0", bench.Say("coil 2 0"));
        bench.Relay.Rest();
        bench.Reads("coil 1 3", "0");
        bench.Say("input 1 5 1");
        bench.InputIs(InputState.Active);
        bench.Relay.Energise(TimeSpan.FromMilliseconds(300));
        bench.Reads("coil 1 3", "1");
        bench.Reads("coil 1 3", "0");
        Assert.False(bench.Relay.IsEnergised);
        Assert.Equal([InputState.Inactive, InputState.Active], bench.Changes);
    }

    [Theory]
    [InlineData(BusKind.ModbusTcp)]
    [InlineData(BusKind.ModbusRtu)]
    public void A_silent_board_is_lost_and_found_and_the_other_one_never_notices(BusKind kind)
    {
        using var bench = new BusBench(kind);
        bench.InputIs(InputState.Inactive);
        Eventually.Is(() => bench.OtherInput.State == InputState.Inactive, "the other board does not answer");
        bench.Say("mute 1");
        bench.Reported("one", DeviceCondition.Offline);
        bench.InputIs(InputState.Unknown);

        bench.OtherRelay.Energise(_long);
        bench.Reads("coil 2 0", "1");
        bench.Say("input 2 0 1");
        Eventually.Is(() => bench.OtherInput.State == InputState.Active, "the other board's input is not seen");

        bench.Say("unmute 1");
        bench.Reported("one", DeviceCondition.Online, 2);
        bench.InputIs(InputState.Inactive);
        Assert.Equal([InputState.Inactive, InputState.Active], bench.OtherChanges);
        Assert.Equal(DeviceCondition.Online, Assert.Single(bench.Reports, report => report.Device == "two").Condition);
    }

    [Theory]
    [InlineData(BusKind.ModbusTcp)]
    [InlineData(BusKind.ModbusRtu)]
    public void A_killed_server_leaves_inputs_unknown_until_it_is_back(BusKind kind)
    {
        using var bench = new BusBench(kind);
        bench.InputIs(InputState.Inactive);
        bench.KillServer();
        bench.InputIs(InputState.Unknown);
        bench.Reported("one", DeviceCondition.Offline);
        bench.Reported("two", DeviceCondition.Offline);
        bench.StartServer();
        bench.InputIs(InputState.Inactive);
        bench.Relay.Energise(_long);
        bench.Reads("coil 1 3", "1");
    }

    [Fact]
    public void An_order_during_an_outage_is_dropped_told_and_never_executed_late()
    {
        using var bench = new BusBench(BusKind.ModbusRtu);
        bench.InputIs(InputState.Inactive);
        bench.Say("mute 1");
        bench.Reported("one", DeviceCondition.Offline);
        bench.Relay.Energise(_long);
        Assert.True(bench.Relay.IsEnergised);
        bench.Reported("relay 3 could not be energised within 1 s");
        Assert.False(bench.Relay.IsEnergised);
        bench.Say("unmute 1");
        bench.Reported("one", DeviceCondition.Online, 2);
        bench.InputIs(InputState.Inactive);
        Assert.Equal("0", bench.Say("coil 1 3"));
    }

    [Theory]
    [InlineData(BusKind.ModbusTcp)]
    [InlineData(BusKind.ModbusRtu)]
    public void A_coil_that_somebody_left_on_is_rested(BusKind kind)
    {
        using var bench = new BusBench(kind);
        bench.InputIs(InputState.Inactive);
        bench.Say("set-coil 1 3 1");
        bench.Reads("coil 1 3", "0");

        // On while the board was away, too.
        bench.Say("mute 1");
        bench.Reported("one", DeviceCondition.Offline);
        bench.Say("set-coil 1 3 1");
        bench.Say("unmute 1");
        bench.Reads("coil 1 3", "0");
    }

    [Fact]
    public void Unplugged_and_plugged_again_the_line_is_found()
    {
        using var bench = new BusBench(BusKind.ModbusRtu);
        bench.InputIs(InputState.Inactive);
        bench.KillServer();
        bench.Unplug();
        bench.Reported("rs485", DeviceCondition.Offline);
        bench.Plug();
        bench.StartServer();
        bench.Reported("rs485", DeviceCondition.Online, 2);
        bench.InputIs(InputState.Inactive);
    }

    [Fact]
    public void A_bus_that_stops_rests_its_relays_first()
    {
        using var bench = new BusBench(BusKind.ModbusTcp);
        bench.Relay.Energise(_long);
        bench.Reads("coil 1 3", "1");
        bench.Stop();
        Assert.Equal("0", bench.Say("coil 1 3"));
        bench.One.Dispose();
    }

    [Fact]
    public void A_bus_that_stops_while_a_relay_may_be_on_says_so()
    {
        using var bench = new BusBench(BusKind.ModbusTcp);
        bench.Relay.Energise(_long);
        bench.Reads("coil 1 3", "1");
        bench.KillServer();
        bench.Reported("relay 3 may still be energised");
        bench.Stop();
        Assert.Contains("relay 3 may still be energised", Assert.Throws<BoardException>(bench.One.Dispose).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_command_rests_without_a_running_bus_and_tells_what_it_cannot()
    {
        using var bench = new BusBench(BusKind.ModbusTcp);
        bench.Stop();
        bench.Say("set-coil 1 3 1");
        bench.Say("set-coil 1 4 1");
        Assert.Empty(bench.One.RestAll([new RelayOptions { Board = "one", Pin = 3 }, new RelayOptions { Board = "one", Pin = 4,
            ActiveLow = true }]));
        Assert.Equal(("0", "1"), (bench.Say("coil 1 3"), bench.Say("coil 1 4")));

        var refused = Assert.Single(bench.One.RestAll([new RelayOptions { Board = "one", Pin = 200 }]));
        Assert.Contains("illegal data address", refused, StringComparison.Ordinal);
        bench.KillServer();
        Assert.Contains("127.0.0.1", Assert.Single(bench.One.RestAll([new RelayOptions { Board = "one", Pin = 3 }])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_come_too_late_move_nothing_and_the_bus_recovers()
    {
        using var bench = new BusBench(BusKind.ModbusTcp);
        bench.InputIs(InputState.Inactive);
        bench.Say("slow 450");
        bench.Reported("one", DeviceCondition.Offline);
        bench.Say("input 1 5 1");
        bench.Say("slow 0");
        bench.InputIs(InputState.Active);
        bench.Relay.Energise(_long);
        bench.Reads("coil 1 3", "1");
    }

    [Fact]
    public void Corrupted_bytes_cost_repetitions_and_nothing_else()
    {
        using var bench = new BusBench(BusKind.ModbusRtu, line => new NoisyStream(line, everyBytes: 150));
        for (var i = 0; i < 20; i++)
        {
            bench.InputIs(i % 2 == 0 ? InputState.Inactive : InputState.Active);
            bench.Relay.Energise(_long);
            bench.Reads("coil 1 3", "1");
            bench.Relay.Rest();
            bench.Reads("coil 1 3", "0");
            bench.Say($"input 1 5 {(i + 1) % 2}");
        }
    }
}
