using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>How sightings become one alarm with a beginning and an end. Pure and total. An alarm stays open while what raised it goes on
/// and for the re-alert time after it was last seen; what begins within that time belongs to it. It ends once, and what goes on while the
/// place becomes armed raises then.</summary>
internal static class AlarmRules
{
    /// <param name="now">The monotonic clock; never earlier than in the step before.</param>
    /// <param name="reAlert">How long an alarm waits for more before it ends.</param>
    public static (WatchState State, IReadOnlyList<WatchOutcome> Outcomes) Next(WatchState state, WatchInput input, TimeSpan now,
        TimeSpan reAlert)
    {
        List<WatchOutcome> outcomes = [];
        state = EndQuiet(state, now, reAlert, outcomes);
        state = Apply(state, input, now, outcomes);
        return (EndQuiet(state, now, reAlert, outcomes), outcomes);
    }

    private static WatchState Apply(WatchState state, WatchInput input, TimeSpan now, List<WatchOutcome> outcomes) => (state, input) switch
    {
        // Told anew without an end between: the same goes on.
        ({ Going: { } going }, WatchInput.Began more) => Saw(state with
        {
            Going = new Going(more.Incident, going.Since, more.Count,
            more.Score)
        }, now, more.Count),
        (_, WatchInput.Began began) => Seen(state with { Going = new Going(began.Incident, now, began.Count, began.Score) }, began.Count,
            began.Score, null, now, outcomes),

        ({ Going: { } going }, WatchInput.Ended ended) when going.Incident == ended.Incident => Saw(state with { Going = null },
            EndOf(going, ended, now), ended.Most),

        (_, WatchInput.Crossed crossed) => Seen(state, 1, crossed.Score, crossed.Direction, now, outcomes),

        (_, WatchInput.Lost) => End(state, AlarmEndReason.CameraLost, now, outcomes) with { Going = null },

        ({ Armed: false, Going: { } going }, WatchInput.Arm) => Seen(state with { Armed = true }, going.Count, going.Score, null,
            now, outcomes),
        (_, WatchInput.Arm) => state with { Armed = true },
        (_, WatchInput.Disarm disarmed) => End(state, disarmed.Reason, now, outcomes) with { Armed = false },

        _ => state,
    };

    /// <summary>Something has begun, or is there as the place becomes armed.</summary>
    private static WatchState Seen(WatchState state, int count, double score, CrossingDirection? direction, TimeSpan now,
        List<WatchOutcome> outcomes)
    {
        if (!state.Armed)
        {
            return state;
        }

        outcomes.Add(state.Alarm is null ? new WatchOutcome.Raised(count, score, direction) : new WatchOutcome.Joined());
        var alarm = state.Alarm is { } open
            ? open with { SeenAt = now, Most = Math.Max(open.Most, count), Repeats = open.Repeats + 1 }
            : new OpenAlarm(now, now, count, 0, 0, 0);
        return state with { Alarm = direction is { } way ? alarm.With(way) : alarm };
    }

    /// <summary>More is known of what the alarm, if there is one, was raised for.</summary>
    private static WatchState Saw(WatchState state, TimeSpan at, int most) => state.Alarm is { } open
        ? state with { Alarm = open with { SeenAt = at > open.SeenAt ? at : open.SeenAt, Most = Math.Max(open.Most, most) } }
        : state;

    private static WatchState EndQuiet(WatchState state, TimeSpan now, TimeSpan reAlert, List<WatchOutcome> outcomes) =>
        state is { Going: null, Alarm: { } open } && now - open.SeenAt >= reAlert ? End(state, AlarmEndReason.Over, now, outcomes) : state;

    private static WatchState End(WatchState state, AlarmEndReason reason, TimeSpan now, List<WatchOutcome> outcomes)
    {
        if (state.Alarm is { } open)
        {
            outcomes.Add(new WatchOutcome.Ended(reason, state.Going is null ? open : open with { SeenAt = now }));
        }

        return state with { Alarm = null };
    }

    private static TimeSpan EndOf(Going going, WatchInput.Ended ended, TimeSpan now) => ended.Lasted is { } lasted
        && lasted < now - going.Since ? going.Since + lasted : now;
}
