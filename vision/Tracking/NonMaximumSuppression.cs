
namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>Of boxes that overlap much, keeps the surest: the detector answers from several cells for one person.</summary>
internal static class NonMaximumSuppression
{
    private const float SamePerson = 0.55f;

    /// <param name="candidates">Left sorted, the surest first.</param>
    /// <param name="kept">Replaced by those that stand, the surest first.</param>
    /// <param name="same">From this overlap on two boxes are one thing.</param>
    public static void Keep(List<Detection> candidates, List<Detection> kept, float same = SamePerson)
    {
        kept.Clear();
        candidates.Sort(static (left, right) => right.Score.CompareTo(left.Score));
        foreach (var candidate in candidates)
        {
            var stands = true;
            foreach (var better in kept)
            {
                if (better.Box.Overlap(candidate.Box) > same)
                {
                    stands = false;
                    break;
                }
            }

            if (stands)
            {
                kept.Add(candidate);
            }
        }
    }
}
