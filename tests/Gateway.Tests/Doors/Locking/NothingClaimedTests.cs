using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Locking;

/// <summary>Whatever fails at any moment (a relay that falls, sticks, works again), and whatever is asked of a door (cards, orders, hours
/// and lockdowns, exit buttons, fires, a mantrap's other door): no record, no status and no light claims what did not happen. The relays'
/// truth is kept apart from what they say.</summary>
public sealed class NothingClaimedTests : IDisposable
{
    private const string Silent = "its board does not answer";
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1001)] };

    private readonly TemporaryFolder _folder = new();
    private readonly EventLedger _ledger;

    public NothingClaimedTests() => _ledger = new EventLedger(_folder.Path, new FakeTimeProvider(), NullLoggerFactory.Instance);

    public enum Shape
    {
        Strike,
        StrikeWithContact,
        StrikeWithFeedback,
        Magnet,
        MagnetWithContact,
        Mantrap,
        Barrier,
        BarrierWithOneRelay,
    }

    public static TheoryData<Shape> Shapes => [.. Enum.GetValues<Shape>()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_record_status_or_light_claims_what_did_not_happen(Shape shape) => Gen.Int[0, 15].Array[1, 40].Sample(
        steps =>
        {
            using var world = new World(shape, _ledger);
            return steps.All(world.Holds);
        },
        iter: FastTests.Cases(1_000));

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    private sealed class World : IDisposable
    {
        /// <summary>A door at rest looks at its relay when it renews its lease.</summary>
        private static readonly TimeSpan _leases = TimeSpan.FromSeconds(10);

        private readonly Shape _shape;
        private readonly DoorBench _bench;
        private bool _isOpen;
        private bool _hasFailed;
        private bool _isTrue = true;
        private TimeSpan _wrongSince = TimeSpan.MaxValue;

        public World(Shape shape, EventLedger ledger)
        {
            _shape = shape;
            _bench = new DoorBench(
                door => shape == Shape.Mantrap ? [Change(door), Change(door) with { Id = "inner", Name = "Inner",
                    Relay = DoorBench.Relay(DoorBench.CloseRelayPin), ExitButton = null }] : [Change(door)],
                site => DoorBench.WithFire(site) with
                {
                    Interlocks = shape == Shape.Mantrap ? [new InterlockOptions { Id = "trap",
                    Doors = ["gate", "inner"] }] : []
                },
                ledger: ledger, append: happened => _isTrue &= IsTrue(happened));
            _bench.Enrol(_wang);
            Look();
        }

        private bool IsBarrier => _shape is Shape.Barrier or Shape.BarrierWithOneRelay;

        private bool HasContact => _shape is Shape.StrikeWithContact or Shape.MagnetWithContact;

        private FakeRelay Relay => _bench.RelayAt();

        /// <summary>By the relay's current, or where the lock tells of its bolt by the bolt.</summary>
        private bool IsPhysicallyReleased => _shape == Shape.StrikeWithFeedback
            ? _bench.InputAt(DoorBench.FeedbackPin).State == InputState.Inactive
            : Relay.IsOn == (_shape is not (Shape.Magnet or Shape.MagnetWithContact));

        /// <summary>Released since the door was last seen locked: an arm's pulse is over before a vehicle has come.</summary>
        private bool WasReleased { get; set; }

        public bool Holds(int step)
        {
            Do(step);
            Look();
            return _isTrue;
        }

        public void Dispose() => _bench.Dispose();

        private DoorOptions Change(DoorOptions door) => door with
        {
            Kind = IsBarrier ? EntranceKind.Barrier : EntranceKind.Door,
            Wiring = _shape is Shape.Magnet or Shape.MagnetWithContact ? LockWiring.EnergisedLocks : LockWiring.EnergisedReleases,
            Contact = HasContact ? door.Contact : null,
            LockFeedback = _shape == Shape.StrikeWithFeedback ? DoorBench.Input(DoorBench.FeedbackPin) : null,
            ExitButton = DoorBench.Input(DoorBench.ExitPin),
            UnlockSeconds = 4,
            Barrier = !IsBarrier ? null : new BarrierOptions
            {
                Loop = DoorBench.Input(DoorBench.LoopPin),
                CloseRelay = _shape == Shape.Barrier ? DoorBench.Relay(DoorBench.CloseRelayPin) : null,
                CloseAfterSeconds = 3,
            },
        };

        private void Do(int step)
        {
            switch (step)
            {
                case 0 or 1:
                    _bench.ReadCard(1001, door: step == 1 && _shape == Shape.Mantrap ? 1 : 0);
                    break;
                case 2 or 3:
                    (Relay.Sticks, _hasFailed) = (step == 3, true);
                    Relay.Fault = Relay.Fault is null ? Silent : null;
                    break;
                case 4:
                    _bench.Unlock($"c-{Guid.NewGuid():N}");
                    break;
                case 5 or 6:
                    _bench.Post(new DoorMessage.SetMode(step == 5 ? DoorMode.HeldOpen : DoorMode.LockedDown,
                        _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(10)));
                    break;
                case 7 or 8:
                    _bench.Set(DoorBench.FirePin, step == 7 ? InputState.Active : InputState.Inactive);
                    break;
                case 9 or 10:
                    _bench.Press(step == 9);
                    break;
                case 11 when HasContact:
                    _isOpen = !_isOpen;
                    WasReleased |= _isOpen;
                    _bench.Set(DoorBench.ContactPin, _isOpen ? InputState.Inactive : InputState.Active);
                    break;
                case 11 when _shape == Shape.StrikeWithFeedback:
                    _bench.Set(DoorBench.FeedbackPin, IsPhysicallyReleased ? InputState.Active : InputState.Inactive);
                    break;
                case 11 or 12 when IsBarrier:
                    _bench.Set(DoorBench.LoopPin, step == 11 ? InputState.Active : InputState.Inactive);
                    break;
                case 13:
                    Advance(0.5);
                    break;
                default:
                    Advance(step == 14 ? 2 : 9);
                    break;
            }
        }

        private void Advance(double seconds)
        {
            for (; seconds > 0; seconds -= 0.1)
            {
                _bench.Advance(0.1);
                Look();
            }
        }

        /// <summary>What is shown at any moment may be 1.5 s old, at a door that is at rest 10 s more, and no
        /// older.</summary>
        private void Look()
        {
            WasReleased |= IsPhysicallyReleased;
            var saysShut = _bench.Door.State is "locked" or "down";
            var isWrong = (saysShut && !IsBarrier && IsPhysicallyReleased)
                || (_bench.Door.IsSeenReleased && !IsPhysicallyReleased && !((IsBarrier || HasContact) && WasReleased));
            var atMost = saysShut ? _leases : TimeSpan.Zero;
            _wrongSince = !isWrong ? TimeSpan.MaxValue : _wrongSince < _bench.Monotonic ? _wrongSince : _bench.Monotonic;
            _isTrue &= !isWrong || _bench.Monotonic - _wrongSince <= atMost + ReleaseCheck.Within + TimeSpan.FromSeconds(0.2);
            WasReleased &= !saysShut || IsPhysicallyReleased;
        }

        private bool IsTrue(GatewayEvent happened) => happened switch
        {
            PassageCompleted { Door: "gate" } or ReleaseRestored { Door: "gate" } => IsPhysicallyReleased || WasReleased || _isOpen,
            ReleaseFailed { Door: "gate" } => _hasFailed || _shape == Shape.StrikeWithFeedback,
            LockRestored { Door: "gate" } when !IsBarrier => IsPhysicallyReleased == (_bench.Door.IsReleased),
            _ => true,
        };
    }
}
