namespace Zhuhui.Edge.Drivers.Osdp.Frames;

/// <summary>The two checks that end a frame (SIA OSDP 2.2, annexes A and E).</summary>
internal static class OsdpCheck
{
    private static readonly ushort[] _table = BuildTable();

    /// <summary>CRC-16 with polynomial 0x1021 and start value 0x1D0F, nothing reflected or inverted; sent low byte first.</summary>
    public static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0x1D0F;
        foreach (var value in bytes)
        {
            crc = (ushort)((crc << 8) ^ _table[(crc >> 8) ^ value]);
        }

        return crc;
    }

    /// <summary>The two's complement of the sum of the bytes.</summary>
    public static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var value in bytes)
        {
            sum = unchecked((byte)(sum + value));
        }

        return unchecked((byte)-sum);
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < table.Length; i++)
        {
            var crc = i << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }

            table[i] = (ushort)crc;
        }

        return table;
    }
}
