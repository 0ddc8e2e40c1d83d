using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

public sealed class LinkTests
{
    [Fact]
    public void Every_relative_link_of_every_page_leads_somewhere() => Assert.Empty(Page.All.SelectMany(Broken));

    [Fact]
    public void A_link_to_a_file_or_a_heading_that_is_not_there_is_found()
    {
        var page = new Page("docs/design/door.md", """
            [one](../hub.md) [two](../hub.md#setting-it-up) [three](nowhere.md) [four](../hub.md#nothing)
            ![five](#rejected) [six](https://example.org/x)

            ## Rejected
            """);
        Assert.Equal(["docs/design/door.md: nowhere.md", "docs/design/door.md: ../hub.md#nothing"], Broken(page));
    }

    [Fact]
    public void Every_page_under_docs_is_reached_from_the_readme_or_the_architecture()
    {
        var reached = Page.Read("README.md").Links.Concat(Page.Read("ARCHITECTURE.md").Links);
        var pages = Page.All.Select(p => p.Name).Where(n => n.StartsWith("docs/", StringComparison.Ordinal) && !ChinesePage.IsOne(n));
        Assert.Empty(pages.Except(reached));
    }

    private static IEnumerable<string> Broken(Page page) =>
        page.Links.Where(link => !IsElsewhere(link) && !Leads(page, link)).Select(link => $"{page.Name}: {link}");

    private static bool IsElsewhere(string link) =>
        link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal);

    private static bool Leads(Page page, string link)
    {
        var (path, heading) = link.Split('#') is [var file, var anchor] ? (file, anchor) : (link, null);
        if (path.Length == 0)
        {
            return page.Anchors.Contains(heading);
        }

        var place = Path.Combine(Path.GetDirectoryName(page.Name)!, path);
        return heading is null
            ? File.Exists(Repository.At(place)) || Directory.Exists(Repository.At(place))
            : File.Exists(Repository.At(place)) && Page.Read(place).Anchors.Contains(heading);
    }
}
