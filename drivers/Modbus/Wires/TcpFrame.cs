using System.Buffers.Binary;

namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>A frame on TCP: transaction, protocol 0, length of what follows, unit, then request or answer; big-endian (MODBUS Messaging on
/// TCP/IP V1.0b, chapter 3.1.3).</summary>
internal static class TcpFrame
{
    public const int HeaderLength = 7;

    /// <summary>Unit, then at least two bytes and at most 253 of an answer.</summary>
    public const int ShortestRest = 3;
    public const int LongestRest = 254;

    public static byte[] Build(ushort transaction, byte unit, ReadOnlySpan<byte> pdu)
    {
        var frame = new byte[HeaderLength + pdu.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, transaction);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), (ushort)(pdu.Length + 1));
        frame[6] = unit;
        pdu.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>How long the frame that begins so will be; 0 while that cannot be said yet, -1 where this is not Modbus.</summary>
    public static int LengthOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < HeaderLength)
        {
            return 0;
        }

        var rest = BinaryPrimitives.ReadUInt16BigEndian(start[4..]);
        return start[2] != 0 || start[3] != 0 || rest is < ShortestRest or > LongestRest ? -1 : HeaderLength - 1 + rest;
    }

    public static bool Answers(ReadOnlySpan<byte> frame, ushort transaction, byte unit) =>
        BinaryPrimitives.ReadUInt16BigEndian(frame) == transaction && frame[6] == unit;
}
