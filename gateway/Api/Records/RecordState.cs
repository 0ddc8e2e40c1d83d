using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>
/// A record as it is now, and its ETag. The tag is a digest of the whole and a short one of each field, in their order: so whoever comes
/// with the tag of an earlier state can be told which fields are others now, though nobody here remembers that state, not even before the
/// last start. A tag goes only to those who see the whole record.
/// </summary>
internal sealed class RecordState
{
    private const int WholeBytes = 8;
    private const int FieldBytes = 3;

    private static readonly JsonSerializerOptions _all = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly byte[] _digests;

    private RecordState(IReadOnlyList<KeyValuePair<string, JsonNode?>> fields, byte[] digests) =>
        (Fields, _digests, Tag) = (fields, digests, $"\"{Base64Url.EncodeToString(digests)}\"");

    public IReadOnlyList<KeyValuePair<string, JsonNode?>> Fields { get; }

    /// <summary>As the header has it, in its quotation marks.</summary>
    public string Tag { get; }

    /// <param name="shown">The record as its reader gets it.</param>
    /// <param name="hidden">What changes it as well and is shown to nobody.</param>
    public static RecordState Of<T>(T shown, params IEnumerable<string?> hidden)
    {
        var fields = JsonSerializer.SerializeToNode(shown, _all)!.AsObject().ToArray();
        string[] texts = [.. fields.Select(field => $"{field.Key}:{field.Value?.ToJsonString(_all)}")];
        return new RecordState(fields, [
            .. Digest(string.Join('\n', [.. texts, .. hidden.Select(one => one ?? "")]), WholeBytes),
            .. texts.SelectMany(text => Digest(text, FieldBytes)),
        ]);
    }

    public bool Is(string tag) => tag == Tag;

    /// <summary>The fields that are others than in an earlier state; none where the difference is in what is not shown.</summary>
    /// <returns>Null where that tag is of no such record.</returns>
    public IReadOnlyList<KeyValuePair<string, JsonNode?>>? ChangedSince(string tag)
    {
        var text = tag.Trim('"');
        if (!Base64Url.IsValid(text, out var length) || length != _digests.Length)
        {
            return null;
        }

        var then = Base64Url.DecodeFromChars(text);
        return [.. Fields.Where((_, i) => !FieldOf(then, i).SequenceEqual(FieldOf(_digests, i)))];
    }

    private static ReadOnlySpan<byte> FieldOf(byte[] digests, int i) => digests.AsSpan(WholeBytes + (i * FieldBytes), FieldBytes);

    private static byte[] Digest(string text, int bytes) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..bytes];
}
