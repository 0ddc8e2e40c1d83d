using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Tests.Readers;

public sealed class CardFormatsTests
{
    private static readonly CardFormatOptions Good = new()
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
        Assert.Empty(CardFormats.Problems(Good));
        var format = new CardFormats([Good]).Find("estate-40")!;
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
        AssertProblem("Name 'wiegand-26' is that of a built-in format", Good with { Name = "wiegand-26" });
        AssertProblem("the number 20-41 must run upwards within 1-40", Good with
        {
            FacilityFirst = 0,
            FacilityLast = 0,
            NumberFirst = 20,
            NumberLast = 41,
            Parity = [new() { Bit = 1, First = 2, Last = 40 }]
        });
        AssertProblem("the facility code 37-30 must run upwards", Good with { FacilityFirst = 37, FacilityLast = 30 });
        AssertProblem("the facility code's bits 25-37 and the number's 2-25 overlap", Good with { FacilityFirst = 25 });
        AssertProblem("Parity is empty", Good with { Parity = [] });
        AssertProblem("Parity[0].Bit 3 guards itself", Good with { NumberFirst = 4, Parity = [new() { Bit = 3, First = 2, Last = 20 }] });
        AssertProblem("Parity[0].Bit 2 is a bit of the facility code or number",
            Good with { Parity = [new() { Bit = 2, First = 3, Last = 20 }] });
        AssertProblem("Parity[1].Bit 1 is a parity bit already", Good with { Parity = [Good.Parity[0], Good.Parity[0]] });
        AssertProblem("Parity[0] guards the parity bit 1, which must stand before it",
            Good with { Parity = [Good.Parity[2], Good.Parity[0]] });
        AssertProblem("facility code and number have 70 bits together", Good with
        {
            Bits = 80,
            NumberLast = 71,
            FacilityFirst = 0,
            FacilityLast = 0,
            Parity = [new() { Bit = 1, First = 2, Last = 80 }]
        });
        AssertProblem("BytesReversed needs whole bytes", Good with { FacilityFirst = 31, BytesReversed = true });
    }

    [Fact]
    public void A_site_with_a_broken_or_doubled_format_has_no_formats()
    {
        Assert.Throws<ArgumentException>(() => new CardFormats([Good with { Parity = [] }]));
        Assert.Throws<ArgumentException>(() => new CardFormats([Good, Good]));
        Assert.Null(CardFormats.BuiltIn.Find("estate-40"));
    }

    private static void AssertProblem(string words, CardFormatOptions options) =>
        Assert.Contains(words, Assert.Single(CardFormats.Problems(options)), StringComparison.Ordinal);
}
