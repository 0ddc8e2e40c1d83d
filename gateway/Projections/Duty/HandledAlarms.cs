using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections.Duty;

/// <summary>An alarm that somebody has ended.</summary>
internal sealed record HandledAlarm(string Alarm, string Operator, AlarmOutcome? Outcome, DateTimeOffset At);

/// <summary>Who ended which alarm, of the last: so that whoever acts on one a moment later is told by whom it was ended, and not that there
/// is none. A fold over the journal. Thread safe.</summary>
internal sealed class HandledAlarms
{
    private const int MostKept = 500;

    private readonly Lock _lock = new();
    private readonly Newest<string, HandledAlarm> _handled = new(MostKept);

    public HandledAlarms(IReadOnlyList<HandledAlarm>? kept)
    {
        foreach (var one in kept ?? [])
        {
            _handled.Set(one.Alarm, one);
        }
    }

    /// <returns>Null where it is not known any more, or never was.</returns>
    public HandledAlarm? Find(string alarm)
    {
        lock (_lock)
        {
            return _handled.TryGet(alarm, out var found) ? found : null;
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        if ((happened switch
        {
            AlarmAcknowledged e => new HandledAlarm(e.Alarm, e.Operator, e.Outcome, when.At),
            AlarmSeenTo e => new HandledAlarm(e.Alarm, e.Operator, e.Outcome, when.At),
            _ => null,
        }) is { } handled)
        {
            lock (_lock)
            {
                _handled.Set(handled.Alarm, handled);
            }
        }
    }

    public IReadOnlyList<HandledAlarm> Keep()
    {
        lock (_lock)
        {
            return [.. _handled.InOrder.Select(one => one.Value)];
        }
    }
}
