using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Zhuhui.Edge.ModelConverter;

/// <summary>A node of a TensorFlow.js graph. An input is a node's name, with ":1" and so on for outputs after the first.</summary>
internal sealed record TfJsNode(string Name, string Op, IReadOnlyList<string> Inputs, IReadOnlyDictionary<string, JsonElement> Attributes)
{
    public float Float(string attribute) => Attributes[attribute].GetProperty("f").GetSingle();

    /// <summary>A list of integers; the file writes them as text.</summary>
    public int[] Integers(string attribute) =>
        [.. Attributes[attribute].GetProperty("list").GetProperty("i").EnumerateArray()
            .Select(i => int.Parse(i.GetString()!, CultureInfo.InvariantCulture))];

    /// <summary>A text; the file writes it as base64.</summary>
    public string Text(string attribute) => Encoding.ASCII.GetString(Attributes[attribute].GetProperty("s").GetBytesFromBase64());

    public bool Flag(string attribute) => Attributes.TryGetValue(attribute, out var value) && value.TryGetProperty("b", out var flag)
        && flag.GetBoolean();

    public ConversionException Refused(string what) => new($"the person model's node {Name} ({Op}) cannot be converted: {what}");
}

/// <summary>A constant of the graph: its shape and either floats or integers.</summary>
internal sealed record TfJsConstant(int[] Shape, float[]? Floats, int[]? Integers)
{
    /// <summary>A convolution's weights from height, width, channel, filter to filter, channel, height, width.</summary>
    public float[] FiltersFirst()
    {
        var (height, width, channels, filters) = (Shape[0], Shape[1], Shape[2], Shape[3]);
        var turned = new float[Floats!.Length];
        for (var place = 0; place < height * width; place++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                for (var filter = 0; filter < filters; filter++)
                {
                    turned[(((filter * channels) + channel) * height * width) + place] =
                        Floats[(((place * channels) + channel) * filters) + filter];
                }
            }
        }

        return turned;
    }
}
