namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>How much a face resembles people in general. Some faces, and the faces of some groups, resemble many enrolled people more than
/// others do: half of that surplus is taken off a score (a one-sided form of adaptive cohort normalisation, Matějka et al. 2017, with the
/// site's own people as the cohort). Measured by tests/benchmarks/run.sh accuracy.</summary>
internal static class Crowd
{
    /// <summary>So many of the nearest people beside the best one make up the crowd.</summary>
    public const int Size = 10;

    /// <summary>With fewer people there is no crowd, and nothing is taken off.</summary>
    public const int LeastPeople = 50;

    /// <summary>The part of the surplus that is taken off. More evens the groups further out, but costs the enrolled.</summary>
    public const float Share = 0.5f;

    /// <param name="nearness">Mean cosine to the crowd.</param>
    /// <param name="usual">The same for an ordinary face at this site.</param>
    /// <param name="share">The part that is taken off.</param>
    public static float Surplus(float nearness, float usual, float share) => share * (nearness - usual);
}
