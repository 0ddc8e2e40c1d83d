using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections.Duty;

/// <summary>Somebody who is on duty.</summary>
internal sealed record Shift(string Operator, DateTimeOffset Since);

/// <summary>Who said that they are on duty, and since when: a fold over the journal. Thread safe.</summary>
internal sealed class OnDuty
{
    /// <summary>Whoever forgets to end a shift for so many others is forgotten.</summary>
    private const int MostKept = 100;

    private readonly Lock _lock = new();
    private readonly Newest<string, DateTimeOffset> _since = new(MostKept);

    public OnDuty(IReadOnlyList<Shift>? kept)
    {
        foreach (var shift in kept ?? [])
        {
            _since.Set(shift.Operator, shift.Since);
        }
    }

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<Shift> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _since.InOrder.Select(one => new Shift(one.Key, one.Value))];
            }
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        if (happened is DutyChanged changed)
        {
            lock (_lock)
            {
                _since.Remove(changed.Operator, out _);
                if (changed.OnDuty)
                {
                    _since.Set(changed.Operator, when.At);
                }
            }
        }
    }
}
