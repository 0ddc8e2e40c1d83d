using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>The one list of alarms, of cameras and of everything else, and its acknowledgement. Thread safe.</summary>
internal sealed class SiteAlarms(PerimeterWatch watch, StandingAlarms standing, Action<GatewayEvent> append)
{
    private readonly Lock _oneAtATime = new();

    /// <summary>What an earlier run left open: of its end nothing tells any more.</summary>
    private readonly IReadOnlyList<StandingAlarm> _leftOpen =
        [.. standing.All.Where(a => a.EndedAt is null && !AlarmSign.OutlivesRestarts(a.Alarm))];

    /// <summary>Those that go on, then those that ended and that nobody has acknowledged; the oldest first.</summary>
    public IReadOnlyList<AlarmStatus> All => [.. watch.Alarms.Concat(standing.All.Select(StatusOf))
        .OrderBy(a => a.EndedAt is not null).ThenBy(a => a.Since)];

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
    public IReadOnlyList<string> Acknowledge(string? alarm, string acknowledgedBy)
    {
        lock (_oneAtATime)
        {
            StandingAlarm[] found = [.. standing.All.Where(a => a.AcknowledgedBy is null && (alarm is null || a.Alarm == alarm))];
            Array.ForEach(found, a => append(new AlarmSeenTo(a.Alarm, a.Type, a.Place, acknowledgedBy)));
            return [.. watch.Acknowledge(alarm, acknowledgedBy), .. found.Select(a => a.Alarm)];
        }
    }

    private static AlarmStatus StatusOf(StandingAlarm known) => new(known.Alarm, null, null, null, null, [], known.At, known.Count, 0,
        known.EndedAt is null, known.AcknowledgedBy, known.AcknowledgedAt, known.EndedAt, known.Type, known.Place);
}
