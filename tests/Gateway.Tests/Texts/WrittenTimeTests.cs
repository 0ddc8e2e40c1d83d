using System.Text.RegularExpressions;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.Texts;

/// <summary>Days and times are written out by the gateway, by the site's clocks: not as the machine's country writes them, nor the
/// browser's, and in no other time zone.</summary>
public sealed partial class WrittenTimeTests
{
    [Fact]
    public void No_source_leaves_a_day_or_a_time_to_the_machine_or_its_country() => Assert.Empty(Found(Machine(), ".cs", ".razor"));

    /// <summary>A field of days shows them as the browser's country does, and asks for them so.</summary>
    [Fact]
    public void No_page_leaves_a_day_or_a_time_to_the_browser() => Assert.Empty(Found(Browser(), ".razor", ".js"));

    /// <summary>A colon beside what is said is one language's on pages of another.</summary>
    [Fact]
    public void No_page_puts_a_mark_of_its_own_behind_words() => Assert.Empty(Found(Mark(), ".razor"));

    [Theory]
    [InlineData("at.ToString(\"g\")")]
    [InlineData("at.ToString(\"D\", CultureInfo.InvariantCulture)")]
    [InlineData("at.ToLocalTime()")]
    [InlineData("DateTime.Now")]
    [InlineData("DateTimeOffset.Now.AddDays(1)")]
    [InlineData("day.ToShortDateString()")]
    [InlineData("TimeZoneInfo.Local")]
    [InlineData("CultureInfo.CurrentCulture")]
    public void What_a_machine_s_country_would_write_is_found(string source) => Assert.Matches(Machine(), source);

    [Theory]
    [InlineData("<input type=\"date\">")]
    [InlineData("<input name=\"from\" type=\"datetime-local\">")]
    [InlineData("at.toLocaleTimeString()")]
    [InlineData("new Intl.DateTimeFormat()")]
    [InlineData("new Date(at)")]
    [InlineData("at.getHours()")]
    public void What_a_browser_s_country_would_write_is_found(string source) => Assert.Matches(Browser(), source);

    private static IEnumerable<string> Found(Regex what, params string[] kinds) => Sources.OfGateway()
        .Where(file => kinds.Any(kind => file.Name.EndsWith(kind, StringComparison.Ordinal)))
        .SelectMany(file => what.Matches(file.Text).Select(match => $"{file.Name}: {match.Value}"));

    [GeneratedRegex("""
        \.ToString\("[dDfFgGmMtTuUyYs]"
        |\.To(Short|Long)(Date|Time)String\(|\.ToLocalTime\(
        |\bDateTime(Offset)?\.Now\b|\bTimeZoneInfo\.Local\b|\bCurrent(UI)?Culture\b
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Machine();

    [GeneratedRegex("""
        type="(date|datetime-local|month|time|week)"
        |\.toLocale|\bIntl\.|\bnew\sDate\b|\.get(UTC)?(Date|Day|FullYear|Hours|Minutes|Month)\(
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Browser();

    [GeneratedRegex("""@Say\([^()]*\)(:| \u2026)""")]
    private static partial Regex Mark();
}
