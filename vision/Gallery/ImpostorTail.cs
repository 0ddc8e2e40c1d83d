namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>The tail of a distribution of scores, fitted to those above a high one: a generalised Pareto distribution by L-moments (peaks
/// over threshold; Hosking and Wallis 1987). Its shape is not let below 0, so that no score is ever called impossible.</summary>
/// <param name="From">The score from which the tail is fitted.</param>
/// <param name="Part">The part of all scores that lies above it.</param>
/// <param name="Scale">Of the distribution, above 0.</param>
/// <param name="Shape">0 for an exponential tail, more for a heavier one.</param>
/// <param name="Count">How many scores it was fitted to.</param>
public sealed record ImpostorTail(float From, double Part, double Scale, double Shape, int Count)
{
    private const double TailPart = 0.1;
    private const double HeaviestShape = 0.3;

    /// <summary>Null where there are too few scores for a tail.</summary>
    public static ImpostorTail? Fit(IReadOnlyCollection<float> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var sorted = Strangers([.. scores.Order()]);
        var above = (int)(TailPart * sorted.Length);
        if (above < 5)
        {
            return null;
        }

        var from = sorted[^(above + 1)];
        var (mean, weighted) = (0.0, 0.0);
        for (var i = 0; i < above; i++)
        {
            double excess = sorted[sorted.Length - above + i] - from;
            mean += excess / above;
            weighted += i / (double)(above - 1) * excess / above;
        }

        var spread = (2 * weighted) - mean;
        if (mean <= 0 || spread <= 0)
        {
            return null;
        }

        var shape = Math.Clamp(2 - (mean / spread), 0, HeaviestShape);
        return new ImpostorTail(from, above / (double)sorted.Length, mean * (1 - shape), shape, above);
    }

    /// <summary>Without twins, and people enrolled twice, who are no strangers: one pair among 100 would bend the tail so far that nobody
    /// is let in any more. What lies above where one gallery in ten would reach, were the upper half an exponential tail, is
    /// theirs.</summary>
    private static float[] Strangers(float[] sorted)
    {
        if (sorted.Length == 0)
        {
            return sorted;
        }

        var (middle, quarter) = (sorted[sorted.Length / 2], sorted[sorted.Length * 3 / 4]);
        var end = middle + ((quarter - middle) / Math.Log(2) * Math.Log(5.0 * sorted.Length));
        return sorted[..(Array.FindLastIndex(sorted, score => score <= end) + 1)];
    }

    /// <summary>The score that so small a part of all lies above.</summary>
    /// <param name="rate">At most <see cref="Part"/>.</param>
    public float ScoreAt(double rate)
    {
        var within = Math.Min(1, rate / Part);
        return (float)(From + (Shape < 1e-6 ? -Scale * Math.Log(within) : Scale * (Math.Pow(within, -Shape) - 1) / Shape));
    }
}
