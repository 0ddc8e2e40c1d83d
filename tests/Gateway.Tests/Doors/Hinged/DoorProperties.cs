using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

/// <summary>What holds for a whole door, loop, lock and all, whatever its inputs, clocks and operators do and whatever messages are lost:
/// 20,000 random sequences of up to 40 things for each property.</summary>
public sealed class DoorProperties : IDisposable
{
    private static readonly int _cases = FastTests.Cases(20_000);

    private static readonly TimeSpan _unlock = TimeSpan.FromSeconds(5);

    /// <summary>A level whose message was lost is seen after so long.</summary>
    private static readonly TimeSpan _lookAgain = TimeSpan.FromSeconds(10);

    private static readonly Gen<Happening[]> _sequences =
        Happening.Sequences(DoorBench.ContactPin, DoorBench.ContactPin, DoorBench.ContactPin, DoorBench.ExitPin, DoorBench.FirePin,
            DoorBench.FeedbackPin);

    private readonly TemporaryFolder _folder = new();
    private readonly EventLedger _ledger;

    public DoorProperties() => _ledger = new EventLedger(_folder.Path, new FakeTimeProvider(), NullLoggerFactory.Instance);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_opening_is_either_authorised_or_forced(bool relockOnOpen) => Check(
        door => door with { RelockOn = relockOnOpen ? RelockOn.Open : RelockOn.Close },
        (door, happening) =>
        {
            var opens = happening is { What: What.Level, Pin: DoorBench.ContactPin, State: InputState.Inactive }
                && door.State is "locked" or "unlocked" or "unlocking" or "closedButUnlocked" or "lockFault";
            var (released, last, now) = (door.IsReleased, door.ReleasedLast, door.Now);
            door.Events.Clear();
            door.Do(happening);
            var forced = door.Events.OfType<DoorForced>().Any();
            return !opens || (released ? !forced : forced || now - last <= BoltOrder.LongestThrow);
        });

    [Fact]
    public void No_relay_stays_on_past_its_bound() => Check(
        door => door,
        (door, happening) =>
        {
            door.Do(happening);
            return door.Bench.RelayAt().LongestBound <= DoorLock.Lease && (!door.IsReleased || door.Now - door.LetInLast < _unlock
                || door.Now - door.StoodLast <= _lookAgain);
        });

    [Fact]
    public void A_dead_loop_leaves_no_relay_on() => Check(
        door => door,
        (door, happening) =>
        {
            door.Do(happening);
            return true;
        },
        door =>
        {
            // Nobody handles the door's messages from here on; the fire contact has a thread of its own.
            door.Bench.InputAt(DoorBench.FirePin).Set(InputState.Inactive);
            door.Bench.Time.Advance(DoorLock.Lease);
            return !door.IsReleased;
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_door_is_never_locked_in_a_fire(bool energisedLocks) => Check(
        door => door with { Wiring = energisedLocks ? LockWiring.EnergisedLocks : LockWiring.EnergisedReleases },
        (door, happening) =>
        {
            door.Do(happening);
            return !door.Bench.Fire.IsActive || door.IsReleased;
        });

    [Fact]
    public void An_alarm_of_the_door_stands_until_it_closes_and_no_longer() => Check(
        door => door,
        (door, happening) =>
        {
            door.Do(happening);
            var alarm = door.Events.LastOrDefault(e => e is DoorForced or DoorHeldOpen or DoorSecured) is DoorForced or DoorHeldOpen;
            return door.State switch
            {
                "forced" or "heldOpen" => alarm,
                "unknown" or "open" => true,
                _ => !alarm,
            };
        });

    [Fact]
    public void The_state_is_what_the_last_levels_say_whatever_was_lost_or_repeated() => Check(
        door => door,
        (door, happening) =>
        {
            door.Do(happening);
            return true;
        },
        door =>
        {
            door.Bench.Set(DoorBench.FirePin, InputState.Inactive);
            door.Bench.Press(false);
            door.Bench.Post(new DoorMessage.SetMode(DoorMode.Normal, null));
            door.Bench.Advance(15);
            var fault = door.Bench.InputAt(DoorBench.FeedbackPin).State == InputState.Inactive;
            return !door.IsReleased && door.Bench.InputAt().State switch
            {
                InputState.Active => door.State == (fault ? "lockFault" : "locked"),
                InputState.Inactive => door.State is "open" or "heldOpen" or "forced",
                _ => door.State == "unknown",
            };
        });

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    private void Check(Func<DoorOptions, DoorOptions> change, Func<RandomDoor, Happening, bool> holds, Func<RandomDoor, bool>? atTheEnd =
        null) => _sequences.Sample(
        sequence =>
        {
            using var door = new RandomDoor(_ledger,
                options => change(options with
                {
                    LockFeedback = DoorBench.Input(DoorBench.FeedbackPin),
                    ExitButton = DoorBench.Input(DoorBench.ExitPin)
                }));
            return sequence.All(happening => holds(door, happening)) && atTheEnd?.Invoke(door) != false;
        },
        iter: _cases);
}
