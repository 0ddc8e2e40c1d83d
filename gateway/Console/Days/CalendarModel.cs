namespace Zhuhui.Edge.Gateway.Console.Days;

/// <summary>A schedule in words.</summary>
/// <param name="Words">When it is in force.</param>
/// <param name="For">Who goes by it.</param>
public sealed record ScheduleRow(string Name, string Words, string For);

/// <summary>Who may pass which doors when, without a schedule of their own.</summary>
public sealed record GroupRow(string Name, string Doors, string When);

/// <summary>A stretch of days.</summary>
public sealed record HolidayRow(string Name, string Days);

/// <summary>A year's holidays.</summary>
/// <param name="IsKnown">There are any.</param>
/// <param name="Worked">The weekend days that are worked.</param>
/// <param name="Confirmed">By whom and when, in words; null where nobody has.</param>
/// <param name="Digest">Of what is shown.</param>
public sealed record YearModel(int Year, bool IsKnown, IReadOnlyList<HolidayRow> Holidays, string Worked, string? Confirmed, string Digest,
    string Lines);

/// <param name="Source">Where the holidays come from, in words.</param>
/// <param name="Changed">What is to be said of a file that is not in force; null where nothing is.</param>
internal sealed record CalendarModel(IReadOnlyList<ScheduleRow> Schedules, IReadOnlyList<GroupRow> Groups, IReadOnlyList<YearModel> Years,
    string Source, string? Changed, string? Problem = null, int ProblemYear = 0, string Typed = "");
