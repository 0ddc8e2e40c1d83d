using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections.Duty;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>An alarm of a door, a device or the gateway itself: all of its beginnings since somebody acknowledged it, as one.</summary>
/// <param name="Alarm">As <see cref="AlarmSign.Alarm"/>.</param>
/// <param name="Type">The event that began it last.</param>
/// <param name="At">When it began first.</param>
/// <param name="LastAt">When it began last.</param>
/// <param name="Count">How often it began.</param>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="Handling">Null where nobody said anything about it.</param>
internal sealed record StandingAlarm(string Alarm, string Type, string? Place, DateTimeOffset At, DateTimeOffset LastAt, int Count,
    string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, DateTimeOffset? EndedAt, AlarmHandling? Handling = null);

/// <summary>The alarms that are no camera's and that go on or that nobody has acknowledged: a fold over the journal. What began again
/// before somebody acknowledged it is counted, and what goes on after an acknowledgement is kept until its end. There is one a family and
/// place, so the site bounds them. Thread safe.</summary>
internal sealed class StandingAlarms
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StandingAlarm> _alarms = new(StringComparer.Ordinal);

    public StandingAlarms(IReadOnlyList<StandingAlarm>? kept) => kept?.ToList().ForEach(alarm => _alarms[alarm.Alarm] = alarm);

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<StandingAlarm> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _alarms.Values.OrderBy(a => a.At)];
            }
        }
    }

    /// <summary>Whether it goes on.</summary>
    public bool IsOpen(string alarm)
    {
        lock (_lock)
        {
            return _alarms.TryGetValue(alarm, out var known) && known.EndedAt is null;
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case AlarmLapsed lapsed:
                    End(lapsed.Alarm, when.At);
                    break;
                case AlarmSeenTo seenTo when _alarms.TryGetValue(seenTo.Alarm, out var known):
                    _alarms[known.Alarm] = known with
                    {
                        AcknowledgedBy = seenTo.Operator,
                        AcknowledgedAt = when.At,
                        Handling = AlarmHandling.Over(known.Handling, seenTo.Outcome, seenTo.Note),
                    };
                    Forget(known.Alarm);
                    break;
                case AlarmTaken taken when _alarms.TryGetValue(taken.Alarm, out var known):
                    _alarms[known.Alarm] = known with { Handling = AlarmHandling.Taken(taken, when.At) };
                    break;
                default:
                    if (AlarmSign.Of(happened) is { } sign)
                    {
                        Fold(sign, happened.Type, when.At);
                    }

                    break;
            }
        }
    }

    public IReadOnlyList<StandingAlarm> Keep()
    {
        lock (_lock)
        {
            return [.. _alarms.Values];
        }
    }

    private void Fold(AlarmSign sign, string type, DateTimeOffset at)
    {
        if (sign.Edge == AlarmEdge.Ends)
        {
            End(sign.Alarm, at);
            return;
        }

        // A door that was seen to as held open, and is forced now, is to be seen to again.
        var known = _alarms.GetValueOrDefault(sign.Alarm) is { } before && (before.AcknowledgedBy is null || before.Type == type) ? before
            : new StandingAlarm(sign.Alarm, type, sign.Place, at, at, 0, null, null, null);
        _alarms[sign.Alarm] = known with
        {
            Type = type,
            LastAt = at,
            Count = known.Count + 1,

            // Whoever took care of a door that was held open may not know that it is forced now.
            Handling = known.Type == type ? known.Handling : null,
            EndedAt = sign.Edge == AlarmEdge.Happens ? at : null,
        };
    }

    private void End(string alarm, DateTimeOffset at)
    {
        if (_alarms.TryGetValue(alarm, out var known))
        {
            _alarms[alarm] = known with { EndedAt = known.EndedAt ?? at };
            Forget(alarm);
        }
    }

    /// <summary>What is over and seen to.</summary>
    private void Forget(string alarm)
    {
        if (_alarms[alarm] is { EndedAt: not null, AcknowledgedBy: not null })
        {
            _alarms.Remove(alarm);
        }
    }
}
