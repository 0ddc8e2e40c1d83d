using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Site.Calendars;

/// <summary>The file of public holidays and the weekend days that are worked for them; JSON as strict as the site file.</summary>
internal sealed record CalendarFile
{
    internal const string DatePattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
    internal const string DateWords = "must be a date such as 2026-10-01";

    /// <summary>No holiday of the People's Republic has been longer than nine days; a longer one is a slip of the pen.</summary>
    private const int LongestHoliday = 15;

    [Description("The public holidays.")]
    public IReadOnlyList<HolidayEntry> Holidays { get; init; } = [];

    [RegularExpression(DatePattern, ErrorMessage = DateWords)]
    [Description("The Saturdays and Sundays that are worked.")]
    public IReadOnlyList<string> WorkingDays { get; init; } = [];

    /// <param name="path">The file; empty for none, which gives an empty calendar.</param>
    /// <returns>The calendar, or every problem of the file, each in one line.</returns>
    public static (Calendar? Calendar, IReadOnlyList<string> Problems) Read(string path)
    {
        if (path.Length == 0)
        {
            return (Calendar.Empty, []);
        }

        if (!File.Exists(path))
        {
            return (null, [$"Site.CalendarFile: there is no file {path}; name one, for example "
                + "deploy/calendars/cn-2026.json, or leave it empty"]);
        }

        var reading = SiteReader.Read<CalendarFile>(path, "Calendar");
        if (reading.Value is not { } file)
        {
            return (null, reading.Errors);
        }

        List<string> problems = [];
        HolidayRange[] holidays = [.. file.Holidays.Select((h, i) => new HolidayRange(Date(h.From, $"Calendar.Holidays[{i}].From",
            problems), Date(h.To, $"Calendar.Holidays[{i}].To", problems), h.Name))];
        DateOnly[] working = [.. file.WorkingDays.Select((day, i) => Date(day, $"Calendar.WorkingDays[{i}]", problems))];
        if (problems.Count == 0)
        {
            problems.AddRange(Problems(holidays, working));
        }

        return problems.Count == 0 ? (new Calendar(holidays, working), []) : (null, problems);
    }

    internal static IEnumerable<string> Problems(HolidayRange[] holidays, DateOnly[] working)
    {
        for (var i = 0; i < holidays.Length; i++)
        {
            if (holidays[i].To < holidays[i].From || holidays[i].To.DayNumber - holidays[i].From.DayNumber >= LongestHoliday)
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"Calendar.Holidays[{i}] goes from {holidays[i].From:yyyy-MM-dd} to {holidays[i].To:yyyy-MM-dd}; a holiday has 1 to "
                    + $"{LongestHoliday} days");
            }
        }

        for (var i = 0; i < working.Length; i++)
        {
            if (working[i].DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Calendar.WorkingDays[{i}] {working[i]:yyyy-MM-dd} is a "
                    + $"{working[i].DayOfWeek}: only Saturdays and Sundays are swapped");
            }

            if (holidays.Any(h => h.From <= working[i] && working[i] <= h.To))
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"Calendar.WorkingDays[{i}] {working[i]:yyyy-MM-dd} lies in a holiday");
            }
        }
    }

    private static DateOnly Date(string text, string path, List<string> problems)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            problems.Add($"{path} {text} is not a day of the calendar");
        }

        return date;
    }
}

/// <summary>One public holiday.</summary>
internal sealed record HolidayEntry
{
    [Required, RegularExpression(CalendarFile.DatePattern, ErrorMessage = CalendarFile.DateWords)]
    [Description("Its first day.")]
    public string From { get; init; } = "";

    [Required, RegularExpression(CalendarFile.DatePattern, ErrorMessage = CalendarFile.DateWords)]
    [Description("Its last day.")]
    public string To { get; init; } = "";

    [Required]
    [Description("What it is called.")]
    public string Name { get; init; } = "";
}
