using System.Globalization;

namespace Zhuhui.Edge.Drivers.Readers;

/// <summary>What can be wrong with a card format that a site file describes.</summary>
public enum CardFormatProblemKind
{
    /// <summary>That of a built-in format.</summary>
    NameBuiltIn,

    /// <summary>How many there are, and may be.</summary>
    Bits,

    /// <summary>Its first and last bit, and how many bits there are.</summary>
    NumberOutside,

    /// <inheritdoc cref="NumberOutside"/>
    FacilityOutside,

    /// <inheritdoc cref="NumberOutside"/>
    ParityOutside,

    /// <summary>The first and last bits of facility code and number.</summary>
    Overlap,

    /// <summary>How many bits both have.</summary>
    TooLong,

    /// <inheritdoc cref="TooLong"/>
    NoWholeBytes,

    /// <summary>The parity bit, and the first and last that it guards.</summary>
    GuardsItself,
    ParityInValue,
    ParityTwice,
    GuardsParity,
}

/// <summary>What is wrong with a card format: its kind, the name or option it is about and its numbers for whoever words it, and one
/// line of English.</summary>
/// <param name="What">A name, or for example <c>Parity[0]</c>; empty where the kind says it.</param>
public sealed record CardFormatProblem(CardFormatProblemKind Kind, string What, params IReadOnlyList<int> Numbers)
{
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Kind switch
    {
        CardFormatProblemKind.NameBuiltIn => "Name '{0}' is that of a built-in format; choose another",
        CardFormatProblemKind.Bits => "Bits {1} must be between 8 and {2}",
        CardFormatProblemKind.NumberOutside => "the number " + Outside,
        CardFormatProblemKind.FacilityOutside => "the facility code " + Outside,
        CardFormatProblemKind.ParityOutside => "{0} " + Outside,
        CardFormatProblemKind.Overlap => "the facility code's bits {1}-{2} and the number's {3}-{4} overlap",
        CardFormatProblemKind.TooLong => "facility code and number have {1} bits together; 64 are the most",
        CardFormatProblemKind.NoWholeBytes => "BytesReversed needs whole bytes, and facility code and number have {1} bits together",
        CardFormatProblemKind.GuardsItself => "{0}.Bit {1} guards itself: it lies in {2}-{3}",
        CardFormatProblemKind.ParityInValue => "{0}.Bit {1} is a bit of the facility code or number",
        CardFormatProblemKind.ParityTwice => "{0}.Bit {1} is a parity bit already",
        _ => "{0} guards the parity bit {1}, which must stand before it in the list",
    }, [What, .. Numbers]);

    private string Outside => Numbers[0] == Numbers[1] ? "{1} must lie in 1-{3}" : "{1}-{2} must run upwards within 1-{3}";
}
