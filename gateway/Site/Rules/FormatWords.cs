using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What the drivers find wrong with card formats and boards, in the words of the site.</summary>
internal static class FormatWords
{
    public static Wording Of(CardFormatProblem problem) => (problem.Kind, problem.Numbers) switch
    {
        (CardFormatProblemKind.NameBuiltIn, _) => FormatRuleTexts.NameBuiltIn(problem.What),
        (CardFormatProblemKind.Bits, [var bits, var most]) => FormatRuleTexts.Bits(bits, most),
        (CardFormatProblemKind.NumberOutside, _) => Outside(FormatRuleTexts.TheNumber, problem.Numbers),
        (CardFormatProblemKind.FacilityOutside, _) => Outside(FormatRuleTexts.TheFacility, problem.Numbers),
        (CardFormatProblemKind.ParityOutside, _) => Outside(Wording.Same(problem.What), problem.Numbers),
        (CardFormatProblemKind.Overlap, [var facilityFirst, var facilityLast, var first, var last]) =>
            FormatRuleTexts.Overlap(facilityFirst, facilityLast, first, last),
        (CardFormatProblemKind.TooLong, [var bits]) => FormatRuleTexts.TooLong(bits),
        (CardFormatProblemKind.NoWholeBytes, [var bits]) => FormatRuleTexts.NoWholeBytes(bits),
        (CardFormatProblemKind.GuardsItself, [var bit, var first, var last]) =>
            FormatRuleTexts.GuardsItself(problem.What, bit, first, last),
        (CardFormatProblemKind.ParityInValue, [var bit]) => FormatRuleTexts.ParityInValue(problem.What, bit),
        (CardFormatProblemKind.ParityTwice, [var bit]) => FormatRuleTexts.ParityTwice(problem.What, bit),
        (CardFormatProblemKind.GuardsParity, [var bit]) => FormatRuleTexts.GuardsParity(problem.What, bit),
        _ => Wording.Same($": {problem}"),
    };

    public static Wording Of(BoardProblem problem) => (problem.Kind, problem.Numbers) switch
    {
        (BoardProblemKind.ActiveBackwards, [var first, var last]) => FormatRuleTexts.BandBackwards("ActiveFrom", first, "ActiveTo", last),
        (BoardProblemKind.InactiveBackwards, [var first, var last]) =>
            FormatRuleTexts.BandBackwards("InactiveFrom", first, "InactiveTo", last),
        (BoardProblemKind.BandsTooNear, [var activeFrom, var activeTo, var inactiveFrom, var inactiveTo, var gap]) =>
            FormatRuleTexts.BandsTooNear(activeFrom, activeTo, inactiveFrom, inactiveTo, gap),
        (BoardProblemKind.ShortTooNear, [var given, var gap]) => FormatRuleTexts.ShortTooNear(given, gap),
        (BoardProblemKind.OpenTooNear, [var given, var gap]) => FormatRuleTexts.OpenTooNear(given, gap),
        (BoardProblemKind.SameValues, _) => FormatRuleTexts.SameValues,
        (BoardProblemKind.SameReadings, _) => FormatRuleTexts.SameReadings,
        _ => Wording.Same($": {problem}"),
    };

    private static Wording Outside(Wording what, IReadOnlyList<int> numbers) => numbers[0] == numbers[1]
        ? FormatRuleTexts.Outside(what, numbers[0], numbers[2])
        : FormatRuleTexts.SpanOutside(what, numbers[0], numbers[1], numbers[2]);
}
