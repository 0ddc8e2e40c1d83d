using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>An operator's order for one place.</summary>
/// <param name="Place">As <c>camera/zone</c>.</param>
/// <param name="Until">Null: until an operator says otherwise.</param>
/// <param name="At">When it was recorded.</param>
internal sealed record PlaceOrder(string Place, bool Armed, DateTimeOffset? Until, string Operator, DateTimeOffset At);

/// <summary>An alarm, or an incident that is none, as the journal has it.</summary>
/// <param name="IsAlarm">false: recorded alone.</param>
/// <param name="At">When it began.</param>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="Handling">Null where nobody said anything about it.</param>
internal sealed record KnownAlarm(string Id, bool IsAlarm, AlarmKind Kind, Ring Ring, string Camera, string? Zone,
    IReadOnlyList<string> Hears, int Count, DateTimeOffset At,
    string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, DateTimeOffset? EndedAt, AlarmHandling? Handling = null);

/// <summary>The watch as a snapshot keeps it.</summary>
/// <param name="Unanswered">Alarms that ended and that nobody has acknowledged, the oldest first.</param>
/// <param name="Unlisted">How many more there were.</param>
internal sealed record ArmingSnapshot(IReadOnlyList<PlaceOrder> Orders, IReadOnlyList<KnownAlarm> Open,
    IReadOnlyList<KnownAlarm> Unanswered, long Unlisted = 0);

/// <summary>What operators ordered of watched places, the alarms that have no end yet, and those that ended unacknowledged: a fold over the
/// journal. Thread safe.</summary>
internal sealed class ArmingState
{
    /// <summary>Of more unacknowledged alarms than this the oldest are counted and no longer listed; the journal has them all. A camera
    /// that is left to raise one a minute comes to it in a week.</summary>
    public const int MostUnanswered = 10_000;

    private readonly Lock _lock = new();
    private readonly RunClock _clock;
    private readonly Dictionary<string, (PlaceOrder Order, Moment When)> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownAlarm> _open = new(StringComparer.Ordinal);
    private readonly Newest<string, KnownAlarm> _unanswered = new(MostUnanswered);
    private long _unlisted;

    public ArmingState(RunClock clock, ArmingSnapshot? kept)
    {
        _clock = clock;
        kept?.Orders.ToList().ForEach(order => _orders[order.Place] = (order, clock.Before(order.At)));
        kept?.Open.ToList().ForEach(alarm => _open[alarm.Id] = alarm);
        kept?.Unanswered.ToList().ForEach(alarm => _unanswered.Set(alarm.Id, alarm));
        _unlisted = kept?.Unlisted ?? 0;
    }

    /// <summary>Without an end, the oldest first.</summary>
    public IReadOnlyList<KnownAlarm> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. InOrder];
            }
        }
    }

    /// <summary>Alarms that ended and that nobody has acknowledged, the oldest first.</summary>
    public IReadOnlyList<KnownAlarm> Unanswered
    {
        get
        {
            lock (_lock)
            {
                return [.. _unanswered.InOrder.Select(a => a.Value)];
            }
        }
    }

    /// <summary>How many alarms nobody has acknowledged beyond those that are listed, since the list was empty.</summary>
    public long Unlisted
    {
        get
        {
            lock (_lock)
            {
                return _unlisted;
            }
        }
    }

    /// <summary>The order that stands for a place; null for none. How long one has stood is counted as <see cref="RunClock"/> does: a step
    /// of the wall clock ends none.</summary>
    public PlaceOrder? OrderFor(string place)
    {
        lock (_lock)
        {
            return _orders.TryGetValue(place, out var found) && (found.Order.Until is not { } until
                || _clock.Since(found.When) < until - found.Order.At) ? found.Order : null;
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case WatchOrdered { Order: WatchOrder.Usual } usual:
                    usual.Places.ToList().ForEach(place => _orders.Remove(place));
                    break;
                case WatchOrdered ordered:
                    foreach (var place in ordered.Places)
                    {
                        _orders[place] = (new PlaceOrder(place, ordered.Order == WatchOrder.Arm, ordered.Until, ordered.Operator, when.At),
                            when);
                    }

                    break;
                case AlarmRaised raised:
                    _open[raised.Alarm] = new KnownAlarm(raised.Alarm, true, raised.Kind, raised.Ring, raised.Camera, raised.Zone,
                        raised.Hears, raised.Count, when.At, null, null, null);
                    break;
                case IncidentNoted noted:
                    _open[noted.Incident] = new KnownAlarm(noted.Incident, false, noted.Kind, noted.Ring, noted.Camera, noted.Zone, [],
                        noted.Count, when.At, null, null, null);
                    break;
                case AlarmEnded ended when _open.Remove(ended.Alarm, out var open):
                    if (open.AcknowledgedBy is null)
                    {
                        _unlisted += _unanswered.Set(open.Id, open with { EndedAt = when.At }).Count;
                    }

                    break;
                case IncidentOver over:
                    _open.Remove(over.Incident);
                    break;
                case AlarmAcknowledged acknowledged when _open.TryGetValue(acknowledged.Alarm, out var open):
                    _open[open.Id] = open with
                    {
                        AcknowledgedBy = acknowledged.Operator,
                        AcknowledgedAt = when.At,
                        Handling = AlarmHandling.Over(open.Handling, acknowledged.Outcome, acknowledged.Note),
                    };
                    break;
                case AlarmAcknowledged acknowledged:
                    _unanswered.Remove(acknowledged.Alarm, out _);
                    _unlisted = _unanswered.Count == 0 ? 0 : _unlisted;
                    break;
                case AlarmTaken taken when _open.TryGetValue(taken.Alarm, out var open):
                    _open[open.Id] = open with { Handling = AlarmHandling.Taken(taken, when.At) };
                    break;
                case AlarmTaken taken when _unanswered.TryGet(taken.Alarm, out var ended):
                    _unanswered.Replace(ended.Id, ended with { Handling = AlarmHandling.Taken(taken, when.At) });
                    break;
            }
        }
    }

    public ArmingSnapshot Keep()
    {
        lock (_lock)
        {
            return new ArmingSnapshot([.. _orders.Values.Select(o => o.Order).OrderBy(o => o.Place, StringComparer.Ordinal)], [.. InOrder],
                [.. _unanswered.InOrder.Select(a => a.Value)], _unlisted);
        }
    }

    private IEnumerable<KnownAlarm> InOrder => _open.Values.OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal);
}
