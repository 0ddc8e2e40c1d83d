using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Tests.Readers;

public sealed class WiegandFormatTests
{
    private static readonly Gen<(WiegandFormat Format, CardNumber Card)> _cards =
        from format in Gen.OneOf([.. WiegandFormat.All.Select(known => Gen.Const(known))])
        from number in Gen.ULong[0, format.MaxNumber]
        select (format, new CardNumber(number));

    [Theory]
    [InlineData("10000000100000000000000010", "wiegand-26", 1 * 65536 + 1)]
    [InlineData("10111011000000110010000110", "wiegand-26", 118 * 65536 + 1603)]
    [InlineData("01111111111111111111111111", "wiegand-26", 0xFFFFFF)]
    [InlineData("00000000000000000000000001", "wiegand-26", 0)]
    [InlineData("1000100100011010001010110011110001", "wiegand-34", 0x12345678)]
    [InlineData("0111111111111111111111111111111111", "wiegand-34", 0xFFFFFFFF)]
    [InlineData("1000100100011010001010110011110001", "wiegand-34-reversed", 0x78563412)]
    [InlineData("1000000000000000100000000000000000010", "wiegand-37-facility", (1L << 19) + 1)]
    [InlineData("1000000000000000100000000000000000010", "wiegand-37", (1L << 19) + 1)]
    [InlineData("0111111111111111111111111111111111111", "wiegand-37", (1L << 35) - 1)]
    [InlineData("1000000000000000001000000000000000000", "wiegand-37", 1L << 17)]
    public void A_frame_from_the_data_sheet_is_the_card_it_names(string bits, string format, long number)
    {
        var known = WiegandFormat.All.Single(known => known.Name == format);
        var reading = known.Decode(Frame(bits));

        Assert.Null(reading.Fault);
        Assert.Equal(format, reading.Format);
        Assert.Equal((ulong)number, reading.Card.Value);
        Assert.Equal(bits, known.Encode(reading.Card).ToString());
    }

    [Theory]
    [InlineData("00000000100000000000000010", "26 bits came with wrong parity")]
    [InlineData("10000000100000000000000011", "26 bits came with wrong parity")]
    [InlineData("1000000010000000000000001",
        "25 bits came; a card has 26 at this reader; if each card has 25, describe their format in cardFormats")]
    [InlineData("1000100100011010001010110011110001",
        "34 bits came; a card has 26 at this reader; if each card has 34, set the reader's format to wiegand-34 or wiegand-34-reversed")]
    [InlineData("1", "1 bits came; a card has 26 at this reader; look at its wires, or set its keypad to 4 or 8 bits a key")]
    public void A_frame_that_is_no_card_is_refused_with_the_reason(string bits, string fault)
    {
        var reading = WiegandFormat.Bits26.Decode(Frame(bits));

        Assert.Null(reading.Format);
        Assert.Equal(fault, reading.Fault);
    }

    [Fact]
    public void Every_card_survives_encoding_and_decoding() =>
        _cards.Sample(
            sample => sample.Format.Decode(sample.Format.Encode(sample.Card)) == new WiegandReading(sample.Format.Name, sample.Card, null),
            iter: 20_000);

    [Fact]
    public void Every_single_flipped_bit_of_every_card_is_refused() =>
        _cards.Sample(
            sample =>
            {
                var frame = sample.Format.Encode(sample.Card);
                return Enumerable.Range(1, frame.Length).All(bit => sample.Format.Decode(frame.Flip(bit)) is
                {
                    Format: null,
                    Fault: not null
                });
            },
            iter: 5_000);

    [Fact]
    public void Every_bit_lost_or_added_is_refused() =>
        _cards.Sample(
            sample =>
            {
                var bits = sample.Format.Encode(sample.Card).ToString();
                return Enumerable.Range(0, bits.Length).All(at =>
                    sample.Format.Decode(Frame(bits.Remove(at, 1))).Format is null
                        && sample.Format.Decode(Frame(bits.Insert(at, "1"))).Format is null);
            },
            iter: 2_000);

    [Fact]
    public void Any_26_bits_are_a_card_exactly_when_both_halves_have_their_parity() =>
        Gen.UInt[0, (1u << 26) - 1].Sample(
            bits =>
            {
                var text = Convert.ToString(bits, 2).PadLeft(26, '0');
                var valid = text[..13].Count(bit => bit == '1') % 2 == 0 && text[13..].Count(bit => bit == '1') % 2 == 1;
                var reading = WiegandFormat.Bits26.Decode(Frame(text));
                return valid ? reading.Card.Value == Convert.ToUInt64(text[1..25], 2) && reading.Format == "wiegand-26"
                    : reading.Format is null;
            },
            iter: 20_000);

    [Fact]
    public void No_two_formats_share_a_name() => Assert.Distinct(WiegandFormat.All.Select(format => format.Name));

    [Fact]
    public void Every_bit_of_every_format_is_guarded_so_that_every_single_flip_is_refused() =>
        Assert.All(WiegandFormat.All, format => Assert.All(
            Enumerable.Range(1, format.Length),
            bit => Assert.Contains(format.Parity, parity => parity.Bit == bit || (bit >= parity.First && bit <= parity.Last))));

    [Theory]
    [InlineData(118, 1603, "wiegand-26", 16)]
    [InlineData(65535, 524287, "wiegand-37-facility", 19)]
    public void A_facility_code_stands_above_the_number(ulong facility, ulong number, string name, int numberBits)
    {
        var format = WiegandFormat.All.Single(known => known.Name == name);
        var frame = format.Encode(new CardNumber((facility << numberBits) + number));
        Assert.Equal((facility, number), ((ulong)frame.Slice(format.Facility!.Value.First, format.Facility.Value.Last),
            (ulong)frame.Slice(format.Number.First, format.Number.Last)));
    }

    [Fact]
    public void A_number_the_format_cannot_carry_is_not_encoded() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WiegandFormat.Bits26.Encode(new CardNumber(1UL << 24)));

    private static WiegandFrame Frame(string bits) => bits.Aggregate(default(WiegandFrame), (frame, bit) => frame.Append(bit == '1'));
}
