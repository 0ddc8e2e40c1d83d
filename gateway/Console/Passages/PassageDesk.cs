using System.Globalization;
using Zhuhui.Edge.Gateway.Admin.Passages;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Visitors;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Passages;

/// <summary>What the pages of passages show.</summary>
internal sealed class PassageDesk(PassageCounts counts, VisitorDesk people, ResidentDirectory residents, SiteFile site)
{
    private const int DaysAWeek = 7;

    /// <returns>Null where that is no month, or one to come.</returns>
    public MonthModel? Month(HttpContext context, Language language, string? month, string text)
    {
        if (First(month) is not { } first)
        {
            return null;
        }

        var days = counts.Month(first);
        var (total, found) = (days.Select(Sum).Aggregate(new WaysOfHour(), Add), people.Hosts(context, language, text).Found);
        return new MonthModel(Links(first, "/passages?month="), [.. days.Reverse().Select(Row)], Said(total, language),
            days.All(day => day.IsWhole), text, found);
    }

    /// <returns>Null where there is nobody of that id, or the month is none.</returns>
    public PersonMonthModel? Person(HttpContext context, Language language, string id, string? month)
    {
        if (residents.WithId(new PersonId(id)) is not { } person || First(month) is not { } first)
        {
            return null;
        }

        var days = counts.MonthOf(id, first, context.Caller().Name);
        var total = days.Select(day => day.People.GetValueOrDefault(id)).Aggregate(new WaysOfHour(), (sum, ways) => Add(sum,
            new WaysOfHour(ways.In, ways.Out, 0)));
        return new PersonMonthModel(id, person.Name, residents.HouseholdOf(person)?.Home?.ToString() ?? "",
            Links(first, $"/passages/people/{Uri.EscapeDataString(id)}?month="), Weeks(first, days, id, language),
            PassageTexts.InOut(total.In, total.Out).In(language), days.All(day => day.IsWhole));
    }

    /// <returns>Null where that is no day.</returns>
    public HoursModel? Hours(Language language, string text)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        var counted = counts.Of(day);
        return new HoursModel(Written(day), $"/passages?month={day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}",
            $"/passages/days/{Written(day.AddDays(-1))}", day < counts.Today ? $"/passages/days/{Written(day.AddDays(1))}" : null,
            [.. site.Doors.Select(door => counted.Doors.TryGetValue(door.Id, out var hours)
                ? new DoorHours(site.DoorName(door.Id), [.. hours.Select(Cell)], Said(hours.Aggregate(new WaysOfHour(), Add), language))
                : new DoorHours(site.DoorName(door.Id), [.. Enumerable.Repeat("", 24)], Said(default, language)))], counted.IsWhole);
    }

    private DayCell[][] Weeks(DateOnly first, IReadOnlyList<PassageDay> days, string id, Language language)
    {
        var before = ((int)first.DayOfWeek + DaysAWeek - 1) % DaysAWeek;
        IEnumerable<DayCell> cells = [.. Enumerable.Repeat(new DayCell("", "", "", false), before),
            .. Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(at => At(first.AddDays(at)))];
        return [.. cells.Chunk(DaysAWeek).Select(week => (DayCell[])[.. week, .. Enumerable.Repeat(new DayCell("", "", "", false),
            DaysAWeek - week.Length)])];

        DayCell At(DateOnly day) => days.FirstOrDefault(one => one.Day == day) is { } counted
            && counted.People.TryGetValue(id, out var ways)
            ? new DayCell($"{day.Day}", PassageTexts.InOut(ways.In, ways.Out).In(language), ways.First == ways.Last ? Clock(ways.First)
                : $"{Clock(ways.First)}–{Clock(ways.Last)}", day == counts.Today)
            : new DayCell($"{day.Day}", "", "", day == counts.Today);
    }

    private DayRow Row(PassageDay day)
    {
        var sum = Sum(day);
        return new DayRow(Written(day.Day), $"/passages/days/{Written(day.Day)}", Number(sum.In), Number(sum.Out), Number(sum.Button),
            Number(day.People.Count), day.IsWhole);
    }

    private static WaysOfHour Sum(PassageDay day) => day.Doors.Values.SelectMany(hours => hours).Aggregate(new WaysOfHour(), Add);

    private static WaysOfHour Add(WaysOfHour one, WaysOfHour other) => new(one.In + other.In, one.Out + other.Out,
        one.Button + other.Button);

    private static string Said(WaysOfHour ways, Language language) => PassageTexts.Ways(ways.In, ways.Out, ways.Button).In(language);

    private static string Cell(WaysOfHour ways) => ways == default ? "" : ways.Button == 0 ? $"{ways.In}/{ways.Out}"
        : $"{ways.In}/{ways.Out}+{ways.Button}";

    private MonthLinks Links(DateOnly first, string path) => new(Name(first), path + Name(first.AddMonths(-1)),
        first.AddMonths(1) <= counts.Today ? path + Name(first.AddMonths(1)) : null);

    /// <summary>This month where none is named.</summary>
    private DateOnly? First(string? month) => string.IsNullOrEmpty(month) ? new DateOnly(counts.Today.Year, counts.Today.Month, 1)
        : DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first <= counts.Today ? first : null;

    private static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
