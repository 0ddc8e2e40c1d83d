using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Duty;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>The one list of alarms, of cameras and of everything else, and what people say about them. Thread safe.</summary>
internal sealed class SiteAlarms(PerimeterWatch watch, StandingAlarms standing, HandledAlarms handled, Action<GatewayEvent> append)
{
    /// <summary>Of what ended, where a few are shown.</summary>
    private const int MostEndedShown = 200;

    private readonly Lock _oneAtATime = new();

    /// <summary>What an earlier run left open: of its end nothing tells any more.</summary>
    private readonly IReadOnlyList<StandingAlarm> _leftOpen =
        [.. standing.All.Where(a => a.EndedAt is null && !AlarmSign.OutlivesRestarts(a.Alarm))];

    /// <summary>Those that go on, then those that ended and that nobody has acknowledged; the oldest first.</summary>
    public IReadOnlyList<AlarmStatus> All => [.. watch.Alarms.Concat(standing.All.Select(StatusOf))
        .OrderBy(a => a.EndedAt is not null).ThenBy(a => a.Since)];

    /// <summary>As <see cref="All"/>, of those that ended the newest: what is shown at once, however many wait.</summary>
    public IReadOnlyList<AlarmStatus> Newest
    {
        get
        {
            var all = All;
            var more = all.Count(a => a.EndedAt is not null) - MostEndedShown;
            return more <= 0 ? all : [.. all.Where(a => a.EndedAt is null), .. all.Where(a => a.EndedAt is not null).Skip(more)];
        }
    }

    public AlarmCounts Counts
    {
        get
        {
            AlarmStatus[] open = [.. All.Where(a => a.AcknowledgedBy is null)];
            return new AlarmCounts(open.Length + watch.Unlisted, open.Count(a => a.TakenBy is null), watch.Unlisted);
        }
    }

    /// <summary>Ends what an earlier run left open and this one has not seen begin again. What still goes on begins anew as its door or
    /// device is looked at.</summary>
    public void Start()
    {
        foreach (var left in _leftOpen.Where(left => standing.All.Any(now => now.Alarm == left.Alarm && now.Count == left.Count
            && now.EndedAt is null)))
        {
            append(new AlarmLapsed(left.Alarm, left.Type, left.Place));
        }
    }

    /// <summary>Records that an operator has taken notice.</summary>
    /// <param name="alarm">Null for all that nobody has acknowledged.</param>
    /// <returns>The alarms; none where there is none of that name, or it was acknowledged before.</returns>
    public IReadOnlyList<string> Acknowledge(string? alarm, string acknowledgedBy) =>
        Act(new AlarmAct(alarm is null ? null : [alarm], null, acknowledgedBy)).Alarms;

    /// <summary>Records what an operator says about alarms, each by itself: what can't be said about one stops none of the others. Of two
    /// at once the second sees what the first has done.</summary>
    public AlarmActResult Act(AlarmAct act)
    {
        lock (_oneAtATime)
        {
            var all = All.ToDictionary(a => a.Alarm, StringComparer.Ordinal);
            List<AlarmRefusal> refused = [];
            List<string> done = [];
            foreach (var name in (act.Alarms ?? [.. all.Keys]).Distinct(StringComparer.Ordinal))
            {
                if (!all.TryGetValue(name, out var alarm))
                {
                    refused.Add(AlarmRefusal.Unknown(name, handled.Find(name)));
                }
                else if (Judge(alarm, act) is { } refusal)
                {
                    refused.Add(refusal);
                }
                else
                {
                    done.Add(name);
                    append(RecordOf(alarm, act));
                }
            }

            return new AlarmActResult(done, act.Alarms is null ? [] : refused);
        }
    }

    private static AlarmRefusal? Judge(AlarmStatus alarm, AlarmAct act) => alarm switch
    {
        { AcknowledgedBy: { } by } => new AlarmRefusal(alarm.Alarm, AlarmRefusalCode.AlreadyEnded, by, alarm.AcknowledgedAt),
        { TakenBy: { } by } when act is { Kind: AlarmActKind.Mine, TakeOver: false } && by != act.Operator =>
            new AlarmRefusal(alarm.Alarm, AlarmRefusalCode.AlreadyTaken, by, alarm.TakenAt),
        _ => null,
    };

    private static AlarmEvent RecordOf(AlarmStatus alarm, AlarmAct act)
    {
        AlarmOutcome? outcome = act.Kind switch
        {
            AlarmActKind.Done => AlarmOutcome.Done,
            AlarmActKind.False => AlarmOutcome.False,
            _ => null,
        };
        return (act.Kind, alarm) switch
        {
            (AlarmActKind.Mine, { Camera: { } camera }) => new AlarmTaken(alarm.Alarm, alarm.Type, new Place(camera, alarm.Zone).ToString(),
                act.Operator, Before(alarm, act), act.Note),
            (AlarmActKind.Mine, _) => new AlarmTaken(alarm.Alarm, alarm.Type, alarm.Where, act.Operator, Before(alarm, act), act.Note),
            (_, { Camera: { } camera, Kind: { } kind }) => new AlarmAcknowledged(alarm.Alarm, kind, camera, alarm.Zone, act.Operator,
                outcome, act.Note),
            _ => new AlarmSeenTo(alarm.Alarm, alarm.Type, alarm.Where, act.Operator, outcome, act.Note),
        };
    }

    private static string? Before(AlarmStatus alarm, AlarmAct act) => alarm.TakenBy == act.Operator ? null : alarm.TakenBy;

    private static AlarmStatus StatusOf(StandingAlarm known) => new AlarmStatus(known.Alarm, null, null, null, null, [], known.At,
        known.Count, 0, known.EndedAt is null, known.AcknowledgedBy, known.AcknowledgedAt, known.EndedAt, known.Type, known.Place)
        .With(known.Handling) with
    {
        LastAt = known.LastAt,
    };
}
