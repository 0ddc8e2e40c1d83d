namespace Zhuhui.Edge.ModelConverter;

/// <summary>Writes out the transpositions and paddings that a <see cref="LaidOutValue"/> only remembers, each once.</summary>
internal sealed class LayoutChanges(OnnxWriter onnx)
{
    private readonly Dictionary<string, LaidOutValue> _written = [];

    /// <summary>The value channels-first, with the padding that its reader does by itself.</summary>
    public (LaidOutValue Input, long[] Pads) WithSides(LaidOutValue value)
    {
        if (value.Padding is { OnlyHeightAndWidth: true } padding && value.Axes.SequenceEqual(LaidOutValue.ChannelsLast))
        {
            return (value with { Padding = null }, padding.Sides);
        }

        return (InLayout(Unpadded(value), LaidOutValue.ChannelsLast), [0, 0, 0, 0]);
    }

    /// <summary>The value with its padding written out.</summary>
    public LaidOutValue Unpadded(LaidOutValue value)
    {
        if (value.Padding is not { } padding)
        {
            return value;
        }

        var name = $"{value.Name}/padded{string.Join('-', padding.Before.Concat(padding.After))}with{padding.Fill:R}";
        if (!_written.TryGetValue(name, out var padded))
        {
            var pads = onnx.Constant(name + "/pads", [2 * value.Shape.Length], [.. padding.Before.Concat(padding.After)
                .Select(count => (long)count)]);
            var fill = onnx.Constant(name + "/fill", [], [padding.Fill]);
            onnx.Node("Pad", [value.Name, pads, fill], [name]);
            padded = new LaidOutValue(name, [.. value.Shape.Select((side, axis) => padding.Before[axis] + side + padding.After[axis])],
                value.Axes);
            _written.Add(name, padded);
        }

        return padded with { Axes = value.Axes };
    }

    /// <summary>The value with every remembered change written out.</summary>
    public LaidOutValue AsWritten(LaidOutValue value) => InLayout(Unpadded(value), [.. Enumerable.Range(0, value.Axes.Length)]);

    /// <summary>The value with its axes in that order.</summary>
    public LaidOutValue InLayout(LaidOutValue value, int[] axes)
    {
        if (value.Axes.SequenceEqual(axes))
        {
            return value;
        }

        var permutation = new int[axes.Length];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            permutation[axes[axis]] = value.Axes[axis];
        }

        var name = $"{value.Name}/axes{string.Concat(permutation)}";
        if (!_written.TryGetValue(name, out var laidOut))
        {
            onnx.Node("Transpose", [value.Name], [name], new OnnxAttribute("perm", permutation.Select(axis => (long)axis).ToArray()));
            laidOut = new LaidOutValue(name, [.. permutation.Select(axis => value.Shape[axis])], axes);
            _written.Add(name, laidOut);
        }

        return laidOut with { Axes = axes };
    }
}
