using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Calendars;

/// <summary>The file of public holidays and the weekend days that are worked for them; JSON as strict as the site file.</summary>
internal sealed record CalendarFile
{
    internal const string DatePattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

    /// <summary>No holiday of the People's Republic has been longer than nine days; a longer one is a slip of the pen.</summary>
    private const int LongestHoliday = 15;

    [Description("The public holidays.")]
    public IReadOnlyList<HolidayEntry> Holidays { get; init; } = [];

    [RegularExpression(DatePattern)]
    [Description("The Saturdays and Sundays that are worked.")]
    public IReadOnlyList<string> WorkingDays { get; init; } = [];

    /// <param name="path">The file; empty for none, which gives an empty calendar.</param>
    /// <returns>The calendar, or every problem of the file, each in one line.</returns>
    public static (Calendar? Calendar, IReadOnlyList<FileProblem> Problems) Read(string path)
    {
        if (path.Length == 0)
        {
            return (Calendar.Empty, []);
        }

        if (!File.Exists(path))
        {
            return (null, [new("Site.CalendarFile", FileRuleTexts.NoCalendar(path))]);
        }

        var reading = SiteReader.Read<CalendarFile>(path, "Calendar");
        if (reading.Value is not { } file)
        {
            return (null, reading.Errors);
        }

        List<FileProblem> problems = [];
        HolidayRange[] holidays = [.. file.Holidays.Select((h, i) => new HolidayRange(Date(h.From, $"Calendar.Holidays[{i}].From",
            problems), Date(h.To, $"Calendar.Holidays[{i}].To", problems), h.Name))];
        DateOnly[] working = [.. file.WorkingDays.Select((day, i) => Date(day, $"Calendar.WorkingDays[{i}]", problems))];
        if (problems.Count == 0)
        {
            problems.AddRange(Problems(holidays, working));
        }

        return problems.Count == 0 ? (new Calendar(holidays, working), []) : (null, problems);
    }

    internal static IEnumerable<FileProblem> Problems(HolidayRange[] holidays, DateOnly[] working)
    {
        for (var i = 0; i < holidays.Length; i++)
        {
            if (holidays[i].To < holidays[i].From || holidays[i].To.DayNumber - holidays[i].From.DayNumber >= LongestHoliday)
            {
                yield return new($"Calendar.Holidays[{i}]", FileRuleTexts.HolidayLength(Written(holidays[i].From), Written(holidays[i].To),
                    LongestHoliday));
            }
        }

        for (var i = 0; i < working.Length; i++)
        {
            if (working[i].DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                yield return new($"Calendar.WorkingDays[{i}]", FileRuleTexts.NoWeekend(Written(working[i]), working[i].DayOfWeek switch
                {
                    DayOfWeek.Monday => FileRuleTexts.Monday,
                    DayOfWeek.Tuesday => FileRuleTexts.Tuesday,
                    DayOfWeek.Wednesday => FileRuleTexts.Wednesday,
                    DayOfWeek.Thursday => FileRuleTexts.Thursday,
                    _ => FileRuleTexts.Friday,
                }));
            }

            if (holidays.Any(h => h.From <= working[i] && working[i] <= h.To))
            {
                yield return new($"Calendar.WorkingDays[{i}]", FileRuleTexts.WorkedInHoliday(Written(working[i])));
            }
        }
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Date(string text, string path, List<FileProblem> problems)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            problems.Add(new(path, FileRuleTexts.NoDay(text)));
        }

        return date;
    }
}

/// <summary>One public holiday.</summary>
internal sealed record HolidayEntry
{
    [Required, RegularExpression(CalendarFile.DatePattern)]
    [Description("Its first day.")]
    public string From { get; init; } = "";

    [Required, RegularExpression(CalendarFile.DatePattern)]
    [Description("Its last day.")]
    public string To { get; init; } = "";

    [Required]
    [Description("What it is called.")]
    public string Name { get; init; } = "";
}
