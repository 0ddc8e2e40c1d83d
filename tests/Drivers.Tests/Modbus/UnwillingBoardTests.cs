using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>What a relay says of itself at a board that refuses, is silent, stuck or gone: on a fake clock, with the board's coil in the
/// test's hand.</summary>
public sealed class UnwillingBoardTests
{
    private const int Pin = 2;

    /// <summary>How a board takes a write.</summary>
    public enum Board
    {
        Works,

        /// <summary>Exception 1 to "write one coil" alone.</summary>
        KnowsSeveralCoilsOnly,

        /// <summary>Exception 1 to both ways.</summary>
        Refuses,

        /// <summary>Exception 4.</summary>
        Fails,

        /// <summary>No answer to writes; reads are answered.</summary>
        SilentToWrites,

        /// <summary>Says that it is done, and moves nothing.</summary>
        Echoes,

        /// <summary>No answer to anything.</summary>
        Gone,
    }

    private readonly FakeTimeProvider _time = new();
    private readonly List<DeviceReport> _reports = [];
    private readonly List<ModbusFunction> _writes = [];
    private readonly ModbusBoard _board;
    private readonly IRelay _relay;
    private Board _kind = Board.Works;
    private bool _coil;

    public UnwillingBoardTests()
    {
        var bus = new ModbusBus(new BusOptions { Id = "bus" }, [new BoardOptions { Id = "box" }], _time, _reports.Add,
            _ => throw new IOException("no line"));
        _board = bus.Boards[0];
        _relay = _board.OpenRelay(new RelayOptions { Board = "box", Pin = Pin });
        Serve(500);
    }

    [Theory]
    [InlineData(Board.Works)]
    [InlineData(Board.KnowsSeveralCoilsOnly)]
    public void An_order_is_confirmed_once_the_coil_was_read_back(Board kind)
    {
        _kind = kind;
        _relay.Energise(TimeSpan.FromSeconds(5));
        Assert.False(_relay.IsConfirmed);
        Serve(300);
        Assert.True(_coil);
        Assert.True(_relay.IsConfirmed);
        Assert.Null(_relay.Obstacle);
        _relay.Rest();
        Assert.False(_relay.IsConfirmed);
        Serve(300);
        Assert.False(_coil);
        Assert.True(_relay.IsConfirmed);
    }

    [Theory]
    [InlineData(Board.Refuses, "its board answers 'illegal function' to the order")]
    [InlineData(Board.Fails, "its board answers 'device failure' to the order")]
    [InlineData(Board.Echoes, "its board says that it is done, and the relay has not moved")]
    [InlineData(Board.Gone, "its board does not answer")]
    [InlineData(Board.SilentToWrites, null)]
    public void An_order_that_is_not_carried_out_is_never_confirmed_and_what_stands_in_the_way_is_said(Board kind, string? obstacle)
    {
        _kind = kind;
        _relay.Energise(TimeSpan.FromSeconds(5));
        for (var ms = 0; ms < 6000; ms += 100)
        {
            Serve(100);
            Assert.False(_relay.IsConfirmed);
            Assert.Equal(ms is > 1000 and < 4900 ? obstacle ?? _relay.Obstacle : _relay.Obstacle, _relay.Obstacle);
        }

        _kind = Board.Works;
        Serve(3000);
        Assert.False(_coil);
        _relay.Energise(TimeSpan.FromSeconds(5));
        Serve(2000);
        Assert.True(_coil && _relay.IsConfirmed);
    }

    [Fact]
    public void A_board_that_does_not_know_one_way_of_writing_is_asked_the_other_at_once_and_from_then_on()
    {
        _kind = Board.KnowsSeveralCoilsOnly;
        _relay.Energise(TimeSpan.FromSeconds(5));
        Serve(100);
        Assert.True(_coil);
        Assert.Equal([ModbusFunction.WriteSingleCoil, ModbusFunction.WriteMultipleCoils], _writes[^2..]);
        var before = _writes.Count;
        _relay.Rest();
        Serve(100);
        Assert.Equal([ModbusFunction.WriteMultipleCoils], _writes[before..]);
    }

    [Fact]
    public void A_pulse_that_ended_stays_confirmed_until_the_next_order()
    {
        _relay.Energise(TimeSpan.FromSeconds(1));
        Serve(300);
        Assert.True(_relay.IsConfirmed);
        Serve(2000);
        Assert.False(_coil);
        Assert.True(_relay.IsConfirmed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rest_is_confirmed_at_a_board_that_is_gone_where_the_relay_was_seen_at_rest_and_never_told_otherwise(bool isTold)
    {
        Assert.True(_relay is { IsEnergised: false });
        if (isTold)
        {
            _relay.Energise(TimeSpan.FromSeconds(60));
            Serve(300);
        }

        _kind = Board.Gone;
        Serve(5000);
        _relay.Energise(TimeSpan.FromSeconds(5));
        Serve(5000);
        Assert.False(_relay.IsConfirmed);
        _relay.Rest();
        Serve(5000);
        Assert.Equal(!isTold, _relay.IsConfirmed);
        _kind = Board.Works;
        Serve(2000);
        Assert.True(_relay.IsConfirmed);
        Assert.False(_coil);
    }

    [Fact]
    public void A_relay_that_another_hand_moves_is_moved_back_and_told()
    {
        _relay.Energise(TimeSpan.FromSeconds(60));
        Serve(300);
        _coil = false;
        Serve(300);
        Assert.True(_coil);
        Assert.Contains(_reports, report => report.Detail == "relay 2 was put at rest by another hand and is energised again");
        _relay.Rest();
        Serve(300);
        _coil = true;
        Serve(300);
        Assert.False(_coil);
        Assert.Contains(_reports, report => report.Detail == "relay 2 was energised by another hand and is put at rest");
    }

    private void Serve(int ms)
    {
        for (var left = ms; left > 0; left -= 10)
        {
            for (var i = 0; i < 20 && Next() is { } request; i++)
            {
                _board.Agenda.Handle(request, Answer(request));
            }

            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    private ModbusRequest? Next()
    {
        _board.Agenda.Apply();
        return _board.Agenda.NextWrite() ?? _board.Agenda.NextPoll();
    }

    private ModbusReply Answer(ModbusRequest request)
    {
        if (_kind == Board.Gone)
        {
            return ModbusReply.Silent;
        }

        if (request.Function == ModbusFunction.ReadCoils)
        {
            return new ModbusReply(ModbusOutcome.Done, new[] { _coil ? (byte)1 : (byte)0 });
        }

        if (request.Function is not (ModbusFunction.WriteSingleCoil or ModbusFunction.WriteMultipleCoils))
        {
            return new ModbusReply(ModbusOutcome.Done);
        }

        _writes.Add(request.Function);
        var isSingle = request.Function == ModbusFunction.WriteSingleCoil;
        switch (_kind)
        {
            case Board.KnowsSeveralCoilsOnly when isSingle:
            case Board.Refuses:
                return new ModbusReply(ModbusOutcome.Refused, Exception: 1);
            case Board.Fails:
                return new ModbusReply(ModbusOutcome.Refused, Exception: 4);
            case Board.SilentToWrites:
                return ModbusReply.Silent;
            case Board.Works or Board.KnowsSeveralCoilsOnly:
                _coil = isSingle ? request.Value != 0 : (request.Pdu[6] & 1) != 0;
                break;
        }

        return new ModbusReply(ModbusOutcome.Done);
    }
}
