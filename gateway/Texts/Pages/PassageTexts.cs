using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The pages of passages.</summary>
internal static class PassageTexts
{
    public static Wording Of(string time) => Words("passage.of", ("time", time));
    public static Wording PersonOf(string person, string time) => Words("passage.personOf", ("person", person), ("time", time));
    public static Wording OfPerson => Words("passage.ofPerson");
    public static Wording Counting => Words("passage.counting");
    public static Wording GoOn => Words("passage.goOn");
    public static Wording InOut(long inward, long outward) => Words("passage.inOut", ("inward", inward), ("outward", outward));
    public static Wording Ways(long inward, long outward, long button) =>
        Words("passage.ways", ("inward", inward), ("outward", outward), ("button", button));
    public static Wording Day => Words("passage.day");
    public static Wording In => Words("passage.in");
    public static Wording Out => Words("passage.out");
    public static Wording Button => Words("passage.button");
    public static Wording People => Words("passage.people");
    public static Wording Months => Words("passage.months");
    public static Wording Earlier => Words("passage.earlier");
    public static Wording Later => Words("passage.later");
    public static Wording WholeMonth => Words("passage.wholeMonth");
    public static Wording All => Words("passage.all");
    public static Wording Sum => Words("passage.sum");
    public static Wording Meaning => Words("passage.meaning");
    public static Wording CellMeaning => Words("passage.cellMeaning");

    /// <summary>Monday to Sunday.</summary>
    internal static IReadOnlyList<Wording> Week { get; } = [ScheduleTexts.Mon, ScheduleTexts.Tue, ScheduleTexts.Wed, ScheduleTexts.Thu,
        ScheduleTexts.Fri, ScheduleTexts.Sat, ScheduleTexts.Sun];
}
