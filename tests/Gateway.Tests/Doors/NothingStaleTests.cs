using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Tests.Projections;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>10,000 random fault cases in two halves: what readers deliver late, and what operators' commands go through on their
/// way.</summary>
public sealed class NothingStaleTests
{
    private const int ReadCases = 5000;
    private const int CommandCases = 5000;

    /// <summary>Reads of any age, as a reader gives them that was away and had queued them, some twice.</summary>
    [Fact]
    public void In_5000_random_reads_none_that_is_stale_opens_and_each_is_recorded_once()
    {
        using var bench = new DoorBench();
        var random = new Random(20261122);
        bench.Enrol(new Resident(new PersonId("wang"), "Wang")
        {
            Cards = [.. Enumerable.Range(1, ReadCases)
            .Select(n => new HeldCard((ulong)n))]
        });
        var expected = new Dictionary<string, (int Times, bool Fresh)>();
        for (var card = 1; card <= ReadCases;)
        {
            for (var i = random.Next(1, 20); i > 0 && card <= ReadCases; i--, card++)
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
        Assert.IsType<PassageGranted>(Assert.Single(bench.Happened.All));
        Assert.Equal((false, "locked"), (opened, bench.Door.State));
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
        for (var seed = 0; cases < CommandCases; seed++)
        {
            using var world = new CommandWorld(seed);
            cases += world.Run(deliveries: 100);
            carriedOut += world.CarriedOut;
        }

        Assert.Equal(CommandCases, cases);
        Assert.True(carriedOut > CommandCases / 10, $"only {carriedOut} were carried out: nothing would be proved");
    }

    private sealed class CommandWorld(int seed) : IDisposable
    {
        private readonly Random _random = new(seed);
        private readonly ProjectionBench _bench = new();
        private readonly List<(OperatorCommand Command, TimeSpan SentAt)> _underWay = [];
        private readonly HashSet<string> _carriedOut = [];
        private readonly List<string> _unlocked = [];
        private TimeSpan _true;
        private TimeSpan _wrongBy;
        private int _recorded;
        private int _restarts;

        public int CarriedOut => _carriedOut.Count;

        public void Dispose() => _bench.Dispose();

        public int Run(int deliveries)
        {
            var delivered = 0;
            while (delivered < deliveries)
            {
                switch (_random.Next(14))
                {
                    case < 4:
                        Send();
                        break;
                    case 4:
                        Pass(TimeSpan.FromSeconds(_random.Next(0, 60)));
                        break;
                    case 5 when _random.Next(4) == 0:
                        // Mostly back by as much as some command is late; then right again; now and then by so little that it hides in the
                        // skew, and forward.
                        SetWrong(_random.Next(6) switch
                        {
                            0 => TimeSpan.FromMilliseconds(_random.Next(-900, 900)),
                            1 => TimeSpan.FromSeconds(_random.Next(1, 60)),
                            2 => TimeSpan.Zero,
                            _ => _underWay.Count == 0 ? TimeSpan.FromSeconds(-_random.Next(1, 400))
                                : _underWay[_random.Next(_underWay.Count)].SentAt - _true,
                        });
                        break;
                    case 6 when _random.Next(12) == 0 && _restarts++ < 3:
                        if (_random.Next(2) == 0)
                        {
                            _bench.Remembering.WriteSnapshot();
                        }

                        _bench.CutOffAndStart();
                        break;
                    default:
                        delivered += Deliver() ? 1 : 0;
                        break;
                }
            }

            Assert.Equal(delivered, _recorded);
            Assert.Equal(_recorded, RecordedInJournal());
            return delivered;
        }

        private void Send()
        {
            var kind = (CommandKind)_random.Next(5);
            var issued = ProjectionBench.Morning + _true + TimeSpan.FromSeconds(_random.Next(8) == 0 ? _random.Next(6, 7200) : 0);
            var until = _random.Next(6) == 0 ? (DateTimeOffset?)null : issued.AddMinutes(_random.Next(1, 200));
            _underWay.Add((new OperatorCommand($"c-{Guid.NewGuid():N}", kind, _random.Next(10) == 0 ? "no-such-door" : "gate",
                _random.Next(20) == 0 ? "" : "guard", issued,
                issued.AddSeconds(_random.Next(1, 600)))
            { Until = until }, _true));
        }

        private void SetWrong(TimeSpan by)
        {
            _bench.Time.Step(by - _wrongBy);
            _wrongBy = by;
        }

        private void Pass(TimeSpan time)
        {
            _true += time;
            _bench.Time.Advance(time);
        }

        private bool Deliver()
        {
            if (_underWay.Count == 0)
            {
                return false;
            }

            var i = _random.Next(2) == 0 ? _underWay.Count - 1 : _random.Next(_underWay.Count);
            var (command, sentAt) = _underWay[i];
            if (_random.Next(3) > 0)
            {
                _underWay.RemoveAt(i);
            }

            command = command with { Retained = _random.Next(10) == 0 };
            var before = _recorded;
            _bench.Ledger.Appended += Count;
            var orders = new OperatorCommands(["gate", "unit"], (_, message) => _unlocked.AddRange(message is DoorMessage.Unlock unlock
                ? [unlock.Command.Id] : []),
                _bench.Remembered.Orders, _bench.Remembering.Clock, _bench.Ledger);
            var refused = orders.Submit(command);
            _bench.Ledger.Appended -= Count;
            Assert.Equal(before + 1, _recorded);
            if (refused is null)
            {
                var age = _true - sentAt;
                Assert.True(_carriedOut.Add(command.Id), $"seed {seed}: {command} twice");
                Assert.True(age < (command.Kind == CommandKind.Unlock ? CommandLifetime.Unlock : CommandLifetime.Other)
                    + CommandLifetime.ClockSkew, $"seed {seed}: {command} at the age of {age}");
                Assert.False(command.Retained || command.Door == "no-such-door" || command.Operator.Length == 0, $"seed {seed}: {command}");
                Assert.Equal(command.Kind == CommandKind.Unlock, _unlocked.Contains(command.Id));
            }

            Assert.Equal(_unlocked.Count, _unlocked.Distinct().Count());
            return true;
        }

        private void Count(GatewayEvent happened) => _recorded += happened is CommandDone or CommandRefused ? 1 : 0;

        private int RecordedInJournal() => _bench.Ledger.Journals.First(j => j.Stream == "registry").ReadAfter(0, int.MaxValue)
            .Count(r => r.Type is EventTypes.CommandDone or EventTypes.CommandRefused);
    }
}
