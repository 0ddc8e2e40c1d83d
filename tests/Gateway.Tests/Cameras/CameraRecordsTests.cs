using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Cameras;

/// <summary>What a camera does and says is on record, and does not fill it.</summary>
public sealed class CameraRecordsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<GatewayEvent> _happened = [];
    private readonly CameraRecords _records;

    public CameraRecordsTests() => _records = new CameraRecords(_happened.Add, _time);

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(30)]
    [InlineData(70)]
    public void A_camera_that_goes_and_comes_all_day_is_unsteady_and_at_last_on_record_as_it_is(int seconds)
    {
        Online();
        var changes = 0;
        for (var at = 0; at < 86_400; at += seconds, changes++)
        {
            if (changes % 2 == 0)
            {
                Offline("the stream ended");
            }
            else
            {
                Online();
            }

            _records.Look();
            _time.Advance(TimeSpan.FromSeconds(seconds));
            _records.Look();
        }

        Assert.InRange(_happened.Count, 20, 300);
        Assert.IsType<DeviceUnsteady>(_happened[^1]);
        Assert.Equal("camera/yard", ((DeviceUnsteady)_happened[^1]).Device);
        var own = _happened.Count(one => one is CameraFound or CameraLost);
        Assert.InRange(_happened.OfType<DeviceUnsteady>().Sum(one => one.Times) + own, changes * 0.98, changes + 1);
        for (var i = 0; i < 11; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            _records.Look();
        }

        Assert.True(_happened[^1] is CameraFound or CameraLost);
        Assert.Equal(changes % 2 == 0, _happened[^1] is CameraFound);
    }

    [Fact]
    public void Bursts_with_rests_between_do_not_fill_the_record_either()
    {
        Online();
        for (var minute = 0; minute < 1440; minute += 2)
        {
            for (var i = 0; i < 5; i++)
            {
                Offline("the stream ended");
                _time.Advance(TimeSpan.FromSeconds(2));
                Online();
                _time.Advance(TimeSpan.FromSeconds(2));
            }

            _time.Advance(TimeSpan.FromSeconds(100));
            _records.Look();
        }

        Assert.InRange(_happened.Count, 20, 400);
    }

    [Fact]
    public void An_outage_now_and_then_is_on_record_each_time_with_its_reason()
    {
        Online();
        for (var i = 0; i < 24; i++)
        {
            Offline("no frame for 5 s");
            _time.Advance(TimeSpan.FromMinutes(1));
            Online();
            _time.Advance(TimeSpan.FromHours(1));
            _records.Look();
        }

        Assert.Equal(49, _happened.Count);
        Assert.Equal(24, _happened.OfType<CameraLost>().Count(one => one.Reason == "no frame for 5 s"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_camera_says_of_itself_is_on_record_whether_it_is_there_or_not(bool isThere)
    {
        if (isThere)
        {
            Online();
        }
        else
        {
            Offline("connection refused");
        }

        for (var i = 0; i < 60; i++)
        {
            _records.Handle(new CameraNoted("yard", 0, "main stream: user or password not accepted (401 unauthorised)"));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var notes = _happened.OfType<DeviceNoted>().ToList();
        Assert.Equal(new DeviceNoted("camera/yard", "main stream: user or password not accepted (401 unauthorised)", 1), notes[0]);
        Assert.InRange(notes.Count, 2, 3);
    }

    private void Online() => _records.Handle(new CameraOnline("yard", 0, 1280, 720, "h264"));

    private void Offline(string reason) => _records.Handle(new CameraOffline("yard", 0, reason));
}
