using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.OnnxRuntime;
using Zhuhui.Edge.ModelConverter;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Vision.Tests.ModelConverter;

/// <summary>A TensorFlow.js graph written node by node, converted and run.</summary>
internal sealed class SmallGraph : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JsonArray _nodes = [];
    private readonly JsonArray _weights = [];
    private readonly List<byte> _bytes = [];

    public string Json => Path.Combine(_folder.Path, "model.json");

    public string Weights => Path.Combine(_folder.Path, "model.bin");

    public SmallGraph Node(string name, string op, string[] inputs, JsonObject? attributes = null)
    {
        _nodes.Add(new JsonObject
        {
            ["name"] = name,
            ["op"] = op,
            ["input"] = new JsonArray([.. inputs.Select(input => (JsonNode)input)]),
            ["attr"] = attributes ?? [],
        });
        return this;
    }

    public SmallGraph Convolution(string name, string input, string kernel, int stride) => Node(name, "Conv2D", [input, kernel],
        new JsonObject
        {
            ["data_format"] = Text("NHWC"),
            ["padding"] = Text("VALID"),
            ["strides"] = Numbers(1, stride, stride, 1),
            ["dilations"] = Numbers(1, 1, 1, 1),
        });

    public SmallGraph Constant(string name, int[] shape, params int[] values) => Constant(name, shape, "int32",
        MemoryMarshal.AsBytes<int>(values));

    public SmallGraph Constant(string name, int[] shape, params float[] values) => Constant(name, shape, "float32",
        MemoryMarshal.AsBytes<float>(values));

    public SmallGraph Halves(string name, int[] shape, params Half[] values)
    {
        Constant(name, shape, "float32", MemoryMarshal.AsBytes<Half>(values));
        _weights[^1]!["quantization"] = new JsonObject { ["dtype"] = "float16", ["original_dtype"] = "float32" };
        return this;
    }

    public static JsonObject Text(string text) => new() { ["s"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text)) };

    public static JsonObject Numbers(params int[] numbers) =>
        new() { ["list"] = new JsonObject { ["i"] = new JsonArray([.. numbers.Select(number => (JsonNode)$"{number}")]) } };

    /// <summary>The model's file.</summary>
    public byte[] ToOnnx(int[] inputShape, params string[] outputs)
    {
        Write();
        var onnx = new OnnxWriter("small");
        var graph = new TfToOnnx(TfJsGraph.Read(Json, Weights), onnx);
        graph.Input("x", "input", inputShape);
        foreach (var output in outputs)
        {
            graph.Output(output, $"out-{output}");
        }

        return onnx.Write();
    }

    public IReadOnlyList<float[]> Run(float[] input, int[] inputShape, params string[] outputs)
    {
        using var session = new InferenceSession(ToOnnx(inputShape, outputs));
        using var run = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(input, [.. inputShape.Select(side => (long)side)]);
        using var results = session.Run(run, ["input"], [value], session.OutputNames);
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }

    public void Write()
    {
        var manifest = new JsonArray(new JsonObject { ["paths"] = new JsonArray("model.bin"), ["weights"] = _weights.DeepClone() });
        var model = new JsonObject { ["modelTopology"] = new JsonObject { ["node"] = _nodes.DeepClone() }, ["weightsManifest"] = manifest };
        _folder.Write("model.json", JsonSerializer.SerializeToUtf8Bytes(model));
        _folder.Write("model.bin", CollectionsMarshal.AsSpan(_bytes));
    }

    public void Dispose() => _folder.Dispose();

    private SmallGraph Constant(string name, int[] shape, string type, ReadOnlySpan<byte> raw)
    {
        _weights.Add(new JsonObject
        {
            ["name"] = name,
            ["shape"] = new JsonArray([.. shape.Select(side => (JsonNode)side)]),
            ["dtype"] = type
        });
        _bytes.AddRange(raw);
        return this;
    }
}
