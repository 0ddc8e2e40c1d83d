using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.ModelConverter;

namespace Zhuhui.Edge.Vision.Tests.ModelConverter;

/// <summary>Each operation, run by ONNX Runtime, against what TensorFlow says it does.</summary>
public sealed class TfToOnnxTests : IDisposable
{
    private static readonly int[] _toChannelsLast = [0, 2, 3, 1];
    private static readonly int[] _toChannelsFirst = [0, 3, 1, 2];

    private readonly SmallGraph _graph = new();
    private readonly Random _random = new(3);

    public void Dispose() => _graph.Dispose();

    [Fact]
    public void A_padded_convolution_with_stride_and_bias_is_what_TensorFlow_reckons()
    {
        float[] input = Values(1 * 2 * 5 * 6), kernel = Values(3 * 2 * 2 * 4), bias = Values(4);
        PaddedConvolution(kernel, bias);

        var result = Assert.Single(_graph.Run(input, [1, 2, 5, 6], "out"));

        // One row above, one column left and two columns right of zeros; rows 3, columns 2, stride 2.
        var expected = new List<float>();
        for (var filter = 0; filter < 4; filter++)
        {
            for (var y = 0; y < 2; y++)
            {
                for (var x = 0; x < 4; x++)
                {
                    var sum = bias[filter];
                    for (var place = 0; place < 3 * 2 * 2; place++)
                    {
                        var (row, column, channel) = ((y * 2) + (place / 4) - 1, (x * 2) + (place / 2 % 2) - 1, place % 2);
                        var inside = row is >= 0 and < 5 && column is >= 0 and < 6;
                        sum += inside ? input[(((channel * 5) + row) * 6) + column] * kernel[(place * 4) + filter] : 0;
                    }

                    expected.Add(sum);
                }
            }
        }

        Equal([.. expected], result);
    }

    [Fact]
    public void Paddings_and_transpositions_around_a_convolution_disappear()
    {
        PaddedConvolution(Values(3 * 2 * 2 * 4), Values(4));

        var model = Encoding.Latin1.GetString(_graph.ToOnnx([1, 2, 5, 6], "out"));

        Assert.Contains("Conv", model, StringComparison.Ordinal);
        Assert.DoesNotContain("Transpose", model, StringComparison.Ordinal);
        Assert.DoesNotContain("Pad", model, StringComparison.Ordinal);
    }

    [Fact]
    public void A_padding_or_transposition_that_an_output_shows_is_carried_out()
    {
        _graph.Constant("pads", [3, 2], 0, 0, 1, 0, 0, 2).Constant("fill", [], 7f).Constant("turn", [3], 0, 2, 1)
            .Node("padded", "PadV2", ["x", "pads", "fill"])
            .Node("out", "Transpose", ["padded", "turn"]);

        var result = Assert.Single(_graph.Run([1, 2], [1, 1, 2], "out"));

        Assert.Equal([7f, 1, 7, 2, 7, 7, 7, 7], result);
    }

    [Fact]
    public void A_maximum_does_not_see_its_padding()
    {
        PaddedMaximum(float.NegativeInfinity);

        Assert.Equal([-1f, -2, -3, -4], Assert.Single(_graph.Run([-1, -2, -3, -4], [1, 1, 2, 2], "out")));
    }

    [Fact]
    public void A_maximum_that_would_see_its_padding_is_refused()
    {
        PaddedMaximum(0);

        var refusal = Assert.Throws<ConversionException>(() => _graph.ToOnnx([1, 1, 2, 2], "out"));
        Assert.Contains("node pool (MaxPool) cannot be converted", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_resized_by_half_pixel_centres()
    {
        _graph.Constant("last", [4], _toChannelsLast).Constant("first", [4], _toChannelsFirst).Constant("size", [2], 1, 4)
            .Node("turned", "Transpose", ["x", "last"])
            .Node("resized", "ResizeBilinear", ["turned", "size"],
                new JsonObject
                {
                    ["half_pixel_centers"] = new JsonObject { ["b"] = true },
                    ["align_corners"] = new JsonObject { ["b"] = false }
                })
            .Node("out", "Transpose", ["resized", "first"]);

        var result = Assert.Single(_graph.Run([0, 8], [1, 1, 1, 2], "out"));

        Equal([0, 2, 6, 8], result);
    }

    [Fact]
    public void Parts_are_split_activated_reshaped_and_joined_in_TensorFlows_order()
    {
        _graph.Constant("sizes", [2], 1, 2).Constant("axis", [], 2).Constant("shape", [2], 1, -1).Constant("one", [], 1)
            .Constant("indices", [0, 1], (int[])[]).Constant("length", [1], 2).Constant("values", [0], (int[])[]).Constant("zero", [], 0)
            .Constant("turn", [3], 0, 2, 1)
            .Node("turned", "Transpose", ["x", "turn"])
            .Node("parts", "SplitV", ["turned", "sizes", "axis"])
            .Node("left", "Sigmoid", ["parts"])
            .Node("right", "LeakyRelu", ["parts:1"], new JsonObject { ["alpha"] = new JsonObject { ["f"] = 0.5 } })
            .Node("nothing", "SparseToDense", ["indices", "length", "values", "zero"])
            .Node("folded", "AddV2", ["shape", "nothing"])
            .Node("flatLeft", "Reshape", ["left", "folded"])
            .Node("flatRight", "Reshape", ["right", "folded"])
            .Node("out", "ConcatV2", ["flatRight", "flatLeft", "one"])
            .Node("sum", "Add", ["out", "out"])
            .Node("same", "Identity", ["sum"]);

        var results = _graph.Run([0, 0, -2, 4, -6, 8], [1, 3, 2], "out", "same");

        Equal([-1, -3, 4, 8, 0.5f, 0.5f], results[0]);
        Equal([-2, -6, 8, 16, 1, 1], results[1]);
    }

    [Fact]
    public void Half_precision_weights_are_widened()
    {
        _graph.Constant("last", [4], _toChannelsLast).Halves("kernel", [1, 1, 1, 1], (Half)0.1f)
            .Node("turned", "Transpose", ["x", "last"])
            .Convolution("out", "turned", "kernel", 1);

        Assert.Equal([(float)(Half)0.1f], Assert.Single(_graph.Run([1], [1, 1, 1, 1], "out")));
    }

    [Fact]
    public void The_same_graph_gives_the_same_bytes()
    {
        PaddedConvolution(Values(3 * 2 * 2 * 4), Values(4));

        Assert.Equal(_graph.ToOnnx([1, 2, 5, 6], "out"), _graph.ToOnnx([1, 2, 5, 6], "out"));
    }

    [Fact]
    public void An_unknown_operation_is_refused_by_name()
    {
        _graph.Constant("a", [], 1f).Node("out", "Einsum", ["x", "a"]);

        var refusal = Assert.Throws<ConversionException>(() => _graph.ToOnnx([1], "out"));

        Assert.Equal("the person model's node out (Einsum) cannot be converted: the converter does not know this operation",
            refusal.Message);
    }

    [Fact]
    public void A_graph_without_the_models_nodes_leaves_no_file_behind()
    {
        _graph.Constant("a", [], 1f).Write();
        var target = _graph.Json + ".onnx";

        Assert.Throws<ConversionException>(() => NanoDetConverter.Convert(_graph.Json, _graph.Weights, target));
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void Files_that_are_no_graph_are_refused_in_one_line()
    {
        _graph.Constant("a", [4], 1f, 2, 3, 4).Write();
        File.WriteAllBytes(_graph.Weights, [1, 2, 3]);
        var refusals = new List<string> { Refusal() };
        File.WriteAllText(_graph.Json, "[]");
        refusals.Add(Refusal());
        File.Delete(_graph.Json);
        refusals.Add(Refusal());

        Assert.Equal($"{_graph.Weights} is too short: a ends at byte 16 of 3", refusals[0]);
        Assert.StartsWith($"{_graph.Json} is not a TensorFlow.js graph model: ", refusals[1], StringComparison.Ordinal);
        Assert.Contains("cannot be read", refusals[2], StringComparison.Ordinal);
    }

    private static void Equal(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private string Refusal() => Assert.Throws<ConversionException>(() => TfJsGraph.Read(_graph.Json, _graph.Weights)).Message;

    private float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * _random.NextDouble()) - 1))];

    private void PaddedMaximum(float fill) =>
        _graph.Constant("last", [4], _toChannelsLast).Constant("first", [4], _toChannelsFirst)
            .Constant("pads", [4, 2], 0, 0, 0, 0, 1, 1, 1, 1).Constant("fill", [], fill)
            .Node("padded", "PadV2", ["x", "pads", "fill"])
            .Node("turned", "Transpose", ["padded", "last"])
            .Node("pool", "MaxPool", ["turned"], new JsonObject
            {
                ["data_format"] = SmallGraph.Text("NHWC"),
                ["padding"] = SmallGraph.Text("VALID"),
                ["ksize"] = SmallGraph.Numbers(1, 2, 2, 1),
                ["strides"] = SmallGraph.Numbers(1, 2, 2, 1),
            })
            .Node("out", "Transpose", ["pool", "first"]);

    private void PaddedConvolution(float[] kernel, float[] bias) =>
        _graph.Constant("pads", [4, 2], 0, 0, 0, 0, 1, 0, 1, 2).Constant("last", [4], _toChannelsLast).Constant("first", [4],
            _toChannelsFirst)
            .Constant("kernel", [3, 2, 2, 4], kernel).Constant("bias", [4], bias)
            .Node("padded", "Pad", ["x", "pads"])
            .Node("turned", "Transpose", ["padded", "last"])
            .Convolution("convolution", "turned", "kernel", 2)
            .Node("sum", "Add", ["convolution", "bias"])
            .Node("out", "Transpose", ["sum", "first"]);
}
