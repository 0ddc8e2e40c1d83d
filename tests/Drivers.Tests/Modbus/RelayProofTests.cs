using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Tests.Support;
using static Zhuhui.Edge.Drivers.Tests.Modbus.UnwillingBoardTests;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>What a relay's proof is worth: whatever its board does, and where the board refuses to tell.</summary>
public sealed class RelayProofTests
{
    private readonly UnwillingBench _bench = new();

    private IRelay Relay => _bench.Relay;

    /// <summary>Whatever is ordered and whatever goes wrong, at any moment. A coil that moves by itself is found out by the next read, or
    /// counts for nothing once the board is lost.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_relay_is_confirmed_only_where_its_coil_is_really_so(bool activeLow)
    {
        var step = Gen.OneOf(
            Gen.Int[1, 60].Select(n => (Name: "energise", Ms: n * 100)),
            Gen.Int[1, 30].Select(n => (Name: "serve", Ms: n * 100)),
            Gen.Int[1, 9].Select(n => (Name: "serve", Ms: n * 10)),
            Gen.Const((Name: "rest", Ms: 0)),
            Gen.Const((Name: "restart", Ms: 0)),
            Gen.Const((Name: "another hand", Ms: 0)),
            Gen.Enum<Board>().Select(kind => (Name: kind.ToString(), Ms: 0)));
        step.Array[1, 40].Sample(
            steps =>
            {
                var bench = new UnwillingBench(activeLow);
                var (isUnseen, isToldToRest) = (false, true);
                bench.CoilRead += () => isUnseen = false;
                foreach (var (name, ms) in steps)
                {
                    switch (name)
                    {
                        case "energise":
                            bench.Relay.Energise(TimeSpan.FromMilliseconds(ms));
                            isToldToRest = false;
                            break;
                        case "rest":
                            bench.Relay.Rest();
                            isToldToRest = true;
                            break;
                        case "restart":
                            isUnseen |= bench.Coil;
                            bench.Coil = false;
                            break;
                        case "another hand":
                            (bench.Coil, isUnseen) = (!bench.Coil, true);
                            break;
                        case "serve":
                            for (var left = ms; left > 0; left -= 10)
                            {
                                bench.Serve(10);
                                Judge();
                            }

                            break;
                        default:
                            bench.Kind = Enum.Parse<Board>(name);
                            break;
                    }

                    Judge();
                }

                bench.Kind = Board.Works;
                bench.Relay.Energise(TimeSpan.FromSeconds(60));
                bench.Serve(2000);
                Assert.True(bench.Relay.IsConfirmed && bench.Coil != activeLow);

                void Judge()
                {
                    var relay = bench.Relay;
                    if (relay.IsConfirmed && !isUnseen && (relay.IsEnergised || isToldToRest))
                    {
                        Assert.Equal(relay.IsEnergised, bench.Coil != activeLow);
                    }

                    Assert.False(relay.IsConfirmed && relay.Obstacle is not null);
                }
            },
            iter: FastTests.Cases(1000),
            threads: 1);
    }

    /// <summary>As a fire or an order to hold open has it: a lease that is renewed before it ends.</summary>
    [Theory]
    [InlineData(Board.RefusesReads, 1000, false)]
    [InlineData(Board.RefusesReads, 10_000, false)]
    [InlineData(Board.RefusesReads, 10_000, true)]
    [InlineData(Board.Works, 10_000, false)]
    public void A_lease_holds_its_relay_whether_the_board_tells_what_it_does_or_not(Board kind, int renewEveryMs, bool fromTheFirst)
    {
        _bench.Kind = fromTheFirst ? kind : Board.Works;
        Relay.Energise(TimeSpan.FromSeconds(60));
        _bench.Serve(300);
        _bench.Kind = kind;
        for (var ms = 0; ms < 40_000; ms += 100)
        {
            if (ms % renewEveryMs == 0)
            {
                Relay.Energise(TimeSpan.FromSeconds(60));
            }

            _bench.Serve(100);
            Assert.True(_bench.Coil, $"the relay fell after {ms} ms");
        }

        Assert.Equal(kind == Board.Works, Relay.IsConfirmed);
        Relay.Rest();
        _bench.Serve(300);
        Assert.False(_bench.Coil);
    }

    /// <summary>Nobody sees it: a board that restarted, or another hand.</summary>
    [Fact]
    public void A_relay_that_its_board_does_not_tell_of_is_written_anew_each_second()
    {
        _bench.Kind = Board.RefusesReads;
        Relay.Energise(TimeSpan.FromSeconds(60));
        _bench.Serve(300);
        _bench.Coil = false;
        _bench.Serve(1500);
        Assert.True(_bench.Coil);
        Relay.Rest();
        _bench.Serve(300);
        _bench.Coil = true;
        _bench.Serve(1500);
        Assert.False(_bench.Coil);
        Assert.InRange(_bench.Writes.Count, 4, 8);
    }

    [Fact]
    public void A_board_that_refuses_to_tell_what_its_relays_do_is_impaired_until_it_does()
    {
        _bench.Kind = Board.RefusesReads;
        _bench.Serve(5000);
        const string Withheld = "it refuses to tell what its relays do (exception 1: illegal function)";
        Assert.Single(_bench.Reports, report => report is { Condition: DeviceCondition.Impaired, Detail: Withheld });
        _bench.Kind = Board.Works;
        _bench.Serve(500);
        Assert.Equal(new DeviceReport("box", DeviceCondition.Mended, "it tells what its relays do again"), _bench.Reports[^1]);
        _bench.Kind = Board.Gone;
        _bench.Serve(5000);
        _bench.Kind = Board.RefusesReads;
        _bench.Serve(5000);
        Assert.Equal(2, _bench.Reports.Count(report => report.Detail == Withheld));
    }
}
