using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>10,000 random fault cases in two halves: what readers deliver late, and what operators' commands go through on their
/// way.</summary>
public sealed class NothingStaleTests
{
    private static readonly int _readCases = FastTests.Cases(5000);
    private static readonly int _commandCases = FastTests.Cases(5000);

    /// <summary>Reads of any age, as a reader gives them that was away and had queued them, some twice.</summary>
    [Fact]
    public void In_5000_random_reads_none_that_is_stale_opens_and_each_is_recorded_once()
    {
        using var bench = new DoorBench();
        var random = new Random(20261122);
        bench.Enrol(new Resident(new PersonId("wang"), "Wang")
        {
            Cards = [.. Enumerable.Range(1, _readCases)
            .Select(n => new HeldCard((ulong)n))]
        });
        var expected = new Dictionary<string, (int Times, bool Fresh)>();
        for (var card = 1; card <= _readCases;)
        {
            for (var i = random.Next(1, 20); i > 0 && card <= _readCases; i--, card++)
            {
                var age = random.Next(4) switch
                {
                    0 => 2000 + random.Next(-3, 4),
                    1 => random.Next(0, 2000),
                    2 => random.Next(2001, 3_600_000),
                    _ => -random.Next(1, 5000),
                };
                var times = random.Next(10) == 0 ? 2 : 1;
                for (var n = 0; n < times; n++)
                {
                    bench.ReadCard((ulong)card, TimeSpan.FromMilliseconds(age));
                }

                expected[new CardNumber((ulong)card).ToString()] = (times, age is >= 0 and <= 2000);
            }

        }

        var recorded = bench.Happened.All.OfType<PassageEvent>().ToLookup(e => e switch
        {
            PassageGranted granted => granted.Card,
            PassageDenied denied => denied.Card,
            _ => null,
        });
        foreach (var (card, (times, fresh)) in expected)
        {
            Assert.Equal(times, recorded[card].Count());
            Assert.All(recorded[card], e => Assert.True(fresh ? e is PassageGranted : e is PassageDenied { Reason: DenialReason.Stale },
                $"card {card}: {e}"));
        }
    }

    [Fact]
    public void A_card_whose_grant_waited_for_a_disk_that_hung_opens_nothing_any_more()
    {
        using var bench = new DoorBench();
        bench.Enrol(new Resident(new PersonId("wang"), "Wang") { Cards = [new HeldCard(1)] });
        bench.Ledger.Appended += HangOnce;
        var opened = false;
        bench.RelayAt().Moved += () => opened |= bench.RelayAt().IsEnergised;
        bench.ReadCard(1);
        Assert.Equal((false, "locked"), (opened, bench.Door.State));

        // The grant is on record; that nobody was let in by it stands behind it, by the same rules.
        var (granted, denied) = (Assert.IsType<PassageGranted>(bench.Happened.All[0]), Assert.IsType<PassageDenied>(bench.Happened.All[1]));
        Assert.Equal(2, bench.Happened.All.Count);
        Assert.Equal((DenialReason.Stale, "wang", granted.Card), (denied.Reason, denied.Person, denied.Card));
        Assert.InRange(denied.Facts.Factors[0].AgeMs, 3000, 3100);
        Assert.Contains(("reader", ReaderSignal.Denied), bench.Signals);

        // The next one opens as ever.
        bench.ReadCard(1);
        Assert.True(opened);

        void HangOnce(GatewayEvent happened)
        {
            bench.Ledger.Appended -= HangOnce;
            bench.Time.Advance(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public void A_grant_that_waited_for_the_disk_releases_for_what_is_left_of_its_time()
    {
        using var bench = new DoorBench();
        bench.Enrol(new Resident(new PersonId("wang"), "Wang") { Cards = [new HeldCard(1)] });
        bench.Ledger.Appended += _ => bench.Time.Advance(TimeSpan.FromSeconds(1.5));
        bench.ReadCard(1);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Time.Advance(TimeSpan.FromSeconds(3.4));
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void An_operator_s_unlock_that_waited_behind_a_disk_that_hung_is_refused_and_not_carried_out_late()
    {
        using var bench = new DoorBench();
        bench.Door.Post(bench.UnlockOf("c-1"));
        bench.Time.Advance(CommandLifetime.Unlock);
        bench.Run();
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal(CommandRules.Words(CommandRefusal.Expired), Assert.IsType<CommandRefused>(Assert.Single(bench.Happened.All)).Because);
    }

    /// <summary>Commands that are late, early, doubled, overtaken, retained or without an end, while the gateway's clock is put forward and
    /// back and it is killed in between. True ages are known to the test alone.</summary>
    [Fact]
    public void In_5000_random_deliveries_no_command_that_is_stale_or_doubled_is_carried_out_and_each_is_recorded_once()
    {
        var (cases, carriedOut) = (0, 0);
        for (var seed = 0; cases < _commandCases; seed++)
        {
            using var world = new CommandWorld(seed);
            cases += world.Run(deliveries: 100);
            carriedOut += world.CarriedOut;
        }

        Assert.Equal(_commandCases, cases);
        Assert.True(carriedOut > _commandCases / 10, $"only {carriedOut} were carried out: nothing would be proved");
    }
}
