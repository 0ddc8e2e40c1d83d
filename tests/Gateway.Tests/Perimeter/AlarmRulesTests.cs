using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>The rules of one alarm: the cases one by one, then any sequence of inputs (20,000 cases of up to 80 each).</summary>
public sealed class AlarmRulesTests
{
    private static readonly TimeSpan _reAlert = TimeSpan.FromSeconds(30);

    private WatchState _state = WatchState.AtRest;
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void An_alarm_is_raised_as_it_begins_and_ends_once_nothing_came_for_the_re_alert_time()
    {
        Give(new WatchInput.Arm());
        Assert.Equal([new WatchOutcome.Raised(2, 0.5, null)], Give(new WatchInput.Began(1, 2, 0.5)));
        Wait(40);
        Assert.Empty(Give(new WatchInput.Ended(1, TimeSpan.FromSeconds(35), 4)));
        Wait(24);
        Assert.Empty(Give(new WatchInput.Tick()));
        Wait(1);
        var ended = Assert.IsType<WatchOutcome.Ended>(Assert.Single(Give(new WatchInput.Tick())));
        Assert.Equal((AlarmEndReason.Over, 35.0, 4, 0), (ended.Reason, ended.Alarm.Seconds, ended.Alarm.Most, ended.Alarm.Repeats));
        Assert.Empty(Give(new WatchInput.Tick()));
    }

    [Fact]
    public void What_begins_again_within_the_re_alert_time_belongs_to_the_same_alarm()
    {
        Give(new WatchInput.Arm());
        Give(new WatchInput.Began(1, 1, 0.5));
        Give(new WatchInput.Ended(1, TimeSpan.Zero, 1));
        Wait(29);
        Assert.Equal([new WatchOutcome.Joined()], Give(new WatchInput.Began(2, 3, 0.5)));
        Wait(300);
        Assert.Empty(Give(new WatchInput.Tick()));
        Give(new WatchInput.Ended(2, TimeSpan.FromSeconds(300), 3));
        Wait(30);
        var ended = Assert.IsType<WatchOutcome.Ended>(Assert.Single(Give(new WatchInput.Tick())));
        Assert.Equal((1, 3, 329.0), (ended.Alarm.Repeats, ended.Alarm.Most, ended.Alarm.Seconds));
        Assert.IsType<WatchOutcome.Raised>(Assert.Single(Give(new WatchInput.Began(3, 1, 0.5))));
    }

    [Fact]
    public void Crossings_of_a_line_are_one_alarm_that_counts_both_directions()
    {
        Give(new WatchInput.Arm());
        Assert.Equal([new WatchOutcome.Raised(1, 0.8, CrossingDirection.LeftToRight)],
            Give(new WatchInput.Crossed(CrossingDirection.LeftToRight, 0.8)));
        Wait(10);
        Assert.Equal([new WatchOutcome.Joined()], Give(new WatchInput.Crossed(CrossingDirection.RightToLeft, 0.8)));
        Wait(10);
        Assert.Equal([new WatchOutcome.Joined()], Give(new WatchInput.Crossed(CrossingDirection.LeftToRight, 0.8)));
        Wait(30);

        // The end comes first even where no tick came before the next crossing.
        var both = Give(new WatchInput.Crossed(CrossingDirection.LeftToRight, 0.8));
        var alarm = Assert.IsType<WatchOutcome.Ended>(both[0]).Alarm;
        Assert.Equal((2, 1, 2, 20.0), (alarm.LeftToRight, alarm.RightToLeft, alarm.Repeats, alarm.Seconds));
        Assert.IsType<WatchOutcome.Raised>(both[1]);
    }

    [Fact]
    public void What_goes_on_as_the_place_is_armed_raises_then_and_disarming_ends_it_with_that_reason()
    {
        Assert.Empty(Give(new WatchInput.Began(1, 2, 0.5)));
        Wait(100);
        Assert.Equal([new WatchOutcome.Raised(2, 0.5, null)], Give(new WatchInput.Arm()));
        Wait(7);
        var ended = Assert.IsType<WatchOutcome.Ended>(Assert.Single(Give(new WatchInput.Disarm(AlarmEndReason.ScheduleOver))));
        Assert.Equal((AlarmEndReason.ScheduleOver, 7.0), (ended.Reason, ended.Alarm.Seconds));
        Assert.IsType<WatchOutcome.Raised>(Assert.Single(Give(new WatchInput.Arm())));
    }

    [Fact]
    public void A_lost_camera_ends_its_alarm_at_once_and_what_it_sees_on_its_return_is_a_new_one()
    {
        Give(new WatchInput.Arm());
        Give(new WatchInput.Began(1, 1, 0.5));
        Wait(5);
        var ended = Assert.IsType<WatchOutcome.Ended>(Assert.Single(Give(new WatchInput.Lost())));
        Assert.Equal(AlarmEndReason.CameraLost, ended.Reason);
        Assert.Empty(Give(new WatchInput.Ended(1, TimeSpan.FromSeconds(5), 1)));
        Assert.IsType<WatchOutcome.Raised>(Assert.Single(Give(new WatchInput.Began(2, 1, 0.5))));
    }

    [Fact]
    public void The_end_of_another_incident_ends_nothing()
    {
        Give(new WatchInput.Arm());
        Give(new WatchInput.Began(1, 1, 0.5));
        Assert.Empty(Give(new WatchInput.Began(2, 5, 0.5)));
        Give(new WatchInput.Ended(1, TimeSpan.Zero, 1));
        Wait(100);
        Assert.Empty(Give(new WatchInput.Tick()));
        Assert.Equal(5, _state.Alarm!.Most);
    }

    [Fact]
    public void With_no_re_alert_time_an_alarm_ends_with_what_raised_it()
    {
        _state = AlarmRules.Next(_state, new WatchInput.Arm(), _now, TimeSpan.Zero).State;
        var (_, outcomes) = AlarmRules.Next(_state, new WatchInput.Crossed(CrossingDirection.LeftToRight, 0.8), _now, TimeSpan.Zero);
        Assert.Equal([typeof(WatchOutcome.Raised), typeof(WatchOutcome.Ended)], outcomes.Select(o => o.GetType()));
    }

    /// <summary>Every alarm has one beginning and one end, never two are open, nothing that is news is uncounted, and whatever goes on at
    /// an armed place has its alarm.</summary>
    [Fact]
    public void Whatever_happens_every_alarm_begins_and_ends_once_and_nothing_is_lost() =>
        Gen.Select(Step.Array[0, 80], Gen.Int[0, 40]).Sample(
            (steps, reAlertSeconds) =>
            {
                var (state, now, open, joined) = (WatchState.AtRest, TimeSpan.FromHours(1), false, 0);
                foreach (var (input, waitMs) in steps.Append((new WatchInput.Lost(), 0)))
                {
                    now += TimeSpan.FromMilliseconds(waitMs);
                    var before = state;
                    (state, var outcomes) = AlarmRules.Next(state, input, now, TimeSpan.FromSeconds(reAlertSeconds));
                    foreach (var outcome in outcomes)
                    {
                        switch (outcome)
                        {
                            case WatchOutcome.Raised:
                                Assert.False(open, "two alarms are open");
                                Assert.True(state.Armed, "raised while disarmed");
                                (open, joined) = (true, 0);
                                break;
                            case WatchOutcome.Joined:
                                Assert.True(open);
                                joined++;
                                break;
                            case WatchOutcome.Ended { Alarm: var alarm }:
                                Assert.True(open, "an end without a beginning");
                                Assert.Equal(joined, alarm.Repeats);
                                Assert.True(alarm.SeenAt >= alarm.RaisedAt && alarm.SeenAt <= now);
                                Assert.True(alarm.LeftToRight + alarm.RightToLeft <= alarm.Repeats + 1);
                                open = false;
                                break;
                        }
                    }

                    Assert.Equal(open, state.Alarm is not null);
                    Assert.Equal(IsNews(before, input) ? 1 : 0, outcomes.Count(o => o is WatchOutcome.Raised or WatchOutcome.Joined));
                    Assert.True(!state.Armed || state.Going is null || open, "something goes on at an armed place without an alarm");
                    Assert.True(state.Armed || !open, "an alarm is open at a place that is not armed");
                }

                Assert.False(open, "a lost camera leaves an alarm open");
            },
            iter: FastTests.Cases(20_000));

    private static bool IsNews(WatchState before, WatchInput input) => input switch
    {
        WatchInput.Began => before is { Armed: true, Going: null },
        WatchInput.Crossed => before.Armed,
        WatchInput.Arm => before is { Armed: false, Going: not null },
        _ => false,
    };

    private static Gen<(WatchInput Input, int WaitMs)> Step { get; } = Gen.Select(
        Gen.Frequency(
            (4, Gen.Select(Gen.Int[1, 3], Gen.Int[0, 9]).Select((n, count) => (WatchInput)new WatchInput.Began(n, count, 0.5))),
            (4, Gen.Select(Gen.Int[1, 3], Gen.Int[-1, 60], Gen.Int[0, 9]).Select((n, s, most) => (WatchInput)new WatchInput.Ended(n, s < 0
                ? null : TimeSpan.FromSeconds(s), most))),
            (3, Gen.Bool.Select(right => (WatchInput)new WatchInput.Crossed(right ? CrossingDirection.LeftToRight
                : CrossingDirection.RightToLeft, 0.8))),
            (1, Gen.Const((WatchInput)new WatchInput.Lost())),
            (2, Gen.Const((WatchInput)new WatchInput.Arm())),
            (1, Gen.Const((WatchInput)new WatchInput.Disarm(AlarmEndReason.Disarmed))),
            (3, Gen.Const((WatchInput)new WatchInput.Tick()))),
        Gen.Int[0, 25_000]);

    private IReadOnlyList<WatchOutcome> Give(WatchInput input)
    {
        (_state, var outcomes) = AlarmRules.Next(_state, input, _now, _reAlert);
        return outcomes;
    }

    private void Wait(int seconds) => _now += TimeSpan.FromSeconds(seconds);
}
