using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Doors.Hinged;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Barriers;

/// <summary>What holds for a whole barrier whatever its inputs, clocks and operators do: 20,000 random sequences of up to 40 things for
/// each property. The relays are watched at every movement, not only between messages.</summary>
public sealed class BarrierProperties : IDisposable
{
    private static readonly int _cases = FastTests.Cases(20_000);

    private static readonly TimeSpan _closeAfter = TimeSpan.FromSeconds(3);
    private static readonly Gen<Happening[]> _sequences = Happening.Sequences(DoorBench.LoopPin, DoorBench.LoopPin, DoorBench.LoopPin,
        DoorBench.ContactPin, DoorBench.LimitPin, DoorBench.FirePin);

    private readonly TemporaryFolder _folder = new();
    private readonly EventLedger _ledger;

    public BarrierProperties() => _ledger = new EventLedger(_folder.Path, new FakeTimeProvider(), NullLoggerFactory.Instance);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_arm_is_never_closed_while_the_loop_is_not_surely_free(bool ends) => Check(closeRelay: true, ends, watch =>
    {
        var close = watch.Bench.RelayAt(DoorBench.CloseRelayPin);
        return !close.IsEnergised || watch.LoopIsFree;
    });

    [Fact]
    public void Never_are_both_relays_energised() => Check(closeRelay: true, ends: true, watch =>
        !(watch.Bench.RelayAt().IsEnergised && watch.Bench.RelayAt(DoorBench.CloseRelayPin).IsEnergised));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_arm_that_closes_by_rest_is_never_rested_while_the_loop_is_not_surely_free(bool ends) => Check(closeRelay: false,
        ends, watch =>
        !(watch.WasUp && !watch.Bench.RelayAt().IsEnergised) || watch.LoopIsFree || watch.IsDown);

    [Fact]
    public void The_arm_closes_only_after_the_loop_was_free_for_its_time() => Check(closeRelay: true, ends: true, watch =>
        !watch.Bench.RelayAt(DoorBench.CloseRelayPin).IsEnergised || watch.FreeFor >= _closeAfter);

    [Fact]
    public void In_a_fire_the_arm_is_up() => Check(closeRelay: true, ends: true, watch =>
        !watch.Bench.Fire.IsActive || (watch.Bench.Door.IsReleased && !watch.Bench.RelayAt(DoorBench.CloseRelayPin).IsEnergised));

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    private void Check(bool closeRelay, bool ends, Func<Watch, bool> holds) => _sequences.Sample(
        sequence =>
        {
            using var barrier = new RandomDoor(_ledger, door => door with
            {
                Kind = EntranceKind.Barrier,
                ExitButton = DoorBench.Input(DoorBench.ExitPin),
                Contact = ends ? DoorBench.Input(DoorBench.ContactPin) : null,
                Barrier = new BarrierOptions
                {
                    CloseRelay = closeRelay ? DoorBench.Relay(DoorBench.CloseRelayPin) : null,
                    Loop = DoorBench.Input(DoorBench.LoopPin),
                    UpLimit = ends ? DoorBench.Input(DoorBench.LimitPin) : null,
                    CloseAfterSeconds = (int)_closeAfter.TotalSeconds,
                },
            });
            var watch = new Watch(barrier.Bench);
            var held = true;
            barrier.BeforeLoop = Look;
            barrier.Bench.RelayAt().Moved += Look;
            if (closeRelay)
            {
                barrier.Bench.RelayAt(DoorBench.CloseRelayPin).Moved += Look;
            }

            // What is not wired does not happen; and a driver tells of the loop on the input's thread: that is no message that could be
            // lost.
            foreach (var happening in sequence.Where(h => (ends || h.Pin is not (DoorBench.ContactPin or DoorBench.LimitPin))
                && h is not { What: What.Lost, Pin: DoorBench.LoopPin }))
            {
                watch.Before(happening);
                barrier.Do(happening);
                Look();
            }

            return held;

            void Look() => held &= holds(watch);
        },
        iter: _cases);

    /// <summary>The loop, told by the test's own account.</summary>
    private sealed class Watch(DoorBench bench)
    {
        private TimeSpan _freeSince;

        public DoorBench Bench => bench;

        public bool LoopIsFree => Loop == InputState.Inactive;

        public bool WasUp { get; private set; }

        public bool IsDown => bench.Door.State is "down" or "unknown" or "forced";

        public TimeSpan FreeFor => bench.Time.GetElapsedTime(0) - _freeSince;

        private InputState Loop => bench.InputAt(DoorBench.LoopPin).State;

        public void Before(Happening happening)
        {
            WasUp = bench.Door.State is "up" or "opening" or "closing";
            if (happening is { What: What.Level, Pin: DoorBench.LoopPin } && (happening.State != InputState.Inactive || !LoopIsFree))
            {
                _freeSince = bench.Time.GetElapsedTime(0);
            }
        }
    }
}
