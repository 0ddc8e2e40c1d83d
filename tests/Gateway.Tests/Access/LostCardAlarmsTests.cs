using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class LostCardAlarmsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<GatewayEvent> _told = [];
    private readonly LostCardAlarms _alarms;

    public LostCardAlarmsTests() => _alarms = new LostCardAlarms("gate", _time, _told.Add);

    [Fact]
    public void A_lost_card_held_before_a_reader_for_an_hour_is_an_alarm_at_once_and_one_a_minute_that_says_how_often()
    {
        for (var seconds = 0; seconds <= 3600; seconds += 2)
        {
            _alarms.Show("5003", "p-1");
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(61, _told.Count);
        Assert.Equal(new LostCardShown("gate", "5003", "p-1"), _told[0]);
        Assert.All(_told.Skip(1), one => Assert.Equal(new LostCardShown("gate", "5003", "p-1", 30), one));
    }

    [Fact]
    public void Another_card_and_the_same_one_of_another_holder_is_an_alarm_of_its_own_and_so_is_one_that_comes_again()
    {
        _alarms.Show("5003", "p-1");
        _alarms.Show("5004", "p-1");
        _alarms.Show("5003", "p-2");
        _alarms.Show("5003", "p-1");
        Assert.Equal(3, _told.Count);
        _time.Advance(TimeSpan.FromMinutes(10));
        _alarms.Show("5004", "p-1");
        Assert.Equal(new LostCardShown("gate", "5004", "p-1"), _told[^1]);
        _alarms.Show("5003", "p-1");
        Assert.Equal(new LostCardShown("gate", "5003", "p-1"), _told[^1]);
    }
}
