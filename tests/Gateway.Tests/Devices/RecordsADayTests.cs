using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Doors;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Devices;

/// <summary>What goes and comes, or says the same, at whatever pace: some hundred records a day, and nothing is passed over.</summary>
public sealed class RecordsADayTests : IDisposable
{
    private const int Most = 450;
    private const int Days = 1;
    private static readonly int[] _periods = [1, 9, 31, 70, 95, 299, 577, 601, 721];

    private readonly TemporaryFolder _folder = new();
    private FakeTimeProvider _time = new();
    private List<(DateTimeOffset At, GatewayEvent Happened)> _happened = [];
    private EventLedger? _ledger;
    private DateTimeOffset _begin;
    private long _elapsed;

    public void Dispose()
    {
        _ledger?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(DeviceCondition.Offline, DeviceCondition.Online)]
    [InlineData(DeviceCondition.Tampered, DeviceCondition.TamperCleared)]
    [InlineData(DeviceCondition.PowerFailed, DeviceCondition.PowerRestored)]
    [InlineData(DeviceCondition.KeyRefused, DeviceCondition.Online)]
    [InlineData(DeviceCondition.Impaired, DeviceCondition.Mended)]
    public void A_device(DeviceCondition one, DeviceCondition other) => Sweep(() =>
    {
        var health = new DeviceHealth(Ledger(), _time);
        health.Report(new DeviceReport("io-1", DeviceCondition.Online));
        return (isOn => health.Report(new DeviceReport("io-1", isOn ? one : other, "why")), health.Look);
    });

    /// <summary>As a board that is back for a moment each time, and lacks its watchdog.</summary>
    [Fact]
    public void A_device_that_is_impaired_each_time_it_comes() => Sweep(() =>
    {
        var health = new DeviceHealth(Ledger(), _time);
        return (isOn =>
        {
            health.Report(new DeviceReport("io-1", isOn ? DeviceCondition.Online : DeviceCondition.Offline, "gone"));
            if (isOn)
            {
                health.Report(new DeviceReport("io-1", DeviceCondition.Impaired, "there is no watchdog"));
            }
        }, health.Look);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(40)]
    public void What_a_device_says(int words) => Sweep(() =>
    {
        var (health, said) = (new DeviceHealth(Ledger(), _time), 0);
        return (_ => health.Report(new DeviceReport("io-1", DeviceCondition.Noted, $"relay {said++ % words} was moved")), health.Look);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(40)]
    public void A_reader_with_a_loose_wire(int words) => Sweep(() =>
    {
        var (faults, said) = (new ReaderFaults(Ledger(), _time), 0);
        return (_ => faults.Handle(new ReaderFault("gate", $"{said++ % words} bits came")), faults.Look);
    });

    [Fact]
    public void A_camera() => Sweep(() =>
    {
        var records = new CameraRecords(Add, _time);
        return (isOn => records.Handle(isOn ? new CameraOffline("yard", 0, "gone")
            : new CameraOnline("yard", 0, 640, 480, "h264")), records.Look);
    });

    [Fact]
    public void The_link() => Sweep(() =>
    {
        var link = new LinkHealth(Add, _time);
        return (isOn => link.Note(isOn ? new LinkNote(LinkFinding.Lost, null, "it closed") : new LinkNote(LinkFinding.Restored)),
            link.Look);
    });

    /// <summary>A contact or a line of a door, or of its box.</summary>
    [Fact]
    public void What_is_in_trouble_and_in_order() => Sweep(() =>
    {
        var records = new TroubleRecords(Add, _time);
        var (opened, closed) = (new DeviceTampered("gate"), new TamperCleared("gate"));
        return (isOn => records.Set("gate", isOn ? opened : null, closed), records.Look);
    });

    /// <summary>The fire itself is never held back: as long as it is there it stands on record.</summary>
    [Theory]
    [InlineData(InputState.Active)]
    [InlineData(InputState.OpenCircuit)]
    [InlineData(InputState.Unknown)]
    public void The_fire_contact_and_what_it_tells_of_a_fire_at_once(InputState state) => Sweep(() =>
    {
        var input = new FakeInput(InputState.Inactive);
        var fire = new FireRelease(new FireOptions { Input = DoorBench.Input(DoorBench.FirePin) }, [], (_, onChange) =>
        {
            input.OnChange = onChange;
            return input;
        }, _time);
        var health = new DeviceHealth(Ledger(), _time);
        var records = new FireRecords(fire, Add, health.Report, _time);
        Action look = records.Look;
        look += health.Look;
        return (isOn =>
        {
            input.Set(isOn ? state : InputState.Inactive);
            while (fire.Changes.TryRead(out var change))
            {
                records.Handle(change);
            }

            Assert.True(!fire.IsActive || _happened.FindLast(one => one.Happened is FireReleased or FireReset).Happened is FireReleased);
        }, look);
    });

    /// <summary>Any gaps between changes: bursts, rests and all between.</summary>
    [Fact]
    public void Whatever_the_pace_and_the_rests_between()
    {
        var gap = Gen.OneOf(Gen.Int[1, 20], Gen.Int[20, 100], Gen.Int[100, 700], Gen.Int[700, 4000]);
        Gen.Select(gap, Gen.Int[1, 12], gap).Array[1, 6].Sample(bursts =>
        {
            Begin();
            var records = new TroubleRecords(Add, _time);
            var (opened, closed) = (new DeviceTampered("gate"), new TamperCleared("gate"));
            var (left, isOn) = (Days * 86_400, false);
            while (left > 0)
            {
                foreach (var (pace, count, rest) in bursts)
                {
                    for (var i = 0; i <= count; i++)
                    {
                        records.Set("gate", (isOn = !isOn) ? opened : null, closed);
                        left -= Pass(i < count ? pace : rest, records.Look);
                        Assert.True(!isOn || _happened.FindLast(one => one.Happened is not DeviceUnsteady).Happened is DeviceTampered);
                    }
                }
            }

            AssertBounded("");
        }, iter: FastTests.Cases(20), threads: 1);
    }

    private static int TimesOf(GatewayEvent happened) => happened switch
    {
        DeviceUnsteady one => one.Times,
        DeviceNoted one => one.Times,
        LinkNoted one => one.Times ?? 1,
        ReaderFaulted one => one.Times ?? 1,
        InputLineFaulted => 0,
        _ => 1,
    };

    /// <param name="make">Gives what makes a change, and what looks every few seconds.</param>
    private void Sweep(Func<(Action<bool> Turn, Action Look)> make)
    {
        foreach (var period in _periods)
        {
            Begin();
            var (turn, look) = make();
            var changes = 0;
            for (var second = 0; second < Days * 86_400; second += period)
            {
                turn(changes++ % 2 == 0);
                Pass(period, look);
            }

            AssertBounded($"a change each {period} s: ");
            Pass(3600, look);
            Assert.True(_happened.Sum(one => TimesOf(one.Happened)) >= changes,
                $"a change each {period} s: {_happened.Sum(one => TimesOf(one.Happened))} of {changes} are on record");
        }
    }

    private void AssertBounded(string what)
    {
        for (var day = 0; day < Days; day++)
        {
            var (from, to) = (_begin.AddDays(day), _begin.AddDays(day + 1));
            var records = _happened.Count(one => one.At >= from && one.At < to);
            Assert.True(records <= Most, $"{what}{records} records on day {day + 1}");
        }
    }

    /// <returns>The seconds.</returns>
    private int Pass(int seconds, Action look)
    {
        for (var left = seconds; left > 0;)
        {
            var step = Math.Min(left, 10 - (int)(_elapsed % 10));
            _time.Advance(TimeSpan.FromSeconds(step));
            (left, _elapsed) = (left - step, _elapsed + step);
            if (_elapsed % 10 == 0)
            {
                look();
            }
        }

        return seconds;
    }

    private void Begin()
    {
        _ledger?.Dispose();
        (_ledger, _time, _happened, _elapsed) = (null, new FakeTimeProvider(), [], 0);
        _begin = _time.GetUtcNow();
    }

    private EventLedger Ledger()
    {
        _ledger = new EventLedger(_folder.At($"{Guid.NewGuid():N}"), _time, NullLoggerFactory.Instance);
        _ledger.Appended += Add;
        return _ledger;
    }

    private void Add(GatewayEvent happened) => _happened.Add((_time.GetUtcNow(), happened));
}
