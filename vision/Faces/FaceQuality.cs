using System.Numerics.Tensors;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>What keeps a face from being matched.</summary>
internal enum FaceFlaw
{
    None,
    TooSmall,
    TooBlurred,
    BadLight,
    TurnedAway,
}

/// <summary>How good a view of a face is.</summary>
/// <param name="Score">Its weight among other views, 0 to 1.</param>
/// <param name="Sharpness">Variance of the Laplacian over the 64x64 grey crop of 0 to 255.</param>
/// <param name="Light">Mean of the crop's middle, 0 to 255.</param>
internal readonly record struct FaceQuality(FaceFlaw Flaw, float Score, float Sharpness, float Light)
{
    private const float LeastSharpness = 40;
    private const float FullSharpness = 400;
    private const float LeastLight = 35;
    private const float MostLight = 235;
    private const float LeastContrast = 12;
    private const float MostYaw = 0.35f;
    private const float LeastPitch = 0.25f;
    private const float MostPitch = 0.8f;
    private const float MostRoll = 40;
    private const float FullWidth = 112;
    private const int Side = FaceLandmarks.Side;

    public bool Usable => Flaw == FaceFlaw.None;

    /// <param name="width">The face's, in the frame's pixels.</param>
    /// <param name="crop">The grey face, 64x64, 0 to 1.</param>
    public static FaceQuality Assess(float width, ReadOnlySpan<float> crop, in FivePoints points, int minPixels)
    {
        var (light, contrast) = Levels(crop);
        var sharpness = Sharp(crop);
        var flaw = width < minPixels ? FaceFlaw.TooSmall
            : light is < LeastLight or > MostLight || contrast < LeastContrast ? FaceFlaw.BadLight
            : MathF.Abs(points.Yaw) > MostYaw || points.Pitch is < LeastPitch or > MostPitch || MathF.Abs(points.Roll) > MostRoll
            ? FaceFlaw.TurnedAway
            : sharpness < LeastSharpness ? FaceFlaw.TooBlurred
            : FaceFlaw.None;
        var score = MathF.Min(1, width / FullWidth) * MathF.Min(1, sharpness / FullSharpness) * (1 - MathF.Min(0.9f,
            MathF.Abs(points.Yaw)));
        return new FaceQuality(flaw, MathF.Max(score, 0.01f), sharpness, light);
    }

    /// <summary>Mean and standard deviation of the middle of the crop, where there is hardly any background.</summary>
    private static (float Mean, float Deviation) Levels(ReadOnlySpan<float> crop)
    {
        const int margin = Side / 8;
        const int length = Side - (2 * margin);
        var (sum, squares) = (0f, 0f);
        for (var y = margin; y < Side - margin; y++)
        {
            var row = crop.Slice((y * Side) + margin, length);
            sum += TensorPrimitives.Sum(row);
            squares += TensorPrimitives.SumOfSquares(row);
        }

        var mean = sum / (length * length);
        return (mean * 256, MathF.Sqrt(MathF.Max(0, (squares / (length * length)) - (mean * mean))) * 256);
    }

    private static float Sharp(ReadOnlySpan<float> crop)
    {
        var (sum, squares) = (0f, 0f);
        for (var y = 1; y < Side - 1; y++)
        {
            for (var x = 1; x < Side - 1; x++)
            {
                var at = (y * Side) + x;
                var bend = (crop[at - 1] + crop[at + 1] + crop[at - Side] + crop[at + Side] - (4 * crop[at])) * 256;
                sum += bend;
                squares += bend * bend;
            }
        }

        const int count = (Side - 2) * (Side - 2);
        var mean = sum / count;
        return (squares / count) - (mean * mean);
    }
}
