using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Doors.Hinged;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

public sealed class DoorRulesTests
{
    private static readonly DoorState[] _states = Enum.GetValues<DoorState>();
    private static readonly DoorReading[] _readings = Enum.GetValues<DoorReading>();

    [Fact]
    public void The_table_in_the_architecture_is_the_table_in_the_code()
    {
        var written = WrittenTable.Read("door");
        Assert.Equal(_states.Length * _readings.Length, written.Count);
        foreach (var state in _states)
        {
            foreach (var reading in _readings)
            {
                var (next, actions) = DoorRules.Next(state, reading);
                Assert.Equal(WrittenTable.Cell(state, next, actions == DoorActions.None ? "" : actions.ToString()),
                    written[WrittenTable.Key(state, reading)]);
            }
        }
    }

    [Fact]
    public void The_same_reading_again_changes_nothing()
    {
        foreach (var state in _states)
        {
            foreach (var reading in _readings)
            {
                var settled = DoorRules.Next(DoorRules.Next(state, reading).State, reading);
                var again = DoorRules.Next(settled.State, reading);
                Assert.Equal(settled.State, again.State);
                Assert.Equal(DoorActions.None, again.Actions & ~DoorActions.Warn);
            }
        }
    }

    /// <summary>What a closed or unreadable door is, the last reading alone says; of an open one, also how it was opened.</summary>
    [Fact]
    public void The_state_is_what_the_last_reading_says() =>
        Gen.Enum<DoorReading>().Array[1, 60].Sample(
            readings =>
            {
                var state = readings.Aggregate(DoorState.Unknown, (s, r) => DoorRules.Next(s, r).State);
                return readings[^1] switch
                {
                    DoorReading.Unreadable => state == DoorState.Unknown,
                    DoorReading.ClosedLocked => state == DoorState.Locked,
                    DoorReading.ClosedReleasing => state == DoorState.Unlocking,
                    DoorReading.ClosedReleased => state == DoorState.Unlocked,
                    DoorReading.ClosedNotLocked => state == DoorState.ClosedButUnlocked,
                    DoorReading.ClosedContradicted => state == DoorState.LockFault,
                    _ => state is DoorState.Open or DoorState.HeldOpen or DoorState.Forced,
                };
            },
            iter: 50_000);

    [Fact]
    public void Every_opening_is_authorised_or_an_alarm() =>
        Gen.Enum<DoorReading>().Array[0, 60].Sample(
            readings =>
            {
                var state = DoorState.Unknown;
                foreach (var reading in readings)
                {
                    var before = state;
                    (state, var actions) = DoorRules.Next(state, reading);
                    var opened = !IsOpen(before) && before != DoorState.Unknown && IsOpen(state);
                    if (opened && reading != DoorReading.OpenLetIn && !actions.HasFlag(DoorActions.RaiseForced))
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: 50_000);

    private static bool IsOpen(DoorState state) => state is DoorState.Open or DoorState.HeldOpen or DoorState.Forced;
}
