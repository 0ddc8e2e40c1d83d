namespace Zhuhui.Edge.Benchmarks.Accuracy;

/// <summary>Shares and how sure they are.</summary>
internal static class Rates
{
    /// <summary>The score that just this share of the strangers exceeds.</summary>
    public static float ScoreAt(IReadOnlyCollection<float> strangers, double rate) => strangers.OrderDescending()
        .ElementAt((int)(rate * strangers.Count));

    /// <summary>The 95 % interval of a share by Wilson's score (1927), in percent.</summary>
    public static (double Low, double High) Interval(int hits, int count)
    {
        const double z = 1.96;
        if (count == 0)
        {
            return (0, 100);
        }

        var (share, n) = (hits / (double)count, (double)count);
        var centre = (share + (z * z / (2 * n))) / (1 + (z * z / n));
        var half = z / (1 + (z * z / n)) * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        return (100 * Math.Max(0, centre - half), 100 * Math.Min(1, centre + half));
    }

    public static string Share(int hits, int count)
    {
        var (low, high) = Interval(hits, count);
        return FormattableString.Invariant($"{(count == 0 ? 0 : 100.0 * hits / count):0.00} % ({hits} of {count}; {low:0.0}-{high:0.0})");
    }
}
