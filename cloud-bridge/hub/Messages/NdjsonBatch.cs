using System.Globalization;
using ZstdSharp;

namespace Zhuhui.Edge.Hub.Messages;

/// <summary>A backlog message of the contract: records byte for byte, a newline after each, in one zstd frame that says how big it
/// is.</summary>
internal static class NdjsonBatch
{
    public const string ContentType = "application/x-ndjson";
    public const int MostRecords = 500;
    public const int MostBytes = 4 << 20;
    public const int MostCompressed = 256 << 10;

    /// <summary>The records; null and the reason when it is no such message or too big. Nothing is decompressed before its size is
    /// known.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? TryOpen(byte[] payload, out string reason)
    {
        if (payload.Length > MostCompressed)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"a batch of {payload.Length} bytes; at most {MostCompressed} are taken");
            return null;
        }

        try
        {
            var size = Decompressor.GetDecompressedSize(payload);
            if (size > MostBytes)
            {
                reason = string.Create(CultureInfo.InvariantCulture, $"a batch of {size} bytes when decompressed; at most "
                    + $"{MostBytes} are taken");
                return null;
            }

            var text = new byte[size];
            using var decompressor = new Decompressor();
            var length = decompressor.Unwrap(payload, text);
            return Split(text.AsMemory(0, length), out reason);
        }
        catch (ZstdException exception)
        {
            reason = "no zstd frame of a known size: " + exception.Message;
            return null;
        }
    }

    /// <summary>What it takes in memory once opened; 0 where it is refused unopened.</summary>
    public static int SizeOf(ReadOnlySpan<byte> payload)
    {
        try
        {
            var size = Decompressor.GetDecompressedSize(payload);
            return size > MostBytes ? 0 : (int)size;
        }
        catch (ZstdException)
        {
            return 0;
        }
    }

    private static List<ReadOnlyMemory<byte>>? Split(ReadOnlyMemory<byte> text, out string reason)
    {
        var records = new List<ReadOnlyMemory<byte>>();
        while (text.Length > 0)
        {
            var end = text.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                reason = "the batch's last record has no newline";
                return null;
            }

            records.Add(text[..end]);
            text = text[(end + 1)..];
        }

        reason = records.Count switch
        {
            0 => "the batch is empty",
            > MostRecords => string.Create(CultureInfo.InvariantCulture, $"a batch of {records.Count} records; at most "
                + $"{MostRecords} are taken"),
            _ => "",
        };
        return reason.Length == 0 ? records : null;
    }
}
