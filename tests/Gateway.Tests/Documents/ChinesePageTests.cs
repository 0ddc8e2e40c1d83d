using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

public sealed class ChinesePageTests
{
    private static readonly string[] _needed = ["README.zh-CN.md", "docs/operations.zh-CN.md", "docs/promises.zh-CN.md",
        "docs/moving-to-another-box.zh-CN.md"];

    public static TheoryData<string> Pages => [.. Page.All.Select(p => p.Name).Where(ChinesePage.IsOne)];

    [Fact]
    public void What_a_newcomer_and_the_estate_s_staff_read_is_there_in_Chinese() =>
        Assert.Empty(_needed.Except(Page.All.Select(p => p.Name)));

    [Theory, MemberData(nameof(Pages))]
    public void It_has_the_headings_tables_commands_and_links_of_the_English_one(string name)
    {
        var (chinese, english) = (Page.Read(name), Page.Read(ChinesePage.Neutral(name)));
        Assert.Equal(english.Levels, chinese.Levels);
        Assert.Equal(english.TableLines, chinese.TableLines);
        Assert.Equal(english.Blocks("bash").Select(ChinesePage.Neutral), chinese.Blocks("bash").Select(ChinesePage.Neutral));
        Assert.Equal(english.Blocks("jsonc"), chinese.Blocks("jsonc"));
        Assert.Equal(Leading(english), Leading(chinese));
    }

    /// <summary>Without the link from each to the other, and in no order: Chinese builds its sentences otherwise.</summary>
    private static IEnumerable<string> Leading(Page page) => page.Links.Select(ChinesePage.Neutral)
        .Where(link => link != Path.GetFileName(ChinesePage.Neutral(page.Name))).Order(StringComparer.Ordinal);
}
