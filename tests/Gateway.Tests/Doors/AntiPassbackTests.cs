using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class AntiPassbackTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1001)] };
    private static readonly Resident _li = new(new PersonId("p-2"), "Li") { Cards = [new HeldCard(1002)] };

    [Fact]
    public void Whoever_is_inside_comes_in_again_only_after_going_out()
    {
        using var bench = Yard(new AreaOptions { AntiPassback = AntiPassback.Hard });
        Pass(bench, 1001);
        bench.ReadCard(1001);
        AssertDenied(DenialReason.PassedBack, bench);
        Pass(bench, 1001, "exit-reader");
        bench.ReadCard(1001);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_card_for_which_the_door_was_not_opened_has_put_nobody_inside()
    {
        using var bench = Yard(new AreaOptions { AntiPassback = AntiPassback.Hard });
        bench.ReadCard(1001);
        bench.Advance(5);
        bench.ReadCard(1001);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal(0, bench.Whereabouts.CountIn("yard"));
    }

    [Fact]
    public void Soft_anti_passback_lets_in_and_says_so()
    {
        using var bench = Yard(new AreaOptions { AntiPassback = AntiPassback.Soft });
        Pass(bench, 1001);
        bench.ReadCard(1001);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal([false, true], bench.Happened.All.OfType<PassageGranted>().Select(g => g.PassedBack));
    }

    [Fact]
    public void While_a_reader_of_the_area_is_offline_hard_acts_as_soft()
    {
        using var bench = Yard(new AreaOptions { AntiPassback = AntiPassback.Hard });
        Pass(bench, 1001);
        bench.Ledger.Append(new DeviceLost("exit-reader", null));
        bench.ReadCard(1001);
        Assert.True(Assert.IsType<PassageGranted>(bench.Happened.All.OfType<PassageEvent>().Last()).PassedBack);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    [InlineData(-24)]
    public void Timed_anti_passback_lasts_its_minutes_whatever_the_wall_clock_does(int hours)
    {
        using var bench = Yard(new AreaOptions { AntiPassback = AntiPassback.Timed, AntiPassbackMinutes = 10 });
        Pass(bench, 1001);
        bench.Time.Step(TimeSpan.FromHours(hours));
        bench.Advance(599);
        bench.ReadCard(1001);
        AssertDenied(DenialReason.PassedBackTooSoon, bench);
        bench.Advance(1);
        bench.ReadCard(1001);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void Two_who_are_let_in_together_are_both_inside_once_the_door_has_opened()
    {
        using var bench = Yard(new AreaOptions { AntiPassback = AntiPassback.Hard }, new VerifyOptions { Need = Verification.TwoPersons });
        bench.ReadCard(1001);
        bench.ReadCard(1002);
        Assert.Equal(0, bench.Whereabouts.CountIn("yard"));
        bench.Open();
        bench.Close();
        Assert.Equal(["p-1", "p-2"], bench.Happened.All.OfType<PassageCompleted>().Select(c => c.Person));
        Assert.Equal(2, bench.Whereabouts.CountIn("yard"));
        foreach (var card in (ulong[])[1001, 1002])
        {
            bench.ReadCard(card);
            AssertDenied(DenialReason.PassedBack, bench);
        }
    }

    [Fact]
    public void A_full_area_takes_somebody_in_once_somebody_has_left()
    {
        using var bench = Yard(new AreaOptions { Limit = 1 });
        Pass(bench, 1001);
        bench.ReadCard(1002);
        AssertDenied(DenialReason.AreaFull, bench);
        Pass(bench, 1001, "exit-reader");
        bench.ReadCard(1002);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    private static DoorBench Yard(AreaOptions area, params VerifyOptions[] verify)
    {
        var bench = new DoorBench(door => [door with { To = "yard", Verify = verify }],
            site => site with
            {
                Areas = [area with { Id = "yard" }],
                Readers = [new ReaderOptions { Id = "reader", Board = "box" }, new ReaderOptions { Id = "exit-reader", Board = "box" }],
            });
        bench.Enrol(_wang, _li);
        return bench;
    }

    private static void Pass(DoorBench bench, ulong card, string reader = "reader")
    {
        bench.ReadCard(card, reader: reader);
        bench.Open();
        bench.Close();
    }

    private static void AssertDenied(DenialReason reason, DoorBench bench)
    {
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal(reason, Assert.IsType<PassageDenied>(bench.Happened.All[^1]).Reason);
    }
}
