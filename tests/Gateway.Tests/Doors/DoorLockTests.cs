using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

public sealed class DoorLockTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void While_there_is_fire_the_door_s_loop_can_neither_lock_nor_shorten_the_release(bool energisedReleases)
    {
        var time = new FakeTimeProvider();
        using var relay = new FakeRelay(time);
        using var doorLock = new DoorLock("gate", relay, energisedReleases ? LockWiring.EnergisedReleases : LockWiring.EnergisedLocks,
            time);
        doorLock.ReleaseForFire();
        doorLock.Lock();
        Assert.True(doorLock.IsReleased);
        doorLock.Release(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(doorLock.IsReleased);
        doorLock.EndFire();
        Assert.False(doorLock.IsReleased);
    }
}
