using System.Buffers.Binary;
using System.Globalization;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp.Frames;

/// <summary>45: vendor (3 bytes), model, version, serial number (4, LE), firmware (3).</summary>
internal readonly record struct OsdpIdentity(string Vendor, byte Model, byte Version, uint Serial, string Firmware)
{
    public static OsdpIdentity? Parse(ReadOnlySpan<byte> data) => data.Length < 12
        ? null
        : new OsdpIdentity(
            Convert.ToHexString(data[..3]),
            data[3],
            data[4],
            BinaryPrimitives.ReadUInt32LittleEndian(data[5..]),
            string.Create(CultureInfo.InvariantCulture, $"{data[9]}.{data[10]}.{data[11]}"));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"vendor {Vendor}, model {Model}.{Version}, serial {Serial}, firmware {Firmware}");
}

/// <summary>46: rows of function code, compliance level and count; what this panel asks of them.</summary>
/// <param name="Led">How well the LED obeys: 0 none, 1 on and off, 2 timed, 3 two colours, 4 three colours.</param>
/// <param name="Buzzer">0 none, 1 on and off, 2 timed.</param>
internal readonly record struct OsdpCapabilities(byte Led, byte Buzzer)
{
    private const byte LedFunction = 4;
    private const byte BuzzerFunction = 5;

    /// <summary>Taken for granted of a reader that will not say.</summary>
    public static readonly OsdpCapabilities Usual = new(4, 2);

    public static OsdpCapabilities? Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length == 0 || data.Length % 3 != 0)
        {
            return null;
        }

        var found = default(OsdpCapabilities);
        for (; !data.IsEmpty; data = data[3..])
        {
            // Several readers in the field count no LEDs and have one, so the compliance level alone decides.
            found = data[0] switch
            {
                LedFunction => found with { Led = data[1] },
                BuzzerFunction => found with { Buzzer = data[1] },
                _ => found,
            };
        }

        return found;
    }
}

/// <summary>48: tamper, power.</summary>
internal readonly record struct OsdpLocalStatus(bool Tampered, bool PowerFailed)
{
    public static OsdpLocalStatus? Parse(ReadOnlySpan<byte> data) => data.Length < 2 ? null : new OsdpLocalStatus(data[0] != 0,
        data[1] != 0);
}

/// <summary>50: reader, format, bit count (LE), bits with the most significant first.</summary>
internal static class OsdpRawCard
{
    public static WiegandFrame? Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length < 4)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(data[2..]);
        var bits = data[4..];
        if (count == 0 || count > WiegandFrame.MaxLength || bits.Length < (count + 7) / 8)
        {
            return null;
        }

        var frame = default(WiegandFrame);
        for (var i = 0; i < count; i++)
        {
            frame = frame.Append((bits[i / 8] & (0x80 >> (i % 8))) != 0);
        }

        return frame;
    }
}

/// <summary>53: reader, count, digits as ASCII; 0D is enter (#), 7F is delete (*).</summary>
internal static class OsdpKeypad
{
    /// <summary>The keys in the order they were pressed; null where the reply is not whole or holds what no keypad has.</summary>
    public static string? Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2 || data.Length - 2 < data[1])
        {
            return null;
        }

        var keys = new char[data[1]];
        for (var i = 0; i < keys.Length; i++)
        {
            switch ((char)data[2 + i])
            {
                case '\r' or '#':
                    keys[i] = '#';
                    break;
                case '\x7F' or '*':
                    keys[i] = '*';
                    break;
                case var digit when char.IsAsciiDigit(digit):
                    keys[i] = digit;
                    break;
                default:
                    return null;
            }
        }

        return new string(keys);
    }
}
