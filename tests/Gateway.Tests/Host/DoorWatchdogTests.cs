using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Gateway.Tests.Doors;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Host;

/// <summary>A door's own loop on a thread of its own, held up inside a turn.</summary>
public sealed class DoorWatchdogTests : IDisposable
{
    private static readonly TimeSpan _hang = DoorWatchdog.LongestTurn + TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _mayGoOn = new();
    private readonly ManualResetEventSlim _isHeldUp = new();
    private readonly DoorBench _bench;
    private readonly TemporaryFolder _folder = new();
    private bool _isFire;
    private bool _isDiskHanging;

    public DoorWatchdogTests() => _bench = new DoorBench(append: HoldUp);

    public void Dispose()
    {
        _mayGoOn.Set();
        _bench.Dispose();
        _folder.Dispose();
        _mayGoOn.Dispose();
        _isHeldUp.Dispose();
    }

    [Fact]
    public void A_door_that_nobody_uses_for_an_hour_lives()
    {
        var watchdog = Watchdog();
        for (var i = 0; i < 360; i++)
        {
            _bench.Advance(10);
            Assert.True(watchdog.IsAlive());
        }
    }

    [Fact]
    public async Task A_loop_that_hangs_in_a_turn_is_no_longer_alive_and_the_manager_hears_nothing_more_of_it()
    {
        using var manager = new NotifySocket(_folder.At("notify"));
        using var notice = RunningGateway.NoticeFrom(manager.Variable, _bench.Time);
        var watchdog = Watchdog();
        notice.Ready();
        notice.LivesWhile(watchdog.IsAlive);
        var loop = HangInATurn();
        _bench.Time.Advance(DoorWatchdog.LongestTurn);
        Assert.True(watchdog.IsAlive());
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(watchdog.IsAlive());
        await manager.SaysAsync("WATCHDOG=1");
        var alive = manager.Times("WATCHDOG=1");
        _bench.Time.Advance(TimeSpan.FromSeconds(60));
        notice.Stopping();
        await manager.SaysAsync("STOPPING=1");
        Assert.Equal(alive, manager.Times("WATCHDOG=1"));

        _mayGoOn.Set();
        await loop.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        Assert.True(watchdog.IsAlive());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_is_restarted_while_a_fire_has_the_doors_released_or_the_disk_hangs(bool isFire)
    {
        var watchdog = Watchdog();
        var loop = HangInATurn();
        _bench.Time.Advance(_hang);
        (_isFire, _isDiskHanging) = (isFire, !isFire);
        Assert.True(watchdog.IsAlive());
        (_isFire, _isDiskHanging) = (false, false);
        Assert.False(watchdog.IsAlive());
        _mayGoOn.Set();
        await loop.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_gateway_without_doors_lives() =>
        Assert.True(new DoorWatchdog([], () => false, () => false, NullLogger.Instance).IsAlive());

    private DoorWatchdog Watchdog() => new(_bench.Doors, () => _isFire, () => _isDiskHanging, NullLogger.Instance);

    /// <summary>The door is forced open, and its alarm's record does not come back.</summary>
    private Task HangInATurn()
    {
        var loop = Task.Factory.StartNew(_bench.Open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(_isHeldUp.Wait(Eventually.Patience));
        return loop;
    }

    private void HoldUp(GatewayEvent happened)
    {
        _isHeldUp.Set();
        Assert.True(_mayGoOn.Wait(Eventually.Patience));
    }
}
