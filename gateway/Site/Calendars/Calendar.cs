namespace Zhuhui.Edge.Gateway.Site.Calendars;

/// <summary>A stretch of public holidays, both ends included.</summary>
internal sealed record HolidayRange(DateOnly From, DateOnly To, string Name);

/// <summary>Public holidays and the weekend days that are worked for them. Data: the State Council publishes it a year ahead.</summary>
internal sealed record Calendar(IReadOnlyList<HolidayRange> Holidays, IReadOnlyList<DateOnly> WorkingDays)
{
    public static Calendar Empty { get; } = new([], []);

    /// <summary>Whether the holidays of that year are known: one of them lies in it whole. A New Year's holiday that began the year before
    /// is no sign of it.</summary>
    public bool Covers(int year) => Holidays.Any(h => h.From.Year == year && h.To.Year == year);
}
