using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>How long people waited: from the first usable frame, or the card's last bit, to the relay. The last ten thousand of
/// each.</summary>
internal sealed class PassageTimes
{
    private const int Kept = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<PassageMethod, Queue<double>> _waits = [];

    public void Passed(PassageMethod method, TimeSpan waited)
    {
        lock (_lock)
        {
            if (!_waits.TryGetValue(method, out var waits))
            {
                _waits[method] = waits = new Queue<double>();
            }

            if (waits.Count == Kept)
            {
                waits.Dequeue();
            }

            waits.Enqueue(waited.TotalMilliseconds);
        }
    }

    /// <summary>The last ten thousand waits in milliseconds, the oldest first.</summary>
    public IReadOnlyList<double> Waits(PassageMethod method)
    {
        lock (_lock)
        {
            return _waits.TryGetValue(method, out var waits) ? [.. waits] : [];
        }
    }

    /// <summary>Nearest-rank percentiles in milliseconds; null where nobody passed.</summary>
    public Percentiles? For(PassageMethod method)
    {
        double[] sorted;
        lock (_lock)
        {
            if (!_waits.TryGetValue(method, out var waits) || waits.Count == 0)
            {
                return null;
            }

            sorted = [.. waits];
        }

        Array.Sort(sorted);
        return new Percentiles(sorted.Length, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99));
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)],
        1);
}

/// <summary>Percentiles in milliseconds.</summary>
internal sealed record Percentiles(int Count, double P50, double P95, double P99);
