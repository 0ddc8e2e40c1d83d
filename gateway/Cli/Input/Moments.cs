using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>Days and times as people type them, on the site's clocks.</summary>
internal static class Moments
{
    /// <summary>A day, or a day and a time. What lasts to a day lasts to that day's end.</summary>
    /// <returns>Null where the option was not given.</returns>
    public static DateTimeOffset? Parse(ParseResult parsed, Option<string> option, SiteFile site, bool atItsEnd)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        var isDay = IsDay(text, out var day);
        DateTime local = default;
        if (!isDay && !DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out local))
        {
            throw new UsageException(CommandTexts.DayOrTime(option.Name, text));
        }

        return At(site, isDay ? (atItsEnd ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue) : local);
    }

    /// <summary>A whole day: a date, <c>today</c> or <c>yesterday</c>.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Day(string text, SiteFile site, DateTimeOffset now)
    {
        var today = site.DayOf(now);
        var day = text switch
        {
            "today" => today,
            "yesterday" => today.AddDays(-1),
            _ when IsDay(text, out var given) => given,
            _ => throw new UsageException(CommandTexts.DayNeeded(text)),
        };
        return (site.StartOf(day), site.StartOf(day.AddDays(1)));
    }

    /// <summary>A day of any year.</summary>
    public static DateOnly Day(string text, Option<string> option) => IsDay(text, out var day) ? day
        : throw new UsageException(CommandTexts.DateNeeded(option.Name, text));

    private static bool IsDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
        DateTimeStyles.None, out day);

    private static DateTimeOffset At(SiteFile site, DateTime local) => new(local, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone)
        .GetUtcOffset(local));
}
