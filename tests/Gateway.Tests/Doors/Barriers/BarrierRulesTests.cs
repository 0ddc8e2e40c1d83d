using Xunit;
using Zhuhui.Edge.Gateway.Doors.Barriers;
using Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Barriers;

public sealed class BarrierRulesTests
{
    private static readonly BarrierState[] _states = Enum.GetValues<BarrierState>();
    private static readonly BarrierReading[] _readings = Enum.GetValues<BarrierReading>();

    [Fact]
    public void The_table_in_the_architecture_is_the_table_in_the_code()
    {
        var written = WrittenTable.Read("barrier");
        Assert.Equal(_states.Length * _readings.Length, written.Count);
        foreach (var state in _states)
        {
            foreach (var reading in _readings)
            {
                var (next, action) = BarrierRules.Next(state, reading);
                Assert.Equal(WrittenTable.Cell(state, next, action == BarrierAction.None ? "" : action.ToString()),
                    written[WrittenTable.Key(state, reading)]);
            }
        }
    }

    [Fact]
    public void An_arm_is_lowered_only_where_the_loop_is_surely_free()
    {
        foreach (var state in _states)
        {
            foreach (var reading in _readings.Where(r => r != BarrierReading.SurelyFree))
            {
                Assert.NotEqual(BarrierAction.Lower, BarrierRules.Next(state, reading).Action);
                Assert.True(BarrierRules.Next(state, reading).State != BarrierState.Closing);
            }
        }
    }

    [Fact]
    public void The_same_reading_again_moves_nothing()
    {
        foreach (var state in _states)
        {
            foreach (var reading in _readings)
            {
                var settled = BarrierRules.Next(BarrierRules.Next(state, reading).State, reading).State;
                settled = BarrierRules.Next(settled, reading).State;
                Assert.Equal((settled, BarrierAction.None), BarrierRules.Next(settled, reading));
            }
        }
    }
}
