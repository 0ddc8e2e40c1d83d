using System.Numerics.Tensors;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.People;

/// <summary>Reads the outputs of one stride of NanoDet: for each cell the scores of 80 classes, and for each side of the box a distribution
/// over the distances 0 to 10 strides from the cell's centre, whose mean is the distance (generalised focal loss, Li et al.
/// 2020).</summary>
internal static class PersonGrid
{
    public const int Classes = 80;
    public const int BoxValues = 4 * Bins;

    private const int Bins = 11;
    private const int Person = 0;

    /// <param name="scores">cells x cells x 80, 0 to 1.</param>
    /// <param name="boxes">cells x cells x 44 logits: left, top, right, bottom.</param>
    /// <param name="found">Gets the persons from the threshold up, in pixels of the model's input.</param>
    public static void Read(ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, int stride, int cells, float threshold,
        List<Detection> found)
    {
        for (var cell = 0; cell < cells * cells; cell++)
        {
            var score = scores[(cell * Classes) + Person];
            if (score < threshold)
            {
                continue;
            }

            var (x, y) = (((cell % cells) + 0.5f) * stride, ((cell / cells) + 0.5f) * stride);
            var sides = boxes.Slice(cell * BoxValues, BoxValues);
            var box = new Box(x - Distance(sides, 0, stride), y - Distance(sides, 1, stride), x + Distance(sides, 2, stride),
                y + Distance(sides, 3, stride));
            found.Add(new Detection(box, score));
        }
    }

    private static float Distance(ReadOnlySpan<float> sides, int side, int stride)
    {
        Span<float> weights = stackalloc float[Bins];
        TensorPrimitives.SoftMax(sides.Slice(side * Bins, Bins), weights);
        var mean = 0f;
        for (var bin = 1; bin < Bins; bin++)
        {
            mean += bin * weights[bin];
        }

        return mean * stride;
    }
}
