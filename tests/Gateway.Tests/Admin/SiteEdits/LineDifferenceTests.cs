using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;

namespace Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

public sealed class LineDifferenceTests
{
    [Fact]
    public void The_changed_lines_stand_with_some_around_them_and_the_rest_is_left_out()
    {
        var old = string.Join('\n', Enumerable.Range(1, 30).Select(line => $"line {line}"));
        var now = old.Replace("line 10\n", "", StringComparison.Ordinal).Replace("line 25", "line 25\nmore", StringComparison.Ordinal);
        Assert.Equal("7,8,9,-10,11,12,13,|,23,24,25,+25,26,27,28".Split(','), LineDifference.Between(old, now).Select(line => line switch
        {
            null => "|",
            { IsSame: true } => $"{line.Old}",
            { New: 0 } => $"-{line.Old}",
            _ => $"+{line.New}",
        }));
    }

    [Fact]
    public void The_same_differs_in_nothing_and_line_ends_are_none() => Assert.Empty(LineDifference.Between("a\r\nb\r\n", "a\nb\n"));

    [Theory]
    [InlineData("", "a\nb")]
    [InlineData("a\nb", "")]
    [InlineData("a\nb\nc", "c\nb\na")]
    public void Out_of_the_lines_that_are_not_gone_the_new_text_comes(string old, string now)
    {
        var lines = LineDifference.Between(old, now).OfType<DiffLine>().ToArray();
        Assert.Equal(now.Split('\n'), lines.Where(line => line.New > 0).OrderBy(line => line.New).Select(line => line.Text));
        Assert.Equal(old.Split('\n'), lines.Where(line => line.Old > 0).OrderBy(line => line.Old).Select(line => line.Text));
    }

    [Fact]
    public void Two_long_texts_that_have_nothing_in_common_are_compared_all_the_same()
    {
        var (old, now) = (Lines("a"), Lines("b"));
        Assert.Equal(6000, LineDifference.Between(old, now).Count);

        static string Lines(string letter) => string.Join('\n', Enumerable.Range(0, 3000).Select(line => $"{letter}{line}"));
    }
}
