using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>What a relay says of itself at a board that refuses, is silent, stuck or gone: on a fake clock, with the board's coil in the
/// test's hand.</summary>
public sealed class UnwillingBoardTests
{
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

        /// <summary>Does as it is told, and answers exception 1 to a read of its coils.</summary>
        RefusesReads,

        /// <summary>No answer to writes; reads are answered.</summary>
        SilentToWrites,

        /// <summary>Says that it is done, and moves nothing.</summary>
        Echoes,

        /// <summary>Does as it is told, and its answers are spoiled on the wire.</summary>
        Spoils,

        /// <summary>No answer to anything.</summary>
        Gone,
    }

    private readonly UnwillingBench _bench = new();

    private IRelay Relay => _bench.Relay;

    [Theory]
    [InlineData(Board.Works)]
    [InlineData(Board.KnowsSeveralCoilsOnly)]
    public void An_order_is_confirmed_once_the_coil_was_read_back(Board kind)
    {
        _bench.Kind = kind;
        Relay.Energise(TimeSpan.FromSeconds(5));
        Assert.False(Relay.IsConfirmed);
        _bench.Serve(300);
        Assert.True(_bench.Coil);
        Assert.True(Relay.IsConfirmed);
        Assert.Null(Relay.Obstacle);
        Relay.Rest();
        Assert.False(Relay.IsConfirmed);
        _bench.Serve(300);
        Assert.False(_bench.Coil);
        Assert.True(Relay.IsConfirmed);
    }

    [Theory]
    [InlineData(Board.Refuses, "its board answers 'illegal function' to the order")]
    [InlineData(Board.Fails, "its board answers 'device failure' to the order")]
    [InlineData(Board.Echoes, "its board says that it is done, and the relay has not moved")]
    [InlineData(Board.Gone, "its board does not answer")]
    [InlineData(Board.RefusesReads, "its board refuses to tell what its relays do (exception 1: illegal function)")]
    [InlineData(Board.SilentToWrites, null)]
    public void An_order_that_is_not_carried_out_is_never_confirmed_and_what_stands_in_the_way_is_said(Board kind, string? obstacle)
    {
        _bench.Kind = kind;
        Relay.Energise(TimeSpan.FromSeconds(5));
        for (var ms = 0; ms < 6000; ms += 100)
        {
            _bench.Serve(100);
            Assert.False(Relay.IsConfirmed);
            Assert.Equal(ms is > 1000 and < 4900 ? obstacle ?? Relay.Obstacle : Relay.Obstacle, Relay.Obstacle);
        }

        _bench.Kind = Board.Works;
        _bench.Serve(3000);
        Assert.False(_bench.Coil);
        Relay.Energise(TimeSpan.FromSeconds(5));
        _bench.Serve(2000);
        Assert.True(_bench.Coil && Relay.IsConfirmed);
    }

    [Fact]
    public void A_board_that_does_not_know_one_way_of_writing_is_asked_the_other_at_once_and_from_then_on()
    {
        _bench.Kind = Board.KnowsSeveralCoilsOnly;
        Relay.Energise(TimeSpan.FromSeconds(5));
        _bench.Serve(100);
        Assert.True(_bench.Coil);
        Assert.Equal([ModbusFunction.WriteSingleCoil, ModbusFunction.WriteMultipleCoils], _bench.Writes[^2..]);
        var before = _bench.Writes.Count;
        Relay.Rest();
        _bench.Serve(100);
        Assert.Equal([ModbusFunction.WriteMultipleCoils], _bench.Writes[before..]);
    }

    [Fact]
    public void A_pulse_that_ended_stays_confirmed_until_the_next_order()
    {
        Relay.Energise(TimeSpan.FromSeconds(1));
        _bench.Serve(300);
        Assert.True(Relay.IsConfirmed);
        _bench.Serve(2000);
        Assert.False(_bench.Coil);
        Assert.True(Relay.IsConfirmed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rest_is_confirmed_at_a_board_that_is_gone_where_the_relay_was_seen_at_rest_and_never_told_otherwise(bool isTold)
    {
        Assert.True(Relay is { IsEnergised: false });
        if (isTold)
        {
            Relay.Energise(TimeSpan.FromSeconds(60));
            _bench.Serve(300);
        }

        _bench.Kind = Board.Gone;
        _bench.Serve(5000);
        Relay.Energise(TimeSpan.FromSeconds(5));
        _bench.Serve(5000);
        Assert.False(Relay.IsConfirmed);
        Relay.Rest();
        _bench.Serve(5000);
        Assert.Equal(!isTold, Relay.IsConfirmed);
        _bench.Kind = Board.Works;
        _bench.Serve(2000);
        Assert.True(Relay.IsConfirmed);
        Assert.False(_bench.Coil);
    }

    [Fact]
    public void A_relay_that_another_hand_moves_is_moved_back_and_told()
    {
        Relay.Energise(TimeSpan.FromSeconds(60));
        _bench.Serve(300);
        _bench.Coil = false;
        _bench.Serve(300);
        Assert.True(_bench.Coil);
        Assert.Contains(_bench.Reports, report => report.Detail == "relay 2 was put at rest by another hand and is energised again");
        Relay.Rest();
        _bench.Serve(300);
        _bench.Coil = true;
        _bench.Serve(300);
        Assert.False(_bench.Coil);
        Assert.Contains(_bench.Reports, report => report.Detail == "relay 2 was energised by another hand and is put at rest");
    }
}
