namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>What is assumed while too few people are enrolled to tell how alike strangers are here. The tail of scores between different
/// people of Labeled Faces in the Wild with the default pack, moved up by 0.10: of pairs of people with East Asian names 1 in 1,000 scores
/// above 0.44 where of all pairs it is 0.34.</summary>
internal static class YoungGallery
{
    /// <summary>Up to here the assumption holds wherever it asks for more than what was measured.</summary>
    private const int Young = 100;

    /// <summary>From here on it does not count any more.</summary>
    private const int GrownUp = 400;

    private const double PairRate = 0.001;
    private const double PairScore = 0.44;

    /// <summary>By which a score grows while the part of pairs above it falls to 1/e: 0.015 % above 0.40 where 0.1 % are above
    /// 0.34.</summary>
    private const double Slope = 0.0316;

    private const double Lowest = 0.45;

    /// <summary>The score that one in 1/rate strangers exceeds with the nearest of so many people.</summary>
    public static float Threshold(int people, double rate) =>
        (float)Math.Max(Lowest, PairScore + (Slope * Math.Log(PairRate * Math.Max(1, people) / rate)));

    /// <summary>How much the assumption counts, 1 to 0.</summary>
    /// <param name="enrolled">How many people a measurement would rest on.</param>
    public static float Weight(int enrolled) => Math.Clamp((GrownUp - enrolled) / (float)(GrownUp - Young), 0, 1);

    /// <summary>The measured threshold and the assumed one put together.</summary>
    /// <param name="enrolled">How many people the measurement rests on.</param>
    public static float Blend(float? measured, float assumed, int enrolled)
    {
        if (measured is not { } own)
        {
            return assumed;
        }

        return own + (Weight(enrolled) * MathF.Max(0, assumed - own));
    }
}
