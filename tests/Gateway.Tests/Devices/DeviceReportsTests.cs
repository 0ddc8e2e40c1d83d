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

    [Fact]
    public async Task Reports_that_are_too_many_for_a_disk_that_hangs_are_counted_and_how_each_device_is_is_known_all_the_same()
    {
        var reports = new DeviceReports();
        using var stop = new CancellationTokenSource();
        var told = new List<DeviceReport>();
        reports.Report(Offline("quiet"));
        for (var i = 0; i < 1025; i++)
        {
            reports.Report(new DeviceReport("flapping", i % 2 == 0 ? DeviceCondition.Online : DeviceCondition.Offline));
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reports.NotifyAsync(told.Add, stop.Token));
        Assert.Contains(new DeviceReport("quiet", DeviceCondition.Noted,
            "1 of its reports are lost: the disk was too slow for them"), told);
        Assert.Contains(Offline("quiet"), told);
        Assert.Equal(DeviceCondition.Online, told.FindLast(one => one.Device == "flapping").Condition);
    }

    private static DeviceReport Offline(string device) => new(device, DeviceCondition.Offline);
}
