using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Journals.Segments;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>What a record says of itself before it has a number.</summary>
/// <param name="Clock">Whether <paramref name="At"/> can be believed; null where nobody knows.</param>
internal readonly record struct RecordHead(string Type, double MonoMs, DateTimeOffset At, ClockState? Clock);

/// <summary>A record before it is numbered.</summary>
internal readonly record struct UnnumberedRecord(RecordHead Head, ReadOnlyMemory<byte> Data);

/// <summary>The JSON of a record. Its bytes are hashed, so property order and number formats are fixed for good.</summary>
internal static class JournalPayload
{
    /// <summary>Room for everything but the event's own data.</summary>
    public const int EnvelopeBytes = 640;

    public const int HashHexBytes = 64;

    private const string Synchronised = "\"clock\":\"synchronised\",";
    private const string Unsynchronised = "\"clock\":\"unsynchronised\",";

    /// <summary>Writes one record and returns its length; <paramref name="data"/> is copied as it is.</summary>
    public static int Write(Span<byte> to, string stream, Guid ledger, long seq, ReadOnlySpan<byte> previousHash, Guid boot,
        in RecordHead head, ReadOnlySpan<byte> data)
    {
        var dated = head.Clock switch
        {
            ClockState.Synchronised => Synchronised,
            ClockState.Unsynchronised => Unsynchronised,
            _ => "",
        };
        var fits = Utf8.TryWrite(to, CultureInfo.InvariantCulture,
            $$"""{"stream":"{{stream}}","ledger":"{{ledger:D}}","seq":{{seq}}"""
            + $$""","prev":"{{previousHash}}","boot":"{{boot:D}}","monoMs":{{head.MonoMs:F3}}"""
            + $$""","at":"{{head.At.ToUniversalTime():O}}",{{dated}}"type":"{{head.Type}}","data":{{data}}}""",
            out var written);
        return fits ? written : throw new InvalidOperationException($"a record of type {head.Type} outgrew its envelope");
    }

    /// <summary>The envelope of a record; false where these bytes are none.</summary>
    public static bool TryReadEnvelope(ReadOnlySpan<byte> payload, out Envelope envelope)
    {
        envelope = default;
        try
        {
            var reader = new Utf8JsonReader(payload);
            string previous = "", type = "";
            Guid ledger = default, boot = default;
            long seq = 0;
            double monoMs = 0;
            DateTimeOffset at = default;
            var unsynchronised = false;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueTextEquals("data"u8))
            {
                bool isLedger = reader.ValueTextEquals("ledger"u8), isSeq = reader.ValueTextEquals("seq"u8);
                bool isPrevious = reader.ValueTextEquals("prev"u8), isAt = reader.ValueTextEquals("at"u8),
                    isType = reader.ValueTextEquals("type"u8);
                bool isBoot = reader.ValueTextEquals("boot"u8), isMonoMs = reader.ValueTextEquals("monoMs"u8),
                    isClock = reader.ValueTextEquals("clock"u8);
                reader.Read();
                ledger = isLedger && reader.TryGetGuid(out var read) ? read : ledger;
                boot = isBoot && reader.TryGetGuid(out read) ? read : boot;
                monoMs = isMonoMs ? reader.GetDouble() : monoMs;
                seq = isSeq ? reader.GetInt64() : seq;
                previous = isPrevious ? reader.GetString()! : previous;
                at = isAt ? reader.GetDateTimeOffset() : at;
                type = isType ? reader.GetString()! : type;
                unsynchronised |= isClock && reader.ValueTextEquals("unsynchronised"u8);
            }

            var data = reader.TokenType == JsonTokenType.PropertyName ? (int)reader.BytesConsumed : payload.Length;
            envelope = new Envelope(ledger, seq, previous, boot, monoMs, at, type, unsynchronised, data);
            return seq > 0 && type.Length > 0 && previous.Length == HashHexBytes;
        }
        catch (Exception notOurs) when (notOurs is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Refuses what would make a record unreadable: a stream or type outside a-z, 0-9, '.' and '-', or data that is not one JSON
    /// object.</summary>
    public static void Check(string type, ReadOnlySpan<byte> data)
    {
        CheckFits(type, data);
        try
        {
            var reader = new Utf8JsonReader(data);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                reader.Skip();
                if (!reader.Read())
                {
                    return;
                }
            }
        }
        catch (JsonException broken)
        {
            throw new ArgumentException($"the data of {type} is not JSON: {broken.Message}", nameof(data), broken);
        }

        throw new ArgumentException($"the data of {type} is not one JSON object: "
            + $"{Encoding.UTF8.GetString(data[..Math.Min(80, data.Length)])}", nameof(data));
    }

    /// <summary>Of data that this program has just written as one JSON object: whether a record can hold them under that type.</summary>
    public static void CheckFits(string type, ReadOnlySpan<byte> data)
    {
        CheckName(type, nameof(type));
        if (data.Length > JournalFrame.MaxPayload - EnvelopeBytes)
        {
            throw new ArgumentException($"the data of {type} has {data.Length} bytes; a record holds at most "
                + $"{JournalFrame.MaxPayload - EnvelopeBytes}", nameof(data));
        }
    }

    public static void CheckName(string name, string parameter)
    {
        if (name.Length is 0 or > 64 || name.AsSpan().ContainsAnyExcept(_nameCharacters))
        {
            throw new ArgumentException($"'{name}' is not a name of a-z, 0-9, '.', '_' and '-'", parameter);
        }
    }

    private static readonly System.Buffers.SearchValues<char> _nameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>What stands around an event's data.</summary>
    /// <param name="IsUndated">The clock was not synchronised when it was written.</param>
    /// <param name="DataAt">Where in the payload the event's data begins; they end before its last brace.</param>
    internal readonly record struct Envelope(Guid Ledger, long Seq, string PreviousHash, Guid Boot, double MonoMs, DateTimeOffset At,
        string Type, bool IsUndated, int DataAt);
}
