using System.Buffers.Binary;
using System.Numerics;

namespace Zhuhui.Edge.Gateway.Journals.Segments;

/// <summary>How bytes lie in a segment: a header, then frames of [length u32 LE][CRC-32C u32 LE of the payload][payload].</summary>
internal static class JournalFrame
{
    /// <summary>[magic 8][version u32 LE][ledger id 16][CRC-32C of the 28 bytes before].</summary>
    public const int SegmentHeaderBytes = 32;

    public const int HeadBytes = 8;

    public const int MaxPayload = 1 << 20;

    /// <summary>No frame is shorter: the fixed properties alone take more.</summary>
    public const int MinFrame = 270;

    private const uint Version = 1;

    private static ReadOnlySpan<byte> Magic => "ZHJOURNL"u8;

    private static ReadOnlySpan<byte> Opening => "{\"stream\":\""u8;

    public static void WriteSegmentHeader(Span<byte> header, Guid ledger)
    {
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        ledger.TryWriteBytes(header[12..28], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], Crc32C(header[..28]));
    }

    public static bool TryReadSegmentHeader(ReadOnlySpan<byte> header, out Guid ledger)
    {
        ledger = default;
        if (header.Length < SegmentHeaderBytes || !header.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(header[28..]) != Crc32C(header[..28]))
        {
            return false;
        }

        ledger = new Guid(header[12..28], bigEndian: true);
        return true;
    }

    /// <summary>Writes the head of a frame whose payload already stands behind it.</summary>
    public static void Seal(Span<byte> frame)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(frame.Length - HeadBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C(frame[HeadBytes..]));
    }

    /// <summary>The payload length a frame at the start of these bytes declares; -1 where no frame can begin here.</summary>
    public static int DeclaredLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes)
        {
            return -1;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length is < MinFrame - HeadBytes or > MaxPayload)
        {
            return -1;
        }

        var start = bytes[HeadBytes..Math.Min(bytes.Length, HeadBytes + Opening.Length)];
        return Opening.StartsWith(start) ? (int)length : -1;
    }

    /// <summary>Whether a whole, undamaged frame stands at the start of these bytes.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes, int payloadLength) =>
        bytes.Length >= HeadBytes + payloadLength
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == Crc32C(bytes.Slice(HeadBytes, payloadLength));

    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
