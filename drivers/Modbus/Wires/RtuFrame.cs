using System.Buffers.Binary;

namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>A frame on a serial line: address, request or answer, CRC-16 little-endian (MODBUS over Serial Line V1.02, chapter
/// 2.5).</summary>
internal static class RtuFrame
{
    /// <summary>Address, function with bit 7 set, exception code, CRC.</summary>
    public const int ExceptionLength = 5;

    public static byte[] Build(byte unit, ReadOnlySpan<byte> pdu)
    {
        var frame = new byte[pdu.Length + 3];
        frame[0] = unit;
        pdu.CopyTo(frame.AsSpan(1));
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(pdu.Length + 1), Crc(frame.AsSpan(0, pdu.Length + 1)));
        return frame;
    }

    /// <summary>CRC-16/MODBUS: polynomial 8005 reflected, initial value FFFF; "123456789" gives 4B37.</summary>
    public static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return (ushort)crc;
    }

    /// <summary>How long the answer that begins so will be; 0 while that cannot be said yet, -1 where it is not the answer of this unit to
    /// this request.</summary>
    public static int LengthOf(ReadOnlySpan<byte> start, byte unit, ModbusRequest request)
    {
        if ((start.Length > 0 && start[0] != unit) || (start.Length > 1 && (start[1] & 0x7F) != (byte)request.Function))
        {
            return -1;
        }

        return start.Length < 2 ? 0 : (start[1] & 0x80) != 0 ? ExceptionLength : request.ReplyLength + 3;
    }

    /// <summary>Reads a whole frame of the length <see cref="LengthOf"/> said.</summary>
    public static ModbusReply Read(ReadOnlySpan<byte> frame, ModbusRequest request) =>
        Crc(frame[..^2]) == BinaryPrimitives.ReadUInt16LittleEndian(frame[^2..]) ? request.Read(frame[1..^2]) : ModbusReply.Garbled;
}
