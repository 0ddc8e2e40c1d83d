using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Zhuhui.Edge.Hub.Messages;

/// <summary>Numbers of one of its streams that a gateway says it no longer has: never sent, or sent and forgotten.</summary>
internal sealed record DroppedNumbers(Guid Ledger, string Stream, long First, long Last, long? Count, string? Reason);

/// <summary>What the hub must know of a record: the rest of record.schema.json is the reader's business.</summary>
/// <param name="At">When it happened, in UTC; <see cref="DateTime.MinValue"/> where the record's time is none: no odd clock keeps a record
/// out.</param>
/// <param name="Door">The data's door, where it has one.</param>
/// <param name="Side">Of a passage: entry or exit.</param>
/// <param name="About">The alarm or the device it is about.</param>
internal sealed partial record Envelope(Guid Ledger, string Stream, long Seq, string Prev, string Type, DateTime At, string? Door,
    string? Side, string? About,
    DroppedNumbers? Dropped)
{
    /// <summary>As long as a gateway's journal lets a record be.</summary>
    public const int MostBytes = 1 << 20;

    private const string DroppedType = "journal.dropped";
    private const int MostType = 100;
    private static readonly SearchValues<char> _hex = SearchValues.Create("0123456789abcdef");

    // Of the kind of all other times: Npgsql takes no array of two kinds.
    private static readonly DateTime _never = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    /// <summary>Reads a payload; null and the reason when it is no journal record of the stream its topic names.</summary>
    public static Envelope? TryParse(ReadOnlyMemory<byte> payload, string stream, out string reason)
    {
        if (payload.Length > MostBytes)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"a record of {payload.Length} bytes; at most {MostBytes} are taken");
            return null;
        }

        if (!Utf8.IsValid(payload.Span))
        {
            reason = "not UTF-8";
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(payload);
            return Read(document.RootElement, stream, out reason);
        }
        // A lone surrogate is good JSON and no text.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            reason = "not JSON: " + exception.Message;
            return null;
        }
    }

    /// <summary>The hash that a record in the store says its predecessor has; empty where it says none.</summary>
    public static string PrevOf(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        return Text(document.RootElement, "prev"u8);
    }

    private static Envelope? Read(JsonElement root, string stream, out string reason)
    {
        reason = "";
        if (root.ValueKind != JsonValueKind.Object)
        {
            reason = "not a JSON object";
            return null;
        }

        if (!Guid.TryParseExact(Text(root, "ledger"u8), "D", out var ledger))
        {
            reason = "ledger is no GUID";
            return null;
        }

        if (!root.TryGetProperty("seq"u8, out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var seq)
            || seq is < 1 or long.MaxValue)
        {
            reason = "seq is no number from 1";
            return null;
        }

        var (prev, named, type, at) = (Text(root, "prev"u8), Text(root, "stream"u8), Text(root, "type"u8), Text(root, "at"u8));
        reason = 0 switch
        {
            _ when prev.Length != 64 || prev.AsSpan().ContainsAnyExcept(_hex) => "prev is no SHA-256",
            _ when named != stream => $"stream \"{named}\" came on the topic of \"{stream}\"",
            _ when type.Length == 0 => "type is missing",
            _ when type.Length > MostType => "type is too long",
            _ when !Words().IsMatch(type) => "type is not made of words and dots",
            _ when at.Length == 0 => "at is missing",
            _ => "",
        };
        if (reason.Length > 0)
        {
            return null;
        }

        var hasData = root.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Object;
        return new Envelope(ledger, stream, seq, prev, type, TimeOf(at), hasData ? Plain(data, "door"u8) : null, hasData
            ? Plain(data, "side"u8) : null,
            hasData ? Plain(data, "alarm"u8) ?? Plain(data, "device"u8) : null, hasData && type == DroppedType ? DroppedOf(data) : null);
    }

    private static DateTime TimeOf(string at) =>
        DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime : _never;

    private static DroppedNumbers? DroppedOf(JsonElement data)
    {
        long? Number(string name) =>
            data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
                ? number : null;

        // Records that were dropped before they had a number leave no gap, and name none.
        return Number("first") is { } first && Number("last") is { } last && first >= 1 && last >= first && last < long.MaxValue
            && Guid.TryParseExact(Plain(data, "ledger"u8), "D", out var ledger)
            && (Plain(data, "journal"u8) ?? Plain(data, "stream"u8)) is { } stream && EventTopic.IsId(stream)
            ? new DroppedNumbers(ledger, stream, first, last, Number("count"), Plain(data, "reason"u8))
            : null;
    }

    private static string Text(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A short text that every database takes; else null.</summary>
    private static string? Plain(JsonElement data, ReadOnlySpan<byte> name)
    {
        if (!data.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String
            || JsonMarshal.GetRawUtf8Value(value).Contains((byte)'\\'))
        {
            return null;
        }

        var text = value.GetString()!;
        return text.Length <= 200 ? text : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
