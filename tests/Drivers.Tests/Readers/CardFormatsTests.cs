using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Tests.Readers;

public sealed class CardFormatsTests
{
    private static readonly CardFormatOptions _good = new()
    {
        Name = "estate-40",
        Bits = 40,
        FacilityFirst = 30,
        FacilityLast = 37,
        NumberFirst = 2,
        NumberLast = 25,
        Parity = [new() { Bit = 1, First = 2, Last = 20 }, new() { Bit = 39, First = 20, Last = 38, Odd = true },
            new() { Bit = 40, First = 1, Last = 39 }],
    };

    [Fact]
    public void A_format_of_the_site_file_reads_back_every_card_and_refuses_every_guarded_flip()
    {
        Assert.Empty(CardFormats.Problems(_good));
        var format = new CardFormats([_good]).Find("estate-40")!;
        Gen.ULong[0, format.MaxNumber].Sample(
            number =>
            {
                var frame = format.Encode(new CardNumber(number));
                return format.Decode(frame).Card.Value == number && Enumerable.Range(1, 40)
                    .All(bit => format.Decode(frame.Flip(bit)).Format is null);
            },
            iter: 5_000);
    }

    [Fact]
    public void Each_mistake_is_one_line()
    {
        AssertProblem("Name 'wiegand-26' is that of a built-in format", _good with { Name = "wiegand-26" });
        AssertProblem("the number 20-41 must run upwards within 1-40", _good with
        {
            FacilityFirst = 0,
            FacilityLast = 0,
            NumberFirst = 20,
            NumberLast = 41,
            Parity = [new() { Bit = 1, First = 2, Last = 40 }]
        });
        AssertProblem("the facility code 37-30 must run upwards", _good with { FacilityFirst = 37, FacilityLast = 30 });
        AssertProblem("the facility code's bits 25-37 and the number's 2-25 overlap", _good with { FacilityFirst = 25 });
        AssertProblem("Parity[0].Bit 3 guards itself", _good with { NumberFirst = 4, Parity = [new() { Bit = 3, First = 2, Last = 20 }] });
        AssertProblem("Parity[0].Bit 2 is a bit of the facility code or number",
            _good with { Parity = [new() { Bit = 2, First = 3, Last = 20 }] });
        AssertProblem("Parity[1].Bit 1 is a parity bit already", _good with { Parity = [_good.Parity[0], _good.Parity[0]] });
        AssertProblem("Parity[0] guards the parity bit 1, which must stand before it",
            _good with { Parity = [_good.Parity[2], _good.Parity[0]] });
        AssertProblem("facility code and number have 70 bits together", _good with
        {
            Bits = 80,
            NumberLast = 71,
            FacilityFirst = 0,
            FacilityLast = 0,
            Parity = [new() { Bit = 1, First = 2, Last = 80 }]
        });
        AssertProblem("BytesReversed needs whole bytes", _good with { FacilityFirst = 31, BytesReversed = true });
    }

    [Fact]
    public void A_site_with_a_broken_or_doubled_format_has_no_formats()
    {
        Assert.Throws<ArgumentException>(() => new CardFormats([_good with { Bits = 7 }]));
        Assert.Throws<ArgumentException>(() => new CardFormats([_good, _good]));
        Assert.Null(CardFormats.BuiltIn.Find("estate-40"));
    }

    [Fact]
    public void A_format_without_parity_is_for_readers_whose_wire_checks_what_it_carries()
    {
        var site = new CardFormats([_good with { Parity = [] }]);
        Assert.All(["csn-32", "csn-32-reversed", "csn-56", "csn-64", "estate-40"],
            name => Assert.Contains("it is for osdp readers", site.UnfitForPins(name), StringComparison.Ordinal));
        Assert.All(WiegandFormat.All, format => Assert.Null(site.UnfitForPins(format.Name)));
        Assert.Null(site.UnfitForPins("wiegand-99"));
    }

    [Theory]
    [InlineData("csn-32", "00010010001101000101011001111000", 0x12345678UL)]
    [InlineData("csn-32-reversed", "00010010001101000101011001111000", 0x78563412UL)]
    [InlineData("csn-56", "00000100000100100011010001010110011110001001000010000001", 0x04123456789081UL)]
    [InlineData("csn-64", "1111111111111111111111111111111111111111111111111111111111111111", ulong.MaxValue)]
    public void A_serial_number_is_the_card_number(string name, string bits, ulong number)
    {
        var format = CardFormats.BuiltIn.Find(name)!;
        var frame = bits.Aggregate(default(WiegandFrame), (frame, bit) => frame.Append(bit == '1'));
        Assert.Equal(new WiegandReading(name, new CardNumber(number), null), format.Decode(frame));
        Assert.Equal(bits, format.Encode(new CardNumber(number)).ToString());
        Assert.NotNull(format.Decode(frame.Append(true)).Fault);
    }

    private static void AssertProblem(string words, CardFormatOptions options) =>
        Assert.Contains(words, $"{Assert.Single(CardFormats.Problems(options))}", StringComparison.Ordinal);
}
