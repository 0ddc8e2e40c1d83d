using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Doors.Commands;

/// <summary>Keeps a flood of refused messages out of the journal and off the link: of one reason and key the first in a minute has a record
/// of its own, the others are counted into one more. Thread safe. Holds as many minutes as there are reasons and keys of the site file,
/// whatever is sent.</summary>
internal sealed class RefusalMeter(TimeProvider time, Action<GatewayEvent> append)
{
    /// <summary>So many of a reason are answered in a minute.</summary>
    private const int MostAnswers = 20;

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Code, string? Key), Run> _runs = [];

    /// <summary>Records a refusal, or counts it.</summary>
    /// <param name="record">Its record; <see cref="CommandRefused.Key"/> is a key of the site file or null.</param>
    public void Record(CommandRefused record)
    {
        lock (_lock)
        {
            var key = (record.Code ?? "", record.Key);
            if (_runs.TryGetValue(key, out var run) && time.GetElapsedTime(run.Begun) < _minute)
            {
                _runs[key] = run with { Count = run.Count + 1 };
                return;
            }

            if (run is not null)
            {
                AppendCount(key, run);
            }

            _runs[key] = new Run(time.GetTimestamp(), time.GetUtcNow(), 0);
            append(record);
        }
    }

    /// <summary>Whether a refusal of that reason is still answered in this minute.</summary>
    public bool MayAnswer(string code, string? key)
    {
        lock (_lock)
        {
            return !_runs.TryGetValue((code, key), out var run) || run.Count < MostAnswers || time.GetElapsedTime(run.Begun) >= _minute;
        }
    }

    /// <summary>Records what was counted in minutes that are over.</summary>
    /// <param name="all">Those that are not over too: the gateway stops.</param>
    public void Flush(bool all = false)
    {
        lock (_lock)
        {
            foreach (var (key, run) in _runs.Where(r => all || time.GetElapsedTime(r.Value.Begun) >= _minute).ToArray())
            {
                AppendCount(key, run);
                _runs.Remove(key);
            }
        }
    }

    private void AppendCount((string Code, string? Key) key, Run run)
    {
        if (run.Count > 0)
        {
            append(new RefusalsCounted(key.Code, key.Key, run.Count, run.At, time.GetUtcNow()));
        }
    }

    /// <param name="Count">How many beside the one that has its own record.</param>
    private sealed record Run(long Begun, DateTimeOffset At, int Count);
}
