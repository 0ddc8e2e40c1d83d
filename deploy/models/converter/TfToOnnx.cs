namespace Zhuhui.Edge.ModelConverter;

/// <summary>Maps the operations that NanoDet's TensorFlow graph uses to ONNX, from the outputs backwards, so that only what an output needs
/// is written. TensorFlow's channels-last convolutions become ONNX's channels-first ones.</summary>
internal sealed class TfToOnnx(TfJsGraph graph, OnnxWriter onnx)
{
    private readonly Dictionary<string, LaidOutValue> _values = [];
    private readonly LayoutChanges _changes = new(onnx);

    /// <summary>Declares the graph's placeholder as the model's input.</summary>
    public void Input(string placeholder, string name, int[] shape)
    {
        onnx.Input(name, shape);
        _values.Add(placeholder, LaidOutValue.Plain(name, shape));
    }

    /// <summary>Declares a node of the graph as the model's output and writes all that it needs.</summary>
    public void Output(string node, string name)
    {
        var value = _changes.AsWritten(Value(node));
        onnx.Node("Identity", [value.Name], [name]);
        onnx.Output(name, value.Shape);
    }

    private LaidOutValue Value(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            var node = graph.Node(name.Split(':')[0]);
            value = Write(node);
            _values.TryAdd(node.Name, value);
        }

        return _values.GetValueOrDefault(name, value);
    }

    private LaidOutValue Write(TfJsNode node) => node.Op switch
    {
        "Identity" => Value(node.Inputs[0]),
        "Transpose" => Value(node.Inputs[0]).Transposed(graph.Integers(node.Inputs[1])),
        "Pad" => _changes.Unpadded(Value(node.Inputs[0])).Padded(graph.Integers(node.Inputs[1]), 0),
        "PadV2" => _changes.Unpadded(Value(node.Inputs[0])).Padded(graph.Integers(node.Inputs[1]), graph.Floats(node.Inputs[2])[0]),
        "Conv2D" => Convolution(node, bias: null),
        "Add" or "AddV2" => Sum(node),
        "LeakyRelu" => Alone(node, "LeakyRelu", new OnnxAttribute("alpha", node.Float("alpha"))),
        "Sigmoid" => Alone(node, "Sigmoid"),
        "MaxPool" => MaxPool(node),
        "ConcatV2" => Concatenation(node),
        "SplitV" => Split(node),
        "ResizeBilinear" => Resize(node),
        "Reshape" => Reshape(node),
        _ => throw node.Refused("the converter does not know this operation"),
    };

    private LaidOutValue Alone(TfJsNode node, string op, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var input = _changes.Unpadded(Value(node.Inputs[0]));
        onnx.Node(op, [input.Name], [node.Name], attributes);
        return input with { Name = node.Name };
    }

    private LaidOutValue Sum(TfJsNode node)
    {
        if (graph.Constants.ContainsKey(node.Inputs[1]) && graph.Node(node.Inputs[0]) is { Op: "Conv2D" } convolution)
        {
            return Convolution(convolution, node);
        }

        var (left, right) = (_changes.Unpadded(Value(node.Inputs[0])), _changes.Unpadded(Value(node.Inputs[1])));
        if (!left.Axes.SequenceEqual(right.Axes))
        {
            (left, right) = (_changes.AsWritten(left), _changes.AsWritten(right));
        }

        if (!left.Shape.SequenceEqual(right.Shape))
        {
            throw node.Refused("it adds values of different shapes");
        }

        onnx.Node("Add", [left.Name, right.Name], [node.Name]);
        return left with { Name = node.Name };
    }

    private LaidOutValue Convolution(TfJsNode node, TfJsNode? bias)
    {
        RequireChannelsLast(node);
        if (node.Integers("dilations") is not [1, 1, 1, 1] || node.Text("padding") != "VALID")
        {
            throw node.Refused("it is no plain convolution without padding of its own");
        }

        var value = Value(node.Inputs[0]);
        var (input, pads) = _changes.WithSides(value.Padding is { Fill: not 0 } ? _changes.Unpadded(value) : value);
        var kernel = graph.Constants[node.Inputs[1]];
        var (height, width, channels, filters) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        if (channels != input.Shape[1])
        {
            throw node.Refused("it is a convolution in groups");
        }

        List<string> inputs = [input.Name, onnx.Constant(node.Inputs[1], [filters, channels, height, width], kernel.FiltersFirst())];
        if (bias is not null)
        {
            inputs.Add(onnx.Constant(bias.Inputs[1], [filters], graph.Floats(bias.Inputs[1])));
        }

        var strides = node.Integers("strides");
        var name = bias?.Name ?? node.Name;
        onnx.Node("Conv", inputs.ToArray(), [name], new("kernel_shape", new long[] { height, width }), new("pads", pads),
            new("strides", new long[] { strides[1], strides[2] }));
        return Window(input, name, filters, pads, [height, width], [strides[1], strides[2]]);
    }

    private LaidOutValue MaxPool(TfJsNode node)
    {
        RequireChannelsLast(node);
        var value = Value(node.Inputs[0]);
        if (value.Padding is { Fill: > -65504 })
        {
            // ONNX Runtime (1.31) folds a Pad of zeros into a MaxPool as if it were minus infinity.
            throw node.Refused("it takes the maximum over padding other than minus infinity");
        }

        var (input, pads) = _changes.WithSides(value);
        var (size, strides) = (node.Integers("ksize"), node.Integers("strides"));
        onnx.Node("MaxPool", [input.Name], [node.Name], new("kernel_shape", new long[] { size[1], size[2] }), new("pads", pads),
            new("strides", new long[] { strides[1], strides[2] }));
        return Window(input, node.Name, input.Shape[1], pads, [size[1], size[2]], [strides[1], strides[2]]);
    }

    private LaidOutValue Concatenation(TfJsNode node)
    {
        var parts = node.Inputs.SkipLast(1).Select(name => _changes.Unpadded(Value(name))).ToList();
        if (parts.Any(part => !part.Axes.SequenceEqual(parts[0].Axes)))
        {
            parts = [.. parts.Select(_changes.AsWritten)];
        }

        var axis = parts[0].Axes[Axis(node.Inputs[^1], parts[0].Axes.Length)];
        onnx.Node("Concat", parts.Select(part => part.Name).ToArray(), [node.Name], new OnnxAttribute("axis", (long)axis));
        var shape = parts[0].Shape.ToArray();
        shape[axis] = parts.Sum(part => part.Shape[axis]);
        return parts[0] with { Name = node.Name, Shape = shape };
    }

    private LaidOutValue Split(TfJsNode node)
    {
        var input = _changes.Unpadded(Value(node.Inputs[0]));
        var sizes = graph.Integers(node.Inputs[1]);
        var axis = input.Axes[Axis(node.Inputs[2], input.Axes.Length)];
        var names = sizes.Select((_, part) => part == 0 ? node.Name : $"{node.Name}:{part}").ToArray();
        var lengths = onnx.Constant(node.Name + "/sizes", [sizes.Length], [.. sizes.Select(size => (long)size)]);
        onnx.Node("Split", [input.Name, lengths], names, new OnnxAttribute("axis", (long)axis));
        for (var part = 0; part < names.Length; part++)
        {
            var shape = input.Shape.ToArray();
            shape[axis] = sizes[part];
            _values.Add(names[part], input with { Name = names[part], Shape = shape });
        }

        return _values[names[0]];
    }

    private LaidOutValue Resize(TfJsNode node)
    {
        if (!node.Flag("half_pixel_centers") || node.Flag("align_corners"))
        {
            throw node.Refused("it is not resized by half-pixel centres");
        }

        var input = _changes.InLayout(_changes.Unpadded(Value(node.Inputs[0])), LaidOutValue.ChannelsLast);
        var size = graph.Integers(node.Inputs[1]);
        int[] shape = [input.Shape[0], input.Shape[1], size[0], size[1]];
        var sizes = onnx.Constant(node.Name + "/sizes", [4], [.. shape.Select(side => (long)side)]);
        onnx.Node("Resize", [input.Name, "", "", sizes], [node.Name], new("coordinate_transformation_mode", "half_pixel"),
            new("mode", "linear"));
        return input with { Name = node.Name, Shape = shape };
    }

    private LaidOutValue Reshape(TfJsNode node)
    {
        var input = _changes.AsWritten(Value(node.Inputs[0]));
        var shape = graph.Integers(node.Inputs[1]);
        var known = shape.Where(size => size >= 0).Aggregate(1, (product, size) => product * size);
        shape = [.. shape.Select(size => size >= 0 ? size : input.Shape.Aggregate(1, (product, side) => product * side) / known)];
        var target = onnx.Constant(node.Name + "/shape", [shape.Length], [.. shape.Select(size => (long)size)]);
        onnx.Node("Reshape", [input.Name, target], [node.Name]);
        return LaidOutValue.Plain(node.Name, shape);
    }

    /// <summary>The shape after a window of that size has gone over height and width.</summary>
    private static LaidOutValue Window(LaidOutValue input, string name, int channels, long[] pads, int[] size, int[] strides) => input with
    {
        Name = name,
        Shape =
        [
            input.Shape[0], channels,
            (((input.Shape[2] + (int)(pads[0] + pads[2])) - size[0]) / strides[0]) + 1,
            (((input.Shape[3] + (int)(pads[1] + pads[3])) - size[1]) / strides[1]) + 1,
        ],
    };

    private int Axis(string name, int rank) => graph.Integers(name)[0] is var axis && axis < 0 ? axis + rank : axis;

    private static void RequireChannelsLast(TfJsNode node)
    {
        if (node.Text("data_format") != "NHWC")
        {
            throw node.Refused("its data are not channels-last");
        }
    }
}
