using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold for card formats, supervised lines and relays that are registers; each after the path it is about.</summary>
internal static class FormatRuleTexts
{
    public static Wording NameBuiltIn(string name) => Words("formatRule.nameBuiltIn", ("name", name));
    public static Wording Bits(long bits, long most) => Words("formatRule.bits", ("bits", bits), ("most", most));

    public static Wording Outside(Wording what, long first, long bits) =>
        Words("formatRule.outside", ("what", what), ("first", first), ("bits", bits));

    public static Wording SpanOutside(Wording what, long first, long last, long bits) =>
        Words("formatRule.spanOutside", ("what", what), ("first", first), ("last", last), ("bits", bits));

    public static Wording TheNumber => Words("formatRule.theNumber");
    public static Wording TheFacility => Words("formatRule.theFacility");

    public static Wording Overlap(long facilityFirst, long facilityLast, long first, long last) =>
        Words("formatRule.overlap", ("facilityFirst", facilityFirst), ("facilityLast", facilityLast), ("first", first), ("last", last));

    public static Wording TooLong(long bits) => Words("formatRule.tooLong", ("bits", bits));
    public static Wording NoWholeBytes(long bits) => Words("formatRule.noWholeBytes", ("bits", bits));

    public static Wording GuardsItself(string parity, long bit, long first, long last) =>
        Words("formatRule.guardsItself", ("parity", parity), ("bit", bit), ("first", first), ("last", last));

    public static Wording ParityInValue(string parity, long bit) => Words("formatRule.parityInValue", ("parity", parity), ("bit", bit));
    public static Wording ParityTwice(string parity, long bit) => Words("formatRule.parityTwice", ("parity", parity), ("bit", bit));
    public static Wording GuardsParity(string parity, long bit) => Words("formatRule.guardsParity", ("parity", parity), ("bit", bit));
    public static Wording NoParityBit(string format) => Words("formatRule.noParityBit", ("format", format));
    public static Wording SameValues => Words("formatRule.sameValues");
    public static Wording SameReadings => Words("formatRule.sameReadings");

    public static Wording BandBackwards(string from, long first, string to, long last) =>
        Words("formatRule.bandBackwards", ("from", from), ("first", first), ("to", to), ("last", last));

    public static Wording BandsTooNear(long activeFrom, long activeTo, long inactiveFrom, long inactiveTo, long gap) =>
        Words("formatRule.bandsTooNear", ("activeFrom", activeFrom), ("activeTo", activeTo), ("inactiveFrom", inactiveFrom),
            ("inactiveTo", inactiveTo), ("gap", gap));

    public static Wording ShortTooNear(long given, long gap) => Words("formatRule.shortTooNear", ("given", given), ("gap", gap));
    public static Wording OpenTooNear(long given, long gap) => Words("formatRule.openTooNear", ("given", given), ("gap", gap));
}
