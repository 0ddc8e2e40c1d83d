using Deque.AxeCore.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;
using Zhuhui.Edge.Pages.Tests.Browser;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>A technician changes the site file in a real browser: a mistake beside its line, the comparison, the second press.</summary>
[Trait("needs", "process")]
public sealed class SiteStoryTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly SiteBench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_technician_mends_a_mistake_beside_its_line_and_keeps_what_runs()
    {
        await using var technician = await Visitor.LoggedInAsync(browser, _bench.Gateway, Role.Technician);
        var page = technician.Page;
        await page.SetViewportSizeAsync(390, 800);
        await page.GotoAsync("/site");
        await AssertFitAsync(technician);
        var text = await page.InputValueAsync("#site-text");
        await page.FillAsync("#site-text", text.Replace("\"pin\": 2 }", "\"pin\": 1 }", StringComparison.Ordinal) + "\n// more");
        Assert.Equal(text.Split('\n').Length + 1, await page.Locator("[data-numbers] span").CountAsync());
        await page.ClickAsync("form[action='/site'] button.secondary");
        await page.WaitForSelectorAsync("#line-8.bad");
        Assert.EndsWith("// more", await page.InputValueAsync("#site-text"), StringComparison.Ordinal);
        await AssertFitAsync(technician);
        await page.ClickAsync("a[href='#line-8']");
        Assert.Contains("\"unit\"", await page.EvalOnSelectorAsync<string>("#site-text",
            "sheet => sheet.value.slice(sheet.selectionStart, sheet.selectionEnd)"), StringComparison.Ordinal);

        await page.FillAsync("#site-text", text.Replace("\"loiterSeconds\": 15", "\"loiterSeconds\": 40", StringComparison.Ordinal));
        await page.ClickAsync("form[action='/site'] button.secondary");
        await page.WaitForSelectorAsync(".compared .new");
        await AssertFitAsync(technician);
        await page.ClickAsync("button[name=act]");
        await page.WaitForURLAsync("**/site/trial*");
        await AssertFitAsync(technician);
        await page.ClickAsync("form[action='/site/trial/keep'] button");
        await page.WaitForSelectorAsync("#said.good");
        Assert.Equal(40, _bench.InForce.Now.Rings.Perimeter.LoiterSeconds);
        Assert.Empty(technician.Complaints);
        Assert.Empty(technician.PolicyReports);
    }

    private static async Task AssertFitAsync(Visitor visitor)
    {
        Assert.True(await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390, visitor.Page.Url);
        var found = await visitor.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join("; ", found.Violations.Select(one =>
            $"{one.Id} {string.Join(", ", one.Nodes.Select(node => node.Html))}")));
    }
}
