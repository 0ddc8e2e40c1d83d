using System.Buffers.Binary;
using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>The colours of a reader's LED.</summary>
internal enum OsdpColour : byte
{
    Black = 0,
    Red = 1,
    Green = 2,
    Amber = 3,
    Blue = 4,
}

/// <summary>How an LED blinks: times in tenths of a second; no off time is steady light.</summary>
internal readonly record struct OsdpBlink(byte On, byte Off, OsdpColour OnColour, OsdpColour OffColour)
{
    public static OsdpBlink Steady(OsdpColour colour) => new(1, 0, colour, colour);
}

/// <summary>A command and its data, as the packet table of SIA OSDP 2.2 has them.</summary>
internal readonly record struct OsdpCommand(OsdpCommandCode Code, byte[] Data)
{
    /// <summary>60: anything new?</summary>
    public static readonly OsdpCommand Poll = new(OsdpCommandCode.Poll, []);

    /// <summary>61 00: who are you?</summary>
    public static readonly OsdpCommand Identify = new(OsdpCommandCode.Identify, [0]);

    /// <summary>62 00: what can you do?</summary>
    public static readonly OsdpCommand Capabilities = new(OsdpCommandCode.Capabilities, [0]);

    /// <summary>64: tamper and power.</summary>
    public static readonly OsdpCommand LocalStatus = new(OsdpCommandCode.LocalStatus, []);

    /// <summary>69: LED 0 of reader 0 blinks for a while, then shows what it showed before.</summary>
    /// <param name="tenths">For how long, in tenths of a second.</param>
    public static OsdpCommand Led(OsdpBlink blink, ushort tenths)
    {
        var data = new byte[14];
        data[2] = 2;
        Write(blink, data.AsSpan(3));
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(7), tenths);
        return new OsdpCommand(OsdpCommandCode.Led, data);
    }

    /// <summary>69: LED 0 of reader 0 shows this from now on; what it showed for a while ends.</summary>
    public static OsdpCommand Led(OsdpBlink blink)
    {
        var data = new byte[14];
        data[2] = 1;
        data[9] = 1;
        Write(blink, data.AsSpan(10));
        return new OsdpCommand(OsdpCommandCode.Led, data);
    }

    /// <summary>6A: the buzzer of reader 0 sounds <paramref name="count"/> times; times in tenths of a second.</summary>
    public static OsdpCommand Buzzer(byte on, byte off, byte count) => new(OsdpCommandCode.Buzzer, [0, 2, on, off, count]);

    /// <summary>6A: the buzzer falls silent.</summary>
    public static OsdpCommand BuzzerOff() => new(OsdpCommandCode.Buzzer, [0, 1, 0, 0, 0]);

    /// <summary>75: the reader's own secure channel key; sent inside a secure channel alone.</summary>
    public static OsdpCommand KeySet(OsdpKey key) => new(OsdpCommandCode.KeySet, [1, OsdpKey.Length, .. key.Bytes]);

    private static void Write(OsdpBlink blink, Span<byte> target)
    {
        target[0] = blink.On;
        target[1] = blink.Off;
        target[2] = (byte)blink.OnColour;
        target[3] = (byte)blink.OffColour;
    }
}
