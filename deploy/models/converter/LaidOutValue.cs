namespace Zhuhui.Edge.ModelConverter;

/// <summary>A value of the TensorFlow graph as the ONNX graph holds it. A transposition or a padding is remembered here rather than
/// emitted, so that the node that reads the value can take it in: most transpositions cancel out, and convolutions pad by
/// themselves.</summary>
/// <param name="Name">The ONNX value.</param>
/// <param name="Shape">Its shape in ONNX's axes, before padding.</param>
/// <param name="Axes">For each axis of the TensorFlow value, the ONNX axis that it is.</param>
/// <param name="Padding">What has still to be padded; null where nothing has.</param>
internal sealed record LaidOutValue(string Name, int[] Shape, int[] Axes, PendingPadding? Padding = null)
{
    /// <summary>Where TensorFlow's batch, height, width, channel lie in a batch, channel, height, width value.</summary>
    public static readonly int[] ChannelsLast = [0, 2, 3, 1];

    public static LaidOutValue Plain(string name, params int[] shape) => new(name, shape, [.. Enumerable.Range(0, shape.Length)]);

    public LaidOutValue Transposed(int[] permutation) => this with { Axes = [.. permutation.Select(axis => Axes[axis])] };

    /// <param name="paddings">Before and after for each TensorFlow axis, as TensorFlow's Pad takes them.</param>
    public LaidOutValue Padded(int[] paddings, float fill)
    {
        var (before, after) = (new int[Axes.Length], new int[Axes.Length]);
        for (var axis = 0; axis < Axes.Length; axis++)
        {
            before[Axes[axis]] = paddings[2 * axis];
            after[Axes[axis]] = paddings[(2 * axis) + 1];
        }

        return this with { Padding = new PendingPadding(before, after, fill) };
    }
}

/// <summary>Padding before and after each ONNX axis with one value.</summary>
internal sealed record PendingPadding(int[] Before, int[] After, float Fill)
{
    public bool OnlyHeightAndWidth => Before is [0, 0, _, _] && After is [0, 0, _, _];

    /// <summary>As Conv and MaxPool want it: top, left, bottom, right.</summary>
    public long[] Sides => [Before[2], Before[3], After[2], After[3]];
}
