using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

/// <summary>What both programs tell a service manager; one source for both.</summary>
public sealed class ServiceNoticeTests : IDisposable
{
    private const string Alive = "WATCHDOG=1";
    private const string MoreTime = "EXTEND_TIMEOUT_USEC=60000000";

    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(7.5);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly NotifySocket _manager;

    public ServiceNoticeTests() => _manager = new NotifySocket(_folder.At("notify"));

    public void Dispose()
    {
        _manager.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_manager_hears_that_it_is_ready_and_alive_and_stops()
    {
        using var notice = ServiceNotice.FromEnvironment(_manager.Variable, _time);
        notice.Ready();
        await _manager.SaysAsync("READY=1");
        _time.Advance(_beat);
        await _manager.SaysAsync(Alive, 2);
        notice.Stopping();
        await _manager.SaysAsync("STOPPING=1");
    }

    [Fact]
    public async Task What_does_not_live_says_nothing_until_it_lives_again()
    {
        using var notice = ServiceNotice.FromEnvironment(_manager.Variable, _time);
        var isAlive = false;
        notice.Ready();
        notice.LivesWhile(() => isAlive);
        await _manager.SaysAsync(Alive);
        _time.Advance(4 * _beat);
        notice.Stopping();
        await _manager.SaysAsync("STOPPING=1");
        Assert.Equal(1, _manager.Times(Alive));
        isAlive = true;
        _time.Advance(_beat);
        await _manager.SaysAsync(Alive, 2);
    }

    [Fact]
    public async Task A_start_that_reads_a_long_journal_asks_for_more_time_and_one_that_hangs_for_no_more_after_ten_minutes()
    {
        using var notice = ServiceNotice.FromEnvironment(_manager.Variable, _time);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(_beat);
            _ = _manager.Said;
        }

        notice.Stopping();
        await _manager.SaysAsync("STOPPING=1");
        Assert.Equal(80, _manager.Times(MoreTime));
    }

    [Fact]
    public async Task Whoever_is_ready_asks_for_no_more_time_to_start()
    {
        using var notice = ServiceNotice.FromEnvironment(_manager.Variable, _time);
        notice.Ready();
        _time.Advance(4 * _beat);
        await _manager.SaysAsync(Alive, 5);
        Assert.Equal(1, _manager.Times(MoreTime));
    }

    [Fact]
    public async Task An_abstract_socket_is_spoken_to_as_well()
    {
        using var manager = new NotifySocket($"@zhuhui-{Guid.NewGuid():N}");
        using var notice = ServiceNotice.FromEnvironment(manager.Variable, _time);
        await manager.SaysAsync(Alive);
    }

    [Fact]
    public void Without_a_manager_or_with_one_that_is_gone_nobody_is_told_and_nothing_fails()
    {
        using var alone = ServiceNotice.FromEnvironment(_ => null, _time);
        alone.Ready();
        using var left = ServiceNotice.FromEnvironment(name => name == "NOTIFY_SOCKET" ? _folder.At("gone") : "1000000", _time);
        left.Ready();
        _time.Advance(_beat);
        Assert.Empty(_manager.Said);
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "7", 30.0)]
    [InlineData("30000000", "8", null)]
    [InlineData("", null, null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    public void A_watchdog_s_time_is_read_as_sd_watchdog_enabled_does(string limit, string? process, double? seconds) =>
        Assert.Equal(seconds, ServiceNotice.Watchdog(name => name switch
        {
            "WATCHDOG_USEC" => limit,
            "WATCHDOG_PID" => process,
            _ => null,
        }, 7)?.TotalSeconds);
}
