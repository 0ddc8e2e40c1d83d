using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Tests.Support.Modbus;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>Boards that speak otherwise than the specification's example: on real sockets.</summary>
public sealed class ModbusDialectTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(BusKind.ModbusTcp, 0)]
    [InlineData(BusKind.ModbusTcp, 1)]
    [InlineData(BusKind.ModbusTcp, 2)]
    [InlineData(BusKind.ModbusRtuOverTcp, 0)]
    [InlineData(BusKind.ModbusRtuOverTcp, 1)]
    public void Relays_are_driven_and_inputs_seen_whether_the_server_keeps_its_connection_or_closes_it_after_each_answer(BusKind kind,
        int closesAfter)
    {
        using var bus = new ScriptedBus(kind, script: board => board.ClosesAfter = closesAfter);
        bus.Is(() => bus.Input.State == InputState.Inactive, "the input is not seen");
        for (var i = 0; i < 5; i++)
        {
            bus.Relay.Energise(_long);
            bus.Is(() => bus.Relay.IsConfirmed && bus.There.Coils[3], "the relay is not energised");
            bus.There.Inputs[5] = i % 2 == 0;
            bus.Is(() => bus.Input.State == (i % 2 == 0 ? InputState.Active : InputState.Inactive), "the input's change is not seen");
            bus.Relay.Rest();
            bus.Is(() => bus.Relay.IsConfirmed && !bus.There.Coils[3], "the relay is not at rest");
        }

        Assert.DoesNotContain(bus.Reports, report => report.Condition == DeviceCondition.Offline);
        Assert.True(bus.Reports.Count <= 3, string.Join("; ", bus.Reports));
        Assert.Equal(closesAfter == 1 ? 1 : 0, bus.Reports.Count(report => report.Detail?.StartsWith("it closes its connection after each",
            StringComparison.Ordinal) == true));
        if (closesAfter > 0)
        {
            Assert.True(bus.There.Connections > 10);
        }
    }

    /// <summary>Some answer what they do not know after half a second, and doors wait for it.</summary>
    [Theory]
    [InlineData(BusKind.ModbusTcp)]
    [InlineData(BusKind.ModbusRtuOverTcp)]
    public void A_board_is_asked_for_what_it_drives_and_for_nothing_else_least_of_all_who_it_is(BusKind kind)
    {
        using var bus = new ScriptedBus(kind, new BoardOptions { Watchdog = new WatchdogOptions { Register = 8 } });
        bus.Is(() => bus.Input.State == InputState.Inactive, "the input is not seen");
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed, "the relay is not energised");
        bus.There.IsOnline = false;
        bus.Is(() => bus.Input.State == InputState.Unknown, "the board is not lost");
        bus.There.IsOnline = true;
        bus.Is(() => bus.Input.State == InputState.Inactive && bus.Relay.IsConfirmed, "the board is not found again");
        byte[] asked = [.. bus.There.Asked.Distinct().Order()];
        Assert.All(asked, function => Assert.Contains(function, (byte[])[1, 2, 3, 5, 6, 15, 16]));
        Assert.Contains((byte)1, asked);
    }

    [Fact]
    public void A_server_that_closes_before_it_has_answered_is_lost_and_is_not_hammered()
    {
        using var bus = new ScriptedBus(script: board =>
        {
            board.ClosesAfter = 1;
            board.Instead = pdu => throw new ObjectDisposedException("the board hangs up");
        });
        bus.Is(() => bus.Reports.Any(report => report is { Device: "bus", Condition: DeviceCondition.Offline }), "the bus is not lost");
        bus.There.Instead = null;
        bus.There.ClosesAfter = 0;
        bus.Is(() => bus.Input.State == InputState.Inactive, "it is not found again");
        Assert.True(bus.There.Connections < 10, $"{bus.There.Connections} connections");
    }

    [Fact]
    public void A_closing_server_that_goes_away_is_lost_and_its_relay_is_not_said_to_be_energised()
    {
        using var bus = new ScriptedBus(script: board => board.ClosesAfter = 1);
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed, "the relay is not energised");
        bus.There.IsOnline = false;
        bus.Is(() => bus.Input.State == InputState.Unknown && !bus.Relay.IsConfirmed, "the board is not lost");
        bus.There.IsOnline = true;
        bus.Is(() => bus.Input.State == InputState.Inactive && bus.Relay.IsConfirmed, "the board is not found again");
    }

    public static TheoryData<RelayRegisterOptions, int> Registers => new()
    {
        { new RelayRegisterOptions { Base = 1 }, 4 },
        { new RelayRegisterOptions { Base = 1, On = 0x0100, Off = 0x0200, ReadsOn = 1, ReadsOff = 0 }, 4 },
        { new RelayRegisterOptions { On = 0, Off = 1 }, 3 },
    };

    [Theory]
    [MemberData(nameof(Registers))]
    public void Relays_that_are_holding_registers_are_written_and_read_back_by_their_own_values(RelayRegisterOptions registers,
        int register)
    {
        using var bus = new ScriptedBus(
            board: new BoardOptions { RelayRegisters = registers },
            script: board =>
            {
                board.Keeps = registers.ReadsOn is null ? null : value => (ushort)(value == registers.On ? 1 : 0);
                Array.Fill(board.Registers, (ushort)(registers.ReadsOff ?? registers.Off));
            });
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed && bus.There.Registers[register] == (registers.ReadsOn ?? registers.On), "it is not energised");
        Assert.Equal(registers.ReadsOff ?? registers.Off, bus.There.Registers[register + 1]);
        bus.Other.Energise(_long);
        bus.Is(() => bus.Other.IsConfirmed && bus.There.Registers[register + 1] == (registers.ReadsOn ?? registers.On), "nor the other");
        bus.Relay.Rest();
        bus.Other.Rest();
        bus.Is(() => bus.Relay.IsConfirmed && bus.There.Registers[register] == (registers.ReadsOff ?? registers.Off), "it is not at rest");
        Assert.DoesNotContain((byte)1, bus.There.Asked);
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed, "it is not energised again");
        Assert.Empty(bus.Here.RestAll([new RelayOptions { Board = "box", Pin = 3 }]));
    }

    /// <summary>The rest command has no loop behind it, and no other look at the board.</summary>
    [Theory]
    [InlineData(BoardMood.Works, null)]
    [InlineData(BoardMood.Echoes, "the board says that it is done, and the relay has not moved")]
    [InlineData(BoardMood.RefusesWrites, "it answers 'illegal function'")]
    [InlineData(BoardMood.SilentToWrites, "unit 1 does not answer")]
    public void The_rest_command_rests_what_it_has_seen_at_rest_and_knows_a_boards_other_way(BoardMood mood, string? why)
    {
        using var board = new ModbusTcpBoard { Mood = mood };
        board.Coils[3] = true;
        board.Instead = mood != BoardMood.Works ? null : pdu => pdu[0] == 5 ? [0x85, 1]
            : pdu[0] == 1 && pdu[4] != 8 ? [0x81, 3] : board.Do(pdu);
        var bus = new ModbusBus(new BusOptions { Id = "bus", Kind = BusKind.ModbusTcp, Host = "127.0.0.1", Port = board.Port },
            [new BoardOptions { Id = "box", Kind = BoardKind.Modbus, Bus = "bus" }], TimeProvider.System, static _ => { });
        var failures = bus.Boards[0].RestAll([new RelayOptions { Board = "box", Pin = 3 }]);
        Assert.Equal(why is null ? 0 : 1, failures.Count);
        Assert.All(failures, failure => Assert.Contains(why!, failure, StringComparison.Ordinal));
        Assert.Equal(why is not null, board.Coils[3]);
    }

    [Fact]
    public void A_register_that_reads_neither_value_proves_nothing_and_is_told_once()
    {
        using var bus = new ScriptedBus(board: new BoardOptions { RelayRegisters = new RelayRegisterOptions { On = 0x100, Off = 0x200 } });
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed, "it is not energised");
        bus.There.Keeps = _ => 7;
        bus.Relay.Energise(_long);
        bus.There.Registers[3] = 7;
        bus.Is(() => bus.Relay is { IsConfirmed: false, Obstacle: "its register reads 7, which is neither on nor off" }, "nothing is said");
        var answers = bus.There.Answers;
        bus.Is(() => bus.There.Answers > answers + 20, "it is not asked any more");
        Assert.Equal(1, bus.Reports.Count(report => report.Detail?.StartsWith("relay 3: its register reads 7", StringComparison.Ordinal)
            == true));
    }

    [Fact]
    public void Registers_that_only_a_write_of_several_reaches_are_written_so()
    {
        using var bus = new ScriptedBus(board: new BoardOptions { RelayRegisters = new RelayRegisterOptions() }, script: board =>
            board.Instead = pdu => pdu[0] == 6 ? [0x86, 1] : board.Do(pdu));
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed && bus.There.Registers[3] == 1, "the relay is not energised");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_board_that_knows_only_reads_of_all_it_has_is_read_so(byte exception)
    {
        using var bus = new ScriptedBus(script: board => board.Instead = pdu => pdu[0] is 1 or 2
            && (pdu[1] << 8 | pdu[2], pdu[3] << 8 | pdu[4]) != (0, 8) ? [(byte)(pdu[0] | 0x80), exception] : board.Do(pdu));
        bus.Is(() => bus.Input.State == InputState.Inactive, "the input is not seen");
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed, "the relay is not read back");
        bus.There.Inputs[5] = true;
        bus.Is(() => bus.Input.State == InputState.Active, "the input's change is not seen");
    }

    /// <summary>The fire contact may be among them.</summary>
    [Fact]
    public void A_board_that_refuses_to_tell_how_its_inputs_stand_is_impaired_until_it_does_and_one_refusal_is_none()
    {
        using var bus = new ScriptedBus();
        bus.Is(() => bus.Input.State == InputState.Inactive, "the input is not seen");
        var refusals = 1;
        bus.There.Instead = pdu => pdu[0] == 2 && refusals-- > 0 ? [0x82, 6] : bus.There.Do(pdu);
        var answers = bus.There.Answers;
        bus.Is(() => bus.There.Answers > answers + 20, "it is not asked any more");
        Assert.DoesNotContain(bus.Reports, report => report.Condition == DeviceCondition.Impaired);
        refusals = int.MaxValue;
        bus.Is(() => bus.Reports.Any(report => report is
        {
            Condition: DeviceCondition.Impaired,
            Detail: "it refuses to tell how its inputs stand (exception 6: device busy)"
        }), "it is not impaired");
        Assert.Equal(InputState.Unknown, bus.Input.State);
        bus.There.Instead = null;
        bus.Is(() => bus.Reports.Any(report => report.Condition == DeviceCondition.Mended), "it is not mended");
        bus.Is(() => bus.Input.State == InputState.Inactive, "the input is not seen again");
    }

    [Fact]
    public void A_board_is_never_asked_who_it_is()
    {
        using var bus = new ScriptedBus();
        bus.Relay.Energise(_long);
        bus.Is(() => bus.Relay.IsConfirmed && bus.There.Answers > 50, "the relay is not energised");
        Assert.Equal([1, 2, 5], bus.There.Asked.Select(asked => (int)asked).Distinct().Order().ToArray());
    }

    [Fact]
    public void A_relay_that_was_stuck_takes_the_next_order_as_soon_as_its_board_moves_it()
    {
        using var bus = new ScriptedBus(script: board => board.Mood = BoardMood.Echoes);
        for (var i = 0; i < 5; i++)
        {
            bus.There.Mood = BoardMood.Echoes;
            bus.Relay.Energise(_long);
            bus.Is(() => bus.There.Asked.Count(asked => asked == 5) > 5 * (i + 1), "it is not asked again");
            bus.Relay.Rest();
            bus.There.Mood = BoardMood.Works;
            bus.Relay.Energise(_long);
            bus.Is(() => bus.Relay.IsConfirmed && bus.There.Coils[3], "it is not energised");
            bus.Relay.Rest();
            bus.Is(() => bus.Relay.IsConfirmed && !bus.There.Coils[3], "it is not at rest");
        }
    }

    [Fact]
    public void A_relay_that_is_stuck_is_asked_again_and_not_as_fast_as_the_wire_goes()
    {
        using var bus = new ScriptedBus(script: board => board.Coils[3] = true);
        bus.There.Mood = BoardMood.Echoes;
        bus.There.Coils[3] = true;
        bus.Is(() => bus.There.Asked.ToArray().Count(asked => asked == 1) > 40, "it is not polled");
        var asked = bus.There.Asked.ToArray();
        Assert.True(asked.Count(one => one == 5) < asked.Count(one => one == 1) / 2, string.Join(' ', asked));
    }
}
