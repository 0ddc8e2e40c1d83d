using System.Buffers.Binary;

namespace Zhuhui.Edge.Drivers.Osdp.Frames;

/// <summary>
/// One frame: <c>53 | address (a reply sets 0x80) | length LE | control | [security block: length, type, data] | code | data | [MAC, 4] |
/// check</c> (SIA OSDP 2.2, 5.9). The mark byte FF that may precede it belongs to the line, not to the frame.
/// </summary>
internal sealed record OsdpFrame
{
    public const byte Start = 0x53;
    public const int HeaderLength = 5;
    public const int MacLength = 4;

    /// <summary>No frame is longer (SIA OSDP 2.2); a length beyond is noise.</summary>
    public const int MaxLength = 1440;

    /// <summary>The shortest frame: a header, a code and a checksum.</summary>
    public const int MinLength = HeaderLength + 2;

    public const byte ReplyBit = 0x80;
    private const byte CrcBit = 0x04;
    private const byte SecurityBit = 0x08;
    private const int SequenceMask = 0x03;

    /// <summary>0 to 126, or 127 for everybody.</summary>
    public required byte Address { get; init; }

    public required bool IsReply { get; init; }

    /// <summary>0 to 3.</summary>
    public required int Sequence { get; init; }

    public bool HasCrc { get; init; } = true;

    public OsdpSecurity Security { get; init; }

    /// <summary>What the security block carries after its type.</summary>
    public ReadOnlyMemory<byte> SecurityData { get; init; }

    public required byte Code { get; init; }

    /// <summary>The data as sent: encrypted under SCS_17 and SCS_18.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The first four bytes of the MAC under SCS_15 to SCS_18, otherwise none.</summary>
    public ReadOnlyMemory<byte> Mac { get; init; }

    /// <summary>Of a parsed frame: the bytes a MAC covers, from the start through the data.</summary>
    public ReadOnlyMemory<byte> Covered { get; init; }

    /// <summary>Of a parsed frame: all its bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    public bool HasMac => Security >= OsdpSecurity.SignedCommand;

    /// <summary>The length a frame announces in its header.</summary>
    public static int AnnouncedLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);

    /// <summary>The bytes on the wire.</summary>
    /// <param name="sign">Returns the MAC's first four bytes for the bytes it covers; needed under SCS_15 to SCS_18.</param>
    public byte[] Encode(Func<byte[], byte[]>? sign = null)
    {
        var block = Security == OsdpSecurity.None ? 0 : 2 + SecurityData.Length;
        var mac = HasMac ? MacLength : 0;
        var covered = HeaderLength + block + 1 + Data.Length;
        var bytes = new byte[covered + mac + (HasCrc ? 2 : 1)];
        bytes[0] = Start;
        bytes[1] = (byte)(Address | (IsReply ? ReplyBit : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)bytes.Length);
        bytes[4] = (byte)(Sequence | (HasCrc ? CrcBit : 0) | (block > 0 ? SecurityBit : 0));
        if (block > 0)
        {
            bytes[HeaderLength] = (byte)block;
            bytes[HeaderLength + 1] = (byte)Security;
            SecurityData.Span.CopyTo(bytes.AsSpan(HeaderLength + 2));
        }

        bytes[HeaderLength + block] = Code;
        Data.Span.CopyTo(bytes.AsSpan(HeaderLength + block + 1));
        if (mac > 0)
        {
            ArgumentNullException.ThrowIfNull(sign);
            sign(bytes[..covered]).CopyTo(bytes, covered);
        }

        var check = covered + mac;
        if (HasCrc)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(check), OsdpCheck.Crc(bytes.AsSpan(0, check)));
        }
        else
        {
            bytes[check] = OsdpCheck.Checksum(bytes.AsSpan(0, check));
        }

        return bytes;
    }

    /// <summary>Reads exactly one frame; null where the check, the length or the security block is wrong.</summary>
    public static OsdpFrame? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < MinLength or > MaxLength || bytes[0] != Start || AnnouncedLength(bytes) != bytes.Length)
        {
            return null;
        }

        var control = bytes[4];
        var hasCrc = (control & CrcBit) != 0;
        var end = bytes.Length - (hasCrc ? 2 : 1);
        var checks = hasCrc
            ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[end..]) == OsdpCheck.Crc(bytes[..end])
            : bytes[end] == OsdpCheck.Checksum(bytes[..end]);
        return checks ? ParseBody(bytes.ToArray(), end, control, hasCrc) : null;
    }

    private static OsdpFrame? ParseBody(byte[] bytes, int end, byte control, bool hasCrc)
    {
        var code = HeaderLength;
        var security = OsdpSecurity.None;
        ReadOnlyMemory<byte> securityData = default;
        if ((control & SecurityBit) != 0)
        {
            var block = bytes[HeaderLength];
            // A type that the standard does not have is heard too: what a MAC or a cryptogram proves needs no type to be believed.
            if (block < 2 || HeaderLength + block >= end)
            {
                return null;
            }

            security = (OsdpSecurity)bytes[HeaderLength + 1];
            securityData = bytes.AsMemory(HeaderLength + 2, block - 2);
            code += block;
        }

        var macLength = security >= OsdpSecurity.SignedCommand ? MacLength : 0;
        var covered = end - macLength;
        if (security == OsdpSecurity.None && (control & SecurityBit) != 0 || code >= covered)
        {
            return null;
        }

        return new OsdpFrame
        {
            Address = (byte)(bytes[1] & ~ReplyBit),
            IsReply = (bytes[1] & ReplyBit) != 0,
            Sequence = control & SequenceMask,
            HasCrc = hasCrc,
            Security = security,
            SecurityData = securityData,
            Code = bytes[code],
            Data = bytes.AsMemory(code + 1, covered - code - 1),
            Mac = bytes.AsMemory(covered, macLength),
            Covered = bytes.AsMemory(0, covered),
            Bytes = bytes,
        };
    }
}
