using System.Numerics.Tensors;
using Zhuhui.Edge.Gateway.People.Faces;

namespace Zhuhui.Edge.Gateway.People.Enrolments;

/// <summary>Which face templates are kept of a person: the best, and those that are least like each other, for a sixth of the same look
/// helps nobody.</summary>
internal static class TemplateChoice
{
    public const int Most = 5;

    /// <summary>Two photos of one person are hardly ever less alike.</summary>
    private const float SamePerson = 0.2f;

    /// <summary>Whether the new faces are of one person, and of the person whom the earlier ones of the same pack show.</summary>
    /// <param name="found">At least one.</param>
    public static bool IsOnePerson(IReadOnlyList<FaceTemplate> found, IReadOnlyList<FaceTemplate> before)
    {
        FaceTemplate[] all = [.. found, .. before.Where(t => t.Pack == found[0].Pack)];
        return all.Length == 1 || found.All(one => all.Any(other => !ReferenceEquals(one, other) && Alike(one, other) >= SamePerson));
    }

    /// <returns>At most <see cref="Most"/>, the best of the new ones first. Those of another pack go: nothing can be compared with them any
    /// more.</returns>
    /// <param name="found">At least one.</param>
    public static IReadOnlyList<FaceTemplate> Choose(IReadOnlyList<FaceTemplate> found, IReadOnlyList<FaceTemplate> before)
    {
        List<FaceTemplate> kept = [found.MaxBy(t => t.Quality)!];
        List<FaceTemplate> open = [.. before.Concat(found).Where(t => t.Pack == kept[0].Pack && !ReferenceEquals(t, kept[0]))];
        while (kept.Count < Most && open.Count > 0)
        {
            var next = open.MaxBy(t => t.Quality * (1 - kept.Max(k => Alike(t, k))))!;
            kept.Add(next);
            open.Remove(next);
        }

        return kept;
    }

    private static float Alike(FaceTemplate one, FaceTemplate other) => TensorPrimitives.CosineSimilarity<float>(one.Vector, other.Vector);
}
