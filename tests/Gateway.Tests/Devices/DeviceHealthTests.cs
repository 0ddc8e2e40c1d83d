using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
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
    public void A_device_that_is_away_for_another_reason_says_so_once_a_change_and_in_its_status()
    {
        Report(DeviceCondition.Offline, "10.0.0.2:502 does not answer: refused");
        Report(DeviceCondition.Offline, "10.0.0.2:502 does not answer: refused");
        Assert.Single(_happened);
        for (var i = 0; i < 100; i++)
        {
            Report(DeviceCondition.Offline, "unit 1 does not answer");
            Report(DeviceCondition.Offline, "10.0.0.2:502 does not answer: refused");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["unit 1 does not answer", "10.0.0.2:502 does not answer: refused"],
            _happened.OfType<DeviceNoted>().Select(noted => noted.Detail));
        Assert.Single(_happened.OfType<DeviceLost>());
        var status = Assert.Single(_health.Devices);
        Assert.Equal((false, 1L, "10.0.0.2:502 does not answer: refused"), (status.Online, status.Outages, status.Detail));
        Report(DeviceCondition.Offline, null);
        Assert.Equal("10.0.0.2:502 does not answer: refused", Assert.Single(_health.Devices).Detail);
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
        Assert.Contains(new DeviceNoted("io-1", "it answers 'illegal data address' to function 06 at address 5", 1), _happened);
    }

    /// <summary>As a server that closes after each answer: 525 records in 14 s before.</summary>
    [Fact]
    public void A_device_that_goes_and_comes_is_on_record_as_unsteady_some_hundred_times_a_day_and_at_last_as_it_is()
    {
        Report(DeviceCondition.Online, null);
        for (var second = 0; second < 86_400; second++)
        {
            Report(second % 2 == 0 ? DeviceCondition.Offline : DeviceCondition.Online, "the connection was closed");
            _health.Look();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_happened.Count, 20, 300);
        Assert.IsType<DeviceUnsteady>(_happened[^1]);
        Assert.InRange(_happened.OfType<DeviceUnsteady>().Sum(one => one.Times), 85_000, 86_400);
        _time.Advance(TimeSpan.FromMinutes(2));
        _health.Look();
        Assert.Equal(new DeviceFound("io-1"), _happened[^1]);
        Assert.True(_health.Devices[0].Online);
        Report(DeviceCondition.Offline, "gone");
        Assert.Equal(new DeviceLost("io-1", "gone"), _happened[^1]);
    }

    [Theory]
    [InlineData(DeviceCondition.Tampered, DeviceCondition.TamperCleared)] // a loose contact in its case
    [InlineData(DeviceCondition.PowerFailed, DeviceCondition.PowerRestored)]
    [InlineData(DeviceCondition.KeyRefused, DeviceCondition.Online)] // two readers at one address
    public void Whatever_else_of_a_device_comes_and_goes_is_as_seldom_on_record_and_at_last_as_it_is(DeviceCondition one,
        DeviceCondition other)
    {
        Report(DeviceCondition.Online, null);
        for (var second = 0; second < 86_400; second += 5)
        {
            Report(second % 10 == 0 ? one : other, null);
            _health.Look();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Report(one, null);
        Assert.InRange(_happened.Count, 20, 300);
        _time.Advance(TimeSpan.FromMinutes(2));
        _health.Look();
        Assert.True(_happened.FindLast(told => told is DeviceTampered or TamperCleared or DevicePower or ReaderKeyRefused)
            is DeviceTampered or DevicePower { Failed: true } or ReaderKeyRefused);
        _happened.Clear();
        Report(other, null);
        Assert.Single(_happened);
    }

    [Fact]
    public void A_device_that_is_away_and_of_which_something_else_is_known_is_told_again()
    {
        Report(DeviceCondition.Offline, "address 1 has not answered for 8 s");
        Report(DeviceCondition.Offline, "address 1 has answered nothing but BUSY for 8 s");
        Report(DeviceCondition.Offline, "address 1 has answered nothing but BUSY for 8 s");
        Assert.Equal(new DeviceNoted("io-1", "address 1 has answered nothing but BUSY for 8 s", 1), _happened[^1]);
        Assert.Equal(2, _happened.Count);
        Assert.Equal("address 1 has answered nothing but BUSY for 8 s", _health.Devices[0].Detail);
    }

    [Fact]
    public void A_reader_that_comes_back_with_a_wrong_key_is_told_again()
    {
        Report(DeviceCondition.KeyRefused, "its cryptogram does not come from the site's key");
        Report(DeviceCondition.Offline, "address 1 has not answered for 8 s");
        Report(DeviceCondition.KeyRefused, "its cryptogram does not come from the site's key");
        Assert.Equal([typeof(ReaderKeyRefused), typeof(DeviceLost), typeof(ReaderKeyRefused)], _happened.Select(one => one.GetType()));
    }

    [Fact]
    public void A_reader_with_a_loose_wire_is_on_record_some_hundred_times_a_day()
    {
        var faults = new ReaderFaults(_ledger, _time);
        faults.Handle(new ReaderFault("gate", "7 bits came"));
        faults.Handle(new ReaderFault("gate", "noise"));
        Assert.Equal([new ReaderFaulted("gate", "7 bits came"), new ReaderFaulted("gate", "noise")], _happened);
        for (var second = 0; second < 86_400; second++)
        {
            faults.Handle(new ReaderFault("gate", second % 2 == 0 ? "7 bits came" : "noise"));
            faults.Look();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_happened.Count, 200, 450);
        _time.Advance(TimeSpan.FromMinutes(15));
        faults.Look();
        Assert.Equal(86_402, _happened.OfType<ReaderFaulted>().Sum(fault => fault.Times ?? 1));
        _time.Advance(TimeSpan.FromHours(1));
        faults.Handle(new ReaderFault("gate", "9 bits came"));
        Assert.Equal(new ReaderFaulted("gate", "9 bits came"), _happened[^1]);
    }

    [Fact]
    public void An_outage_now_and_then_is_on_record_each_time()
    {
        Report(DeviceCondition.Online, null);
        for (var i = 0; i < 20; i++)
        {
            Report(DeviceCondition.Offline, "gone");
            _time.Advance(TimeSpan.FromSeconds(30));
            Report(DeviceCondition.Online, null);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(41, _happened.Count);
        Assert.Empty(_happened.OfType<DeviceUnsteady>());
    }

    /// <summary>Somebody at the wires is not hidden by the noise that it makes.</summary>
    [Fact]
    public void A_case_that_is_opened_while_the_device_goes_and_comes_is_told_at_once()
    {
        Report(DeviceCondition.Online, null);
        for (var i = 0; i < 40; i++)
        {
            Report(i % 2 == 0 ? DeviceCondition.Offline : DeviceCondition.Online, null);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Report(DeviceCondition.Tampered, null);
        Assert.IsType<DeviceTampered>(_happened[^1]);
        Report(DeviceCondition.TamperCleared, null);
        Report(DeviceCondition.Tampered, null);
        Assert.Single(_happened.OfType<DeviceTampered>());
    }

    /// <summary>Words that were only counted as the device fell silent.</summary>
    [Fact]
    public void What_was_only_counted_is_told_though_nothing_follows()
    {
        for (var i = 0; i < 20; i++)
        {
            Report(DeviceCondition.Noted, "relay 3 was moved");
        }

        Assert.Equal(new DeviceNoted("io-1", "relay 3 was moved", 1), Assert.Single(_happened));
        _time.Advance(TimeSpan.FromMinutes(5));
        _health.Look();
        Assert.Equal(new DeviceNoted("io-1", "relay 3 was moved", 19), _happened[^1]);
    }

    [Fact]
    public void What_is_mended_is_on_record_and_the_status_is_well_again()
    {
        Report(DeviceCondition.Online, null);
        Report(DeviceCondition.Impaired, "it refuses to tell what its relays do (exception 1: illegal function)");
        Assert.True(_health.Devices[0].Impaired);
        Report(DeviceCondition.Mended, "it tells what its relays do again");
        Assert.Equal((false, (string?)null), (_health.Devices[0].Impaired, _health.Devices[0].Detail));
        Assert.Equal(new DeviceNoted("io-1", "it tells what its relays do again", 1), _happened[^1]);
    }

    [Fact]
    public void What_the_site_counts_on_and_is_not_there_is_on_record_and_in_the_status_until_the_device_comes_back_with_it()
    {
        Report(DeviceCondition.Online, null);
        Report(DeviceCondition.Impaired, "there is no watchdog in holding register 5");
        Assert.True(_health.Devices[0].Impaired);
        Assert.IsType<DeviceNoted>(_happened[^1]);
        Report(DeviceCondition.Offline, "gone");
        Report(DeviceCondition.Online, null);
        Assert.False(_health.Devices[0].Impaired);
    }

    private void Report(DeviceCondition condition, string? detail) => _health.Report(new DeviceReport("io-1", condition, detail));
}
