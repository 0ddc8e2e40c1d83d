using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Barriers;
using Zhuhui.Edge.Gateway.Doors.Locking;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>What may energise a relay: read out of the compiled code.</summary>
public sealed class RelayCallersTests
{
    /// <summary>A board that comes late passes on what a lock or an arm has just told its relay, within the same bound.</summary>
    [Fact]
    public void A_relay_is_energised_by_a_lock_a_barrier_s_arm_and_the_siren_alone()
    {
        var callers = from type in typeof(Door).Assembly.GetTypes().Concat(typeof(IRelay).Assembly.GetTypes())
                      where CompiledCalls.In(type).Any(called => called.Name == nameof(IRelay.Energise)
                          && typeof(IRelay).IsAssignableFrom(called.DeclaringType))
                      select CompiledCalls.Outermost(type);
        Assert.Equal([typeof(BarrierArm), typeof(DoorLock), typeof(LateBoard), typeof(Siren)],
            callers.Distinct().OrderBy(type => type.Name, StringComparer.Ordinal));
    }
}
