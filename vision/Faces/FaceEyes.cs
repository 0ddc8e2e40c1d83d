namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Whether the eyes of a face can be seen. Dark glasses and deep shadow are told by how much darker the eyes are than the cheeks.
/// Closed eyes are not: by the landmarks, narrow and laughing eyes are as little open, and people who have them must not be
/// refused.</summary>
internal static class FaceEyes
{
    /// <summary>Of 472 photos 3 fell below it, each with dark glasses; the darkest without them, a face under a cap, has 0.31.</summary>
    private const float DarkestEyes = 0.3f;

    private const int Side = FaceLandmarks.Side;
    private const int LeftCorner = 36;
    private const int RightCorner = 42;

    /// <param name="crop">The grey face, 64x64.</param>
    /// <param name="points">Its 68 points, x and y one after the other, as shares of the crop.</param>
    public static bool AreHidden(ReadOnlySpan<float> crop, ReadOnlySpan<float> points) =>
        MathF.Max(Darkness(crop, points, LeftCorner), Darkness(crop, points, RightCorner)) < DarkestEyes;

    /// <returns>Mean of the eye's region over the mean of the cheek below it.</returns>
    private static float Darkness(ReadOnlySpan<float> crop, ReadOnlySpan<float> points, int corner)
    {
        var (left, right) = (points[2 * corner] * Side, points[2 * (corner + 3)] * Side);
        var (width, middle) = (MathF.Max(right - left, 1), (left + right) / 2);
        var height = 0f;
        foreach (var lid in (ReadOnlySpan<int>)[1, 2, 4, 5])
        {
            height += points[(2 * (corner + lid)) + 1] * Side / 4;
        }

        return Mean(crop, middle, height, width * 0.6f, width * 0.32f) / MathF.Max(Mean(crop, middle, height + (width * 1.1f), width * 0.5f,
            width * 0.3f), 1 / 256f);
    }

    private static float Mean(ReadOnlySpan<float> crop, float middle, float height, float across, float down)
    {
        var (sum, count) = (0f, 0);
        for (var y = Math.Max(0, (int)(height - down)); y <= Math.Min(Side - 1, (int)(height + down)); y++)
        {
            for (var x = Math.Max(0, (int)(middle - across)); x <= Math.Min(Side - 1, (int)(middle + across)); x++)
            {
                sum += crop[(y * Side) + x];
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
