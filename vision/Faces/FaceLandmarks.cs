using System.Numerics;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Places 68 points on a face and gives back the five that align it. One caller at a time.</summary>
internal sealed class FaceLandmarks : IDisposable
{
    public const int Side = 64;
    private const int Points = 68;

    /// <summary>The model counts whole pixels of its crop; a frame's pixel centres lie at .5.</summary>
    private const float HalfPixel = 0.5f / Side;

    private static readonly InputFormat _format = new(Channels.Grey, [0], [1 / 256f]);
    private readonly ModelRun _run;
    private float[] _last = new float[2 * Points];

    public FaceLandmarks(FaceModels models) => _run = new ModelRun(ModelRole.FaceLandmarks, models.Landmarks, "input", [1, 1, Side, Side],
        ("output", [1, 2 * Points]));

    /// <summary>The grey crop the last face was read from, Side x Side, 0 to 1; overwritten by the next.</summary>
    public ReadOnlySpan<float> Crop => _run.Input;

    /// <summary>All 68 points of the last face, x and y one after the other, as shares of its crop; overwritten by the next.</summary>
    public ReadOnlySpan<float> Last => _last;

    /// <param name="face">Inside the frame.</param>
    public FivePoints Locate(Frame frame, in Box face)
    {
        AffineSampler.Sample(frame, Affine.Crop(face, Side, Side), _format, Side, Side, _run.Input);
        var points = _last = _run.Run()[0];
        return new FivePoints(
            Mean(points, face, 37, 38, 40, 41),
            Mean(points, face, 43, 44, 46, 47),
            Mean(points, face, 30),
            Mean(points, face, 48, 60),
            Mean(points, face, 54, 64));
    }

    public void Dispose() => _run.Dispose();

    private static Vector2 Mean(float[] points, in Box face, params ReadOnlySpan<int> indices)
    {
        var sum = Vector2.Zero;
        foreach (var index in indices)
        {
            sum += new Vector2(
                face.Left + ((points[2 * index] + HalfPixel) * face.Width),
                face.Top + ((points[(2 * index) + 1] + HalfPixel) * face.Height));
        }

        return sum / indices.Length;
    }
}
