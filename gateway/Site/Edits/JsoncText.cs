using System.Text.Json;

namespace Zhuhui.Edge.Gateway.Site.Edits;

/// <summary>A value of a JSON text and where it stands in it, in bytes.</summary>
/// <param name="End">The byte after its last.</param>
/// <param name="Members">Of an object.</param>
/// <param name="Items">Of an array.</param>
internal sealed record JsoncNode(int Start, int End, JsonTokenType Kind, IReadOnlyList<JsoncMember> Members,
    IReadOnlyList<JsoncNode> Items)
{
    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsArray => Kind == JsonTokenType.StartArray;

    public JsoncNode? this[string name] => Members.FirstOrDefault(member => member.Name == name)?.Value;
}

/// <param name="Start">Where its name begins.</param>
internal sealed record JsoncMember(string Name, int Start, JsoncNode Value);

/// <summary>A JSON text with comments, as somebody wrote it: what stands where. An edit by its places leaves everything beside them as it
/// is.</summary>
internal sealed class JsoncText
{
    private static readonly JsonReaderOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly char[] _brackets = ['[', ']'];

    private readonly int _shift;

    private JsoncText(byte[] bytes, JsoncNode root, int shift) => (Bytes, Root, _shift) = (bytes, root, shift);

    public byte[] Bytes { get; }

    public JsoncNode Root { get; }

    /// <returns>Null where it is no JSON.</returns>
    public static JsoncText? Read(byte[] bytes)
    {
        var mark = System.Text.Encoding.UTF8.Preamble;
        var shift = bytes.AsSpan().StartsWith(mark) ? mark.Length : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(shift), _lenient);
        try
        {
            return reader.Read() && Node(ref reader) is var root && !reader.Read() ? new JsoncText(bytes, root, shift) : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a value.</summary>
    public ReadOnlySpan<byte> Of(JsoncNode node) => Bytes.AsSpan(At(node.Start)..At(node.End));

    /// <summary>A place in <see cref="Bytes"/>, of one that a node names.</summary>
    public int At(int place) => place + _shift;

    /// <summary>The line, from 1 on, of what a problem's path names, for example <c>Site.Cameras[0].Zones[1].Points</c>; of the innermost
    /// that is there.</summary>
    public int LineOf(string path)
    {
        var (node, start) = (Root, Root.Start);
        foreach (var part in path.Split('.').Skip(1))
        {
            var words = part.Split(_brackets, StringSplitOptions.RemoveEmptyEntries);
            if (words is not [var name, ..] || node.Members.FirstOrDefault(member =>
                string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } found)
            {
                break;
            }

            (node, start) = (found.Value, found.Start);
            foreach (var word in words.Skip(1))
            {
                if (!int.TryParse(word, out var index) || index < 0 || index >= node.Items.Count)
                {
                    return LineAt(start);
                }

                node = node.Items[index];
                start = node.Start;
            }
        }

        return LineAt(start);
    }

    private static JsoncNode Node(ref Utf8JsonReader reader)
    {
        var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
        List<JsoncMember> members = [];
        List<JsoncNode> items = [];
        if (kind == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var (name, at) = (reader.GetString()!, (int)reader.TokenStartIndex);
                reader.Read();
                members.Add(new JsoncMember(name, at, Node(ref reader)));
            }
        }
        else if (kind == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(Node(ref reader));
            }
        }

        return new JsoncNode(start, (int)reader.BytesConsumed, kind, members, items);
    }

    private int LineAt(int place) => 1 + Bytes.AsSpan(0, At(place)).Count((byte)'\n');
}
