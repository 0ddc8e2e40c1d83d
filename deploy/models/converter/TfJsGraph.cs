using System.Buffers.Binary;
using System.Text.Json;

namespace Zhuhui.Edge.ModelConverter;

/// <summary>A TensorFlow.js graph model: its nodes in the order of the file and its constants, read from the JSON (modelTopology,
/// weightsManifest) and the weights file. Weights stored as float16 are widened.</summary>
internal sealed class TfJsGraph
{
    private readonly Dictionary<string, TfJsNode> _nodes;

    private TfJsGraph(Dictionary<string, TfJsNode> nodes, IReadOnlyDictionary<string, TfJsConstant> constants) => (_nodes, Constants) =
        (nodes, constants);

    public IReadOnlyDictionary<string, TfJsConstant> Constants { get; }

    /// <exception cref="ConversionException">The files are no graph model with one weights file of float32, float16 or int32
    /// values.</exception>
    public static TfJsGraph Read(string graphJson, string weights)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(graphJson));
            var nodes = document.RootElement.GetProperty("modelTopology").GetProperty("node").EnumerateArray().Select(ReadNode)
                .ToDictionary(node => node.Name);
            var constants = ReadConstants(document.RootElement.GetProperty("weightsManifest"), File.ReadAllBytes(weights), weights);
            return new TfJsGraph(nodes, constants);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new ConversionException($"{graphJson} is not a TensorFlow.js graph model: {malformed.Message}", malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ConversionException($"the person model cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <exception cref="ConversionException">There is no such node.</exception>
    public TfJsNode Node(string name) =>
        _nodes.TryGetValue(name, out var node) ? node : throw new ConversionException($"the person model's graph has no node {name}");

    public float[] Floats(string name) => Constants.TryGetValue(name, out var constant) && constant.Floats is { } floats
        ? floats
        : throw Node(name).Refused("floats that are known before the model runs were expected");

    /// <summary>A constant, or what the graph computes of constants alone: sums, and the filled list that an empty SparseToDense stands
    /// for.</summary>
    public int[] Integers(string name)
    {
        if (Constants.TryGetValue(name, out var constant))
        {
            return constant.Integers ?? throw Node(name).Refused("integers were expected");
        }

        var node = Node(name);
        return node.Op switch
        {
            "Add" or "AddV2" => [.. Integers(node.Inputs[0]).Zip(Integers(node.Inputs[1]), (left, right) => left + right)],
            "SparseToDense" when Integers(node.Inputs[2]).Length == 0 => [.. Enumerable.Repeat(Integers(node.Inputs[3])[0],
                Integers(node.Inputs[1])[0])],
            _ => throw node.Refused("its value is not known before the model runs"),
        };
    }

    private static TfJsNode ReadNode(JsonElement node)
    {
        var inputs = node.TryGetProperty("input", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToList() : [];
        var attributes = node.TryGetProperty("attr", out var found)
            ? found.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.Clone())
            : [];
        return new TfJsNode(node.GetProperty("name").GetString()!, node.GetProperty("op").GetString()!, inputs, attributes);
    }

    private static Dictionary<string, TfJsConstant> ReadConstants(JsonElement manifest, byte[] bytes, string weights)
    {
        var constants = new Dictionary<string, TfJsConstant>();
        var offset = 0;
        foreach (var entry in manifest.EnumerateArray().Single().GetProperty("weights").EnumerateArray())
        {
            var name = entry.GetProperty("name").GetString()!;
            var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
            var stored = entry.TryGetProperty("quantization", out var quantization) ? quantization.GetProperty("dtype").GetString()
                : entry.GetProperty("dtype").GetString();
            var count = shape.Aggregate(1, (product, size) => product * size);
            var size = stored == "float16" ? 2 : 4;
            if (offset + (count * size) > bytes.Length)
            {
                throw new ConversionException($"{weights} is too short: {name} ends at byte {offset + (count * size)} of {bytes.Length}");
            }

            var raw = bytes.AsSpan(offset, count * size);
            constants.Add(name, stored switch
            {
                "float16" => new TfJsConstant(shape, Widen(raw), null),
                "float32" => new TfJsConstant(shape, Floats(raw), null),
                "int32" => new TfJsConstant(shape, null, Integers(raw)),
                _ => throw new ConversionException($"{weights}: {name} is stored as {stored}, which the converter does not read"),
            });
            offset += count * size;
        }

        return constants;
    }

    private static float[] Widen(ReadOnlySpan<byte> raw)
    {
        var values = new float[raw.Length / 2];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(raw[(2 * i)..]);
        }

        return values;
    }

    private static float[] Floats(ReadOnlySpan<byte> raw)
    {
        var values = new float[raw.Length / 4];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(raw[(4 * i)..]);
        }

        return values;
    }

    private static int[] Integers(ReadOnlySpan<byte> raw)
    {
        var values = new int[raw.Length / 4];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(raw[(4 * i)..]);
        }

        return values;
    }
}
