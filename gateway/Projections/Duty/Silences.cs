using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections.Duty;

/// <summary>A device whose alarms do not sound.</summary>
/// <param name="At">Since when.</param>
internal sealed record Silence(string Device, DateTimeOffset Until, string Operator, string Reason, DateTimeOffset At);

/// <summary>Which devices are silenced: a fold over the journal. One ends by itself, as orders to doors and places do: a step of the wall
/// clock ends none. Thread safe.</summary>
internal sealed class Silences
{
    private readonly Lock _lock = new();
    private readonly RunClock _clock;
    private readonly SortedDictionary<string, (Silence Silence, Moment When)> _all = new(StringComparer.Ordinal);

    public Silences(RunClock clock, IReadOnlyList<Silence>? kept)
    {
        _clock = clock;
        foreach (var one in kept ?? [])
        {
            _all[one.Device] = (one, clock.Before(one.At));
        }
    }

    /// <summary>Those that hold at this moment.</summary>
    public IReadOnlyList<Silence> Standing
    {
        get
        {
            lock (_lock)
            {
                return [.. _all.Values.Where(one => _clock.Since(one.When) < one.Silence.Until - one.Silence.At)
                    .Select(one => one.Silence)];
            }
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        if (happened is DeviceSilenced silenced)
        {
            lock (_lock)
            {
                _all.Remove(silenced.Device);
                if (silenced.Until is { } until)
                {
                    _all[silenced.Device] = (new Silence(silenced.Device, until, silenced.Operator, silenced.Reason ?? "", when.At), when);
                }
            }
        }
    }

    public IReadOnlyList<Silence> Keep()
    {
        lock (_lock)
        {
            return [.. _all.Values.Select(one => one.Silence)];
        }
    }
}
