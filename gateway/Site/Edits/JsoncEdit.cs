using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Gateway.Site.Edits;

/// <summary>Changes values within a JSON text that people wrote: comments, order and layout of all that is not changed stay. Of an object
/// only the named members are changed, and one that is to be null goes. Of a list whose entries have ids each entry is changed by itself;
/// one that is not named any more goes, a new one is put at the end.</summary>
internal sealed class JsoncEdit
{
    private const int LongestLine = 120;

    private const string Step = "  ";

    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsoncText _text;
    private readonly List<(int Start, int End, string With)> _edits = [];

    private JsoncEdit(JsoncText text) => _text = text;

    /// <summary>The site file with something of one camera's changed, for example its zones.</summary>
    /// <param name="wanted">The members to change, as the site file names them: <c>zones</c>, <c>lines</c>, <c>masks</c>.</param>
    /// <returns>Null where the text has no such camera, or is no JSON.</returns>
    public static string? OfCamera(string text, string camera, JsonObject wanted)
    {
        if (JsoncText.Read(Encoding.UTF8.GetBytes(text)) is not { } read || read.Root["cameras"] is not { IsArray: true } cameras
            || cameras.Items.FirstOrDefault(one => IdOf(read, one) == camera) is not { } found)
        {
            return null;
        }

        var edit = new JsoncEdit(read);
        edit.Change(found, wanted);
        return Encoding.UTF8.GetString(edit.Done());
    }

    private static string? IdOf(JsoncText text, JsoncNode node) => node["id"] is { Kind: JsonTokenType.String } id
        ? JsonSerializer.Deserialize<string>(text.Of(id)) : null;

    private static string? IdOf(JsonNode? node) => node is JsonObject has && has["id"] is JsonValue id && id.TryGetValue<string>(
        out var text) ? text : null;

    private void Change(JsoncNode node, JsonNode wanted)
    {
        if (wanted is JsonObject members && node.IsObject)
        {
            (int, int)[] stay = [.. node.Members.Where(member => !members.TryGetPropertyValue(member.Name, out var value)
                || value is not null).Select(member => (member.Start, member.Value.End))];
            foreach (var (name, value) in members)
            {
                switch (node.Members.FirstOrDefault(member => member.Name == name), value)
                {
                    case (null, not null):
                        Add(node, stay, $"\"{name}\": ", value);
                        break;
                    case ({ } there, null):
                        Remove(there.Start, there.Value.End);
                        break;
                    case ({ } there, { } other):
                        Change(there.Value, other);
                        break;
                }
            }
        }
        else if (wanted is JsonArray entries && node.IsArray && entries.Count + node.Items.Count > 0
            && entries.All(entry => IdOf(entry) is not null) && node.Items.All(item => IdOf(_text, item) is not null))
        {
            ChangeEntries(node, entries);
        }
        else if (!JsonNode.DeepEquals(JsonNode.Parse(_text.Of(node), documentOptions: _lenient), wanted))
        {
            _edits.Add((node.Start, node.End, Written(wanted, IndentAt(node.Start))));
        }
    }

    private void ChangeEntries(JsoncNode node, JsonArray entries)
    {
        List<(int, int)> stay = [];
        foreach (var item in node.Items)
        {
            if (entries.FirstOrDefault(entry => IdOf(entry) == IdOf(_text, item)) is { } stays)
            {
                stay.Add((item.Start, item.End));
                Change(item, stays);
            }
            else
            {
                Remove(item.Start, item.End);
            }
        }

        foreach (var entry in entries.Where(entry => node.Items.All(item => IdOf(_text, item) != IdOf(entry))))
        {
            Add(node, stay, "", entry!);
        }
    }

    /// <summary>Behind the last one that stays; a comma that is left over is read as one at the end.</summary>
    private void Add(JsoncNode into, IReadOnlyList<(int Start, int End)> there, string name, JsonNode value)
    {
        if (there is [])
        {
            var (outer, inner) = (IndentAt(into.Start), IndentAt(into.Start) + Step);
            _edits.Add((into.Start + 1, into.Start + 1, $"\n{inner}{name}{Written(value, inner)},\n{outer}"));
            return;
        }

        var isOneLine = !_text.Of(into).Contains((byte)'\n');
        var indent = IndentAt(there[0].Start);
        var at = there[^1].End;
        _edits.Add((at, at, isOneLine ? $", {name}{Inline(value)}" : $",\n{indent}{name}{Written(value, indent)}"));
    }

    /// <summary>With the comma behind it, and its line where nothing else is on it.</summary>
    private void Remove(int start, int end)
    {
        var bytes = _text.Bytes.AsSpan(_text.At(0));
        var after = end;
        var comma = SkipRemarks(bytes, end);
        if (comma < bytes.Length && bytes[comma] == ',')
        {
            after = comma + 1;
        }

        var (left, right) = (start, after);
        while (left > 0 && bytes[left - 1] is (byte)' ' or (byte)'\t')
        {
            left--;
        }

        while (right < bytes.Length && bytes[right] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            right++;
        }

        var isOwnLine = left > 0 && bytes[left - 1] == '\n' && right < bytes.Length && bytes[right] == '\n';
        _edits.Add(isOwnLine ? (left, right + 1, "") : (start, after, ""));
    }

    /// <summary>The next byte that is neither space nor comment.</summary>
    private static int SkipRemarks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (text[at..].StartsWith("//"u8))
            {
                at = text[at..].IndexOf((byte)'\n') is >= 0 and var end ? at + end : text.Length;
            }
            else if (text[at..].StartsWith("/*"u8))
            {
                at = text[at..].IndexOf("*/"u8) is >= 0 and var end ? at + end + 2 : text.Length;
            }
            else
            {
                return at;
            }
        }

        return at;
    }

    /// <summary>The spaces that the line of a place begins with.</summary>
    private string IndentAt(int place)
    {
        var before = _text.Bytes.AsSpan(_text.At(0), place);
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var spaces = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return Encoding.UTF8.GetString(spaces < 0 ? line : line[..spaces]);
    }

    /// <summary>In one line where it fits into one.</summary>
    private static string Written(JsonNode value, string indent)
    {
        var inline = Inline(value);
        if (indent.Length + inline.Length <= LongestLine || value is JsonValue)
        {
            return inline;
        }

        var (inner, open, close) = (indent + Step, value is JsonObject ? '{' : '[', value is JsonObject ? '}' : ']');
        var lines = value is JsonObject members
            ? members.Select(member => $"{JsonSerializer.Serialize(member.Key, _plain)}: {Written(member.Value!, inner)}")
            : ((JsonArray)value).Select(entry => Written(entry!, inner));
        return $"{open}\n{string.Join(",\n", lines.Select(line => inner + line))}\n{indent}{close}";
    }

    private static string Inline(JsonNode value) => value switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject members =>
            $"{{ {string.Join(", ", members.Select(m => $"{JsonSerializer.Serialize(m.Key, _plain)}: {Inline(m.Value!)}"))} }}",
        JsonArray entries => $"[{string.Join(", ", entries.Select(entry => Inline(entry!)))}]",
        _ => value.ToJsonString(_plain),
    };

    private byte[] Done()
    {
        using var made = new MemoryStream();
        var (bytes, from) = (_text.Bytes, 0);
        foreach (var (start, end, with) in _edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            made.Write(bytes, from, _text.At(start) - from);
            made.Write(Encoding.UTF8.GetBytes(with));
            from = _text.At(end);
        }

        made.Write(bytes, from, bytes.Length - from);
        return made.ToArray();
    }
}
