using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

namespace Zhuhui.Edge.Gateway.Tests.Console.SiteText;

public sealed class SiteFilePagesTests(SiteBench bench) : IClassFixture<SiteBench>
{
    [Theory]
    [InlineData(Role.Guard)]
    [InlineData(Role.Office)]
    internal async Task It_is_no_page_of_the_guard_s_or_the_office_s(Role role) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await new PageVisitor(bench.Gateway, role).GetAsync("/site")).Status);

    [Fact]
    public async Task A_technician_edits_checks_compares_applies_and_keeps_it()
    {
        var visitor = new PageVisitor(bench.Gateway, Role.Technician);
        var page = await visitor.GetAsync("/site");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("geheim", page.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"line-12\"", page.Html, StringComparison.Ordinal);
        var (text, state) = (Typed(page), page.Field("state"));
        Assert.Contains("东门", text, StringComparison.Ordinal);

        var wrong = text.Replace("\"pin\": 2 }", "\"pin\": 1 }", StringComparison.Ordinal) + "\n// typed";
        page = await visitor.PostAsync("/site", ("text", wrong), ("state", state));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, wrong), (page.Status, Typed(page)));
        Assert.Contains("href=\"#line-8\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"line-8\" class=\"bad\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("pin 1 of board 'box' is already used", page.Text, StringComparison.Ordinal);

        var right = text.Replace("\"loiterSeconds\": 15", "\"loiterSeconds\": 33", StringComparison.Ordinal);
        page = await visitor.PostAsync("/site", ("text", right), ("state", state));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("These parts differ: rings.", page.Text, StringComparison.Ordinal);
        Assert.Contains("- \"perimeter\": { \"loiterSeconds\": 15 }", page.Text, StringComparison.Ordinal);
        Assert.Contains("+ \"perimeter\": { \"loiterSeconds\": 33 }", page.Text, StringComparison.Ordinal);
        Assert.Equal(15, bench.InForce.Now.Rings.Perimeter.LoiterSeconds);

        // What was not compared is not applied.
        var compared = page.Field("checked");
        page = await visitor.PostAsync("/site", ("act", "apply"), ("text", right.Replace("33", "34", StringComparison.Ordinal)),
            ("state", state), ("checked", compared));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 15), (page.Status, bench.InForce.Now.Rings.Perimeter.LoiterSeconds));

        page = await visitor.PostAsync("/site", ("act", "apply"), ("text", right), ("state", state), ("checked", compared));
        Assert.Equal(33, bench.InForce.Now.Rings.Perimeter.LoiterSeconds);
        Assert.Contains("admin:geheim@", bench.OnDisk, StringComparison.Ordinal);
        page = await visitor.FollowAsync(page);
        Assert.Contains("on trial", page.Text, StringComparison.Ordinal);
        page = await visitor.FollowAsync(await visitor.PostAsync("/site/trial/keep"));
        Assert.Contains("In force for good.", page.Text, StringComparison.Ordinal);
        page = await visitor.FollowAsync(await visitor.PostAsync("/site/trial/give-up"));
        Assert.Contains("No change is on trial.", page.Text, StringComparison.Ordinal);

        // Somebody else was there meanwhile: nothing typed is lost, and what would be undone is shown.
        page = await visitor.PostAsync("/site", ("act", "apply"), ("text", text), ("state", state),
            ("checked", SitePlace.StateOf(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, text, 33), (page.Status, Typed(page),
            bench.InForce.Now.Rings.Perimeter.LoiterSeconds));
        Assert.Contains("The file was changed meanwhile", page.Text, StringComparison.Ordinal);
        Assert.Contains("- \"perimeter\": { \"loiterSeconds\": 33 }", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh", "控制板“box”的引脚1已被", "没有这个键", "是不是loiterSeconds？")]
    [InlineData("en", "pin 1 of board 'box' is already used", "is not a known key", "did you mean loiterSeconds?")]
    public async Task What_is_wrong_is_said_in_the_language_of_the_page(string language, params string[] said)
    {
        var visitor = new PageVisitor(bench.Gateway, Role.Technician, language);
        var page = await visitor.GetAsync("/site");
        var wrong = Typed(page).Replace("\"pin\": 2 }", "\"pin\": 1 }", StringComparison.Ordinal)
            .Replace("\"perimeter\": {", "\"perimeter\": { \"loiterSecond\": 3,", StringComparison.Ordinal);
        page = await visitor.PostAsync("/site", ("text", wrong), ("state", page.Field("state")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.All(said, line => Assert.Contains(line, page.Text, StringComparison.Ordinal));
    }

    private static string Typed(ShownPage page) => WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page.Html,
        "<textarea[^>]*>(?:\n|&#xA;)(.*?)</textarea>", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value);
}
