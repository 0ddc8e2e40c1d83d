using System.Buffers.Binary;

namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>A parity bit and the bits it guards, both ends included, numbered from 1.</summary>
internal readonly record struct WiegandParity(int Bit, int First, int Last, bool Odd)
{
    public bool Holds(WiegandFrame frame) => (frame.Ones(First, Last) + (frame[Bit] ? 1 : 0)) % 2 == (Odd ? 1 : 0);
}

/// <summary>What a frame turned out to be: a card in a format, a fault in words, or keys of a keypad.</summary>
internal readonly record struct WiegandReading(string? Format, CardNumber Card, string? Fault, string? Keys = null);

/// <summary>Neighbouring bits of a frame, both ends included, numbered from 1; most significant first.</summary>
internal readonly record struct WiegandField(int First, int Last)
{
    public int Length => Last - First + 1;
}

/// <summary>
/// A card format as data: its length, its parity bits, and where facility code and number stand. A new format is a row in <see cref="All"/>
/// or <see cref="SerialNumbers"/>
/// or in the site file. The card's value is facility code * 2^(bits of the number) + number.
/// </summary>
/// <param name="BytesReversed">Facility code and number together come least significant byte first.</param>
internal sealed record WiegandFormat(
    string Name,
    int Length,
    WiegandField? Facility,
    WiegandField Number,
    IReadOnlyList<WiegandParity> Parity,
    bool BytesReversed = false)
{
    /// <summary>H10301: facility in bits 2-9, card in bits 10-25; the value is facility * 65536 + card.</summary>
    public static readonly WiegandFormat Bits26 = new("wiegand-26", 26, new(2, 9), new(10, 25), [new(1, 2, 13, Odd: false),
        new(26, 14, 25, Odd: true)]);

    /// <summary>34 bits: a 32-bit number, most significant byte first, between two parity bits.</summary>
    public static readonly WiegandFormat Bits34 = new("wiegand-34", 34, null, new(2, 33), [new(1, 2, 17, Odd: false),
        new(34, 18, 33, Odd: true)]);

    /// <summary>34 bits of the vendors that send the number's least significant byte first.</summary>
    public static readonly WiegandFormat Bits34Reversed = Bits34 with { Name = "wiegand-34-reversed", BytesReversed = true };

    /// <summary>H10302: one number of 35 bits. Bit 19 is guarded by both parity bits.</summary>
    public static readonly WiegandFormat Bits37 = new("wiegand-37", 37, null, new(2, 36), [new(1, 2, 19, Odd: false),
        new(37, 19, 36, Odd: true)]);

    /// <summary>H10304: facility in bits 2-17, card in bits 18-36.</summary>
    public static readonly WiegandFormat Bits37Facility = Bits37 with
    {
        Name = "wiegand-37-facility",
        Facility = new(2, 17),
        Number = new(18, 36)
    };

    /// <summary>A card's serial number of 4 bytes as the reader reads it, without parity: for wires that check what they carry.</summary>
    public static readonly WiegandFormat Csn32 = new("csn-32", 32, null, new(1, 32), []);

    /// <summary>The same of readers that send it least significant byte first.</summary>
    public static readonly WiegandFormat Csn32Reversed = Csn32 with { Name = "csn-32-reversed", BytesReversed = true };

    /// <summary>A serial number of 7 bytes.</summary>
    public static readonly WiegandFormat Csn56 = new("csn-56", 56, null, new(1, 56), []);

    /// <summary>A serial number of 8 bytes.</summary>
    public static readonly WiegandFormat Csn64 = new("csn-64", 64, null, new(1, 64), []);

    /// <summary>Formats whose frames tell that they are whole, good for any wire.</summary>
    public static readonly IReadOnlyList<WiegandFormat> All = [Bits26, Bits34, Bits34Reversed, Bits37, Bits37Facility];

    /// <summary>Formats without parity: for OSDP alone, whose frames have a check of their own.</summary>
    public static readonly IReadOnlyList<WiegandFormat> SerialNumbers = [Csn32, Csn32Reversed, Csn56, Csn64];

    /// <summary>The greatest value the format can carry.</summary>
    public ulong MaxNumber => ulong.MaxValue >> (64 - PayloadLength);

    private int PayloadLength => (Facility?.Length ?? 0) + Number.Length;

    /// <summary>Decodes a frame; the length must be this format's and every parity bit must hold.</summary>
    public WiegandReading Decode(WiegandFrame frame)
    {
        if (frame.Length != Length)
        {
            return new WiegandReading(null, default, WiegandKeys.Fault(frame)
                ?? $"{frame.Length} bits came; a card has {Length} at this reader{Remedy(frame.Length)}");
        }

        if (!Parity.All(parity => parity.Holds(frame)))
        {
            return new WiegandReading(null, default, $"{frame.Length} bits came with wrong parity");
        }

        var facility = Facility is { } field ? frame.Slice(field.First, field.Last) << Number.Length : 0;
        return new WiegandReading(Name, new CardNumber(InOrder((ulong)(facility | frame.Slice(Number.First, Number.Last)))), null);
    }

    /// <summary>The frame that a reader of this format sends for a card.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is greater than <see cref="MaxNumber"/>.</exception>
    public WiegandFrame Encode(CardNumber card)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(card.Value, MaxNumber, nameof(card));
        var payload = (UInt128)InOrder(card.Value);
        var bits = (payload & ((UInt128.One << Number.Length) - 1)) << (Length - Number.Last);
        if (Facility is { } field)
        {
            bits |= (payload >> Number.Length) << (Length - field.Last);
        }

        var frame = new WiegandFrame(bits, Length);
        foreach (var parity in Parity)
        {
            frame = parity.Holds(frame) ? frame : frame.Flip(parity.Bit);
        }

        return frame;
    }

    /// <summary>What helps where cards, or keys, come in so many bits each time.</summary>
    private static string Remedy(int bits) => All.Where(format => format.Length == bits).Select(format => format.Name).ToArray() switch
    {
        { Length: > 0 } known => $"; if each card has {bits}, set the reader's format to {string.Join(" or ", known)}",
        _ when bits >= WiegandKeys.FewerThanAnyCard => $"; if each card has {bits}, describe their format in cardFormats",
        _ => "; look at its wires, or set its keypad to 4 or 8 bits a key",
    };

    private ulong InOrder(ulong payload) => BytesReversed ? BinaryPrimitives.ReverseEndianness(payload) >> (64 - PayloadLength) : payload;
}
