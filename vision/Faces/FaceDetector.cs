using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Finds the faces in regions of a frame. In each region a face must be about 1/20 of the region's height. One caller at a
/// time.</summary>
internal sealed class FaceDetector : IDisposable
{
    /// <summary>From this score on a detection is taken for a face.</summary>
    public const float Sure = 0.65f;

    private const int Width = 320;
    private const int Height = 240;
    private const int Anchors = 4420;
    private const float SameFace = 0.4f;
    private const float PartOfFace = 0.7f;

    /// <summary>2,534 portrait photos had none above 1.4.</summary>
    private const float MostWidthToHeight = 1.5f;

    private static readonly InputFormat _format = new(Channels.Rgb, [127, 127, 127], [1 / 128f, 1 / 128f, 1 / 128f]);

    private readonly ModelRun _run;
    private readonly List<Detection> _candidates = [];

    public FaceDetector(FaceModels models) =>
        _run = new ModelRun(ModelRole.FaceDetector, models.Detector, "input", [1, 3, Height, Width], ("scores", [1, Anchors, 2]),
            ("boxes", [1, Anchors, 4]));

    /// <summary>The whole of a frame, as a region.</summary>
    public static Box Whole(Frame frame) => new(0, 0, frame.Width, frame.Height);

    /// <param name="regions">May reach beyond the frame.</param>
    /// <param name="threshold">The least score that is given back.</param>
    /// <param name="found">Replaced by what was found, the surest first, in the frame's pixels and clamped to it.</param>
    public void Detect(Frame frame, IReadOnlyList<Box> regions, float threshold, List<Detection> found)
    {
        _candidates.Clear();
        for (var i = 0; i < regions.Count; i++)
        {
            var region = regions[i];
            AffineSampler.Sample(frame, Affine.Crop(region, Width, Height), _format, Width, Height, _run.Input);
            var outputs = _run.Run();
            Read(outputs[0], outputs[1], region, frame, threshold);
        }

        NonMaximumSuppression.Keep(_candidates, found, SameFace);
        DropParts(found);
    }

    /// <summary>On a near face the model also answers for the eyes alone: a box inside a surer one is a part of that face.</summary>
    internal static void DropParts(List<Detection> found)
    {
        for (var i = found.Count - 1; i > 0; i--)
        {
            for (var surer = 0; surer < i; surer++)
            {
                if (PartInside(found[i].Box, found[surer].Box) > PartOfFace)
                {
                    found.RemoveAt(i);
                    break;
                }
            }
        }
    }

    public void Dispose() => _run.Dispose();

    private static float PartInside(in Box box, in Box other)
    {
        var width = MathF.Min(box.Right, other.Right) - MathF.Max(box.Left, other.Left);
        var height = MathF.Min(box.Bottom, other.Bottom) - MathF.Max(box.Top, other.Top);
        return width <= 0 || height <= 0 ? 0 : width * height / (box.Width * box.Height);
    }

    private void Read(float[] scores, float[] boxes, in Box region, Frame frame, float threshold)
    {
        for (var i = 0; i < Anchors; i++)
        {
            var score = scores[(2 * i) + 1];
            if (score < threshold)
            {
                continue;
            }

            var box = new Box(
                region.Left + (boxes[4 * i] * region.Width),
                region.Top + (boxes[(4 * i) + 1] * region.Height),
                region.Left + (boxes[(4 * i) + 2] * region.Width),
                region.Top + (boxes[(4 * i) + 3] * region.Height));
            if (IsCutBy(region, box, frame))
            {
                continue;
            }

            box = new Box(Math.Max(box.Left, 0), Math.Max(box.Top, 0), Math.Min(box.Right, frame.Width), Math.Min(box.Bottom,
                frame.Height));
            if (box.Width >= 1 && box.Height >= 1 && box.Width <= MostWidthToHeight * box.Height)
            {
                _candidates.Add(new Detection(box, score));
            }
        }
    }

    /// <summary>A face at a region's edge inside the frame is seen whole by another region.</summary>
    private static bool IsCutBy(in Box region, in Box box, Frame frame) =>
        (box.Left <= region.Left && region.Left > 0)
        || (box.Top <= region.Top && region.Top > 0)
        || (box.Right >= region.Right && region.Right < frame.Width)
        || (box.Bottom >= region.Bottom && region.Bottom < frame.Height);
}
