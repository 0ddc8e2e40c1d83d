using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Devices;

public sealed class DeviceReportsTests
{
    [Fact]
    public async Task A_bus_that_reports_never_waits_for_a_disk_that_hangs()
    {
        var reports = new DeviceReports();
        using var disk = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var told = new List<string>();
        var telling = Task.Run(() => reports.NotifyAsync(
            report =>
            {
                hangs.Set();
                Assert.True(disk.Wait(Eventually.Patience));
                told.Add(report.Device);
            },
            stop.Token), CancellationToken.None);
        reports.Report(Offline("one"));
        Assert.True(hangs.Wait(Eventually.Patience));

        var bus = Task.Run(() => reports.Report(Offline("two")), CancellationToken.None);
        await bus.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        disk.Set();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling);
        Assert.Equal(["one", "two"], told);
    }

    [Fact]
    public async Task What_was_reported_before_anybody_listened_is_told_first_and_in_order()
    {
        var reports = new DeviceReports();
        using var stop = new CancellationTokenSource();
        var told = new List<string>();
        reports.Report(Offline("one"));
        reports.Report(Offline("two"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reports.NotifyAsync(report => told.Add(report.Device), stop.Token));
        Assert.Equal(["one", "two"], told);
    }

    private static DeviceReport Offline(string device) => new(device, DeviceCondition.Offline);
}
