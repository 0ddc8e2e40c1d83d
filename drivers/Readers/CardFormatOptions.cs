using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>A card format that the site file describes. Bits are numbered from 1, the first that comes.</summary>
public sealed record CardFormatOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The format's name; readers refer to it.")]
    public string Name { get; init; } = "";

    [Range(8, 128)]
    [Description("The length of a frame, in bits.")]
    public int Bits { get; init; } = 26;

    [Range(0, 128)]
    [Description("The first bit of the facility code, which stands before the number in the card's value; 0 where there is none.")]
    public int FacilityFirst { get; init; }

    [Range(0, 128)]
    [Description("The last bit of the facility code; 0 where there is none.")]
    public int FacilityLast { get; init; }

    [Range(1, 128)]
    [Description("The first bit of the number.")]
    public int NumberFirst { get; init; } = 2;

    [Range(1, 128)]
    [Description("The last bit of the number.")]
    public int NumberLast { get; init; } = 25;

    [Description("true where facility and number together come least significant byte first.")]
    public bool BytesReversed { get; init; }

    [Description("The parity bits. One that guards another parity bit stands after it. A format without any is for "
        + "osdp readers alone, whose wire checks what it carries.")]
    public IReadOnlyList<CardParityOptions> Parity { get; init; } = [];
}

/// <summary>One parity bit of a card format.</summary>
public sealed record CardParityOptions
{
    [Range(1, 128)]
    [Description("The parity bit.")]
    public int Bit { get; init; } = 1;

    [Range(1, 128)]
    [Description("The first bit it guards.")]
    public int First { get; init; } = 2;

    [Range(1, 128)]
    [Description("The last bit it guards.")]
    public int Last { get; init; } = 13;

    [Description("true for odd parity, false for even.")]
    public bool Odd { get; init; }
}
