using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Devices;

/// <summary>What a device says of itself is on record, whether it answers or not.</summary>
public sealed class DeviceHealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<GatewayEvent> _happened = [];
    private readonly EventLedger _ledger;
    private readonly DeviceHealth _health;

    public DeviceHealthTests()
    {
        _ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance);
        _ledger.Appended += _happened.Add;
        _health = new DeviceHealth(_ledger, _time);
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(DeviceCondition.Online)]
    [InlineData(DeviceCondition.Offline)]
    public void What_a_device_says_is_on_record_whether_it_is_online_or_not_and_in_its_status(DeviceCondition before)
    {
        Report(before, null);
        Report(DeviceCondition.Noted, "there is no watchdog in holding register 5");
        Assert.Equal(new DeviceNoted("io-1", "there is no watchdog in holding register 5", 1), _happened[^1]);
        var status = Assert.Single(_health.Devices);
        Assert.Equal((before == DeviceCondition.Online, "there is no watchdog in holding register 5"), (status.Online, status.Detail));
    }

    [Fact]
    public void The_same_words_over_and_over_are_a_record_every_five_minutes_with_a_count_and_others_are_told_at_once()
    {
        for (var second = 0; second < 3600; second++)
        {
            Report(DeviceCondition.Noted, "relay 3 was energised by another hand and is put at rest");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var told = _happened.OfType<DeviceNoted>().ToList();
        Assert.InRange(told.Count, 12, 13);
        Assert.InRange(told.Sum(one => one.Times), 3300, 3600);
        Report(DeviceCondition.Noted, "it answers 'illegal data address' to function 06 at address 5");
        Assert.Equal("it answers 'illegal data address' to function 06 at address 5", Assert.IsType<DeviceNoted>(_happened[^1]).Detail);
    }

    private void Report(DeviceCondition condition, string? detail) => _health.Report(new DeviceReport("io-1", condition, detail));
}
