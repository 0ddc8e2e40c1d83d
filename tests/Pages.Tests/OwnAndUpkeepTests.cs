using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Pages.Tests.Browser;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>A resident on a phone, and an administrator at a desk, in a real browser: what they came for, and nothing that the browser, the
/// policy or whoever cannot see the page would complain of.</summary>
[Trait("needs", "process")]
public sealed class OwnAndUpkeepTests(BrowserFixture browser) : IAsyncLifetime
{
    private static readonly string[] _resident = ["/me", "/me/visitors", "/me/consents", "/me/data"];
    private static readonly string[] _administrator = ["/account", "/accounts", "/system", "/backups", "/audit"];

    private Estate _estate = null!;

    public async ValueTask InitializeAsync() => _estate = await Estate.StartAsync();

    public ValueTask DisposeAsync() => _estate.DisposeAsync();

    [Fact]
    public async Task A_resident_comes_by_a_link_invites_a_visitor_and_takes_it_back()
    {
        var phone = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 800 }, Locale = "zh-CN" };
        await using var resident = await Visitor.NewAsync(browser, _estate.Gateway, options: phone);
        var page = resident.Page;
        var id = _estate.Gateway.Services.GetRequiredService<RightsChanges>().Handle(new RightsRequest.PersonAddition("Wang Xiuying",
            false, "3-2-501", new RightsRequest.DetailsChange(""), null, []), new PeopleOrder("office", "add")).Subject!;
        var code = _estate.Gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Link, "office",
            id)).Secret!;

        await page.GotoAsync("/link#" + code);
        await page.ClickAsync("form.entry button");
        await page.WaitForURLAsync("**/me");
        await page.ClickAsync("nav.tabs a[href='/me/visitors']");
        await page.FillAsync("[name=name]", "Aunt Liu");
        await page.ClickAsync("form[action='/me/visitors'] button");
        await page.WaitForSelectorAsync("img.code");
        Assert.True(await page.EvalOnSelectorAsync<bool>("img.code", "picture => picture.decode().then(() => picture.naturalWidth > 200)"));

        await page.ClickAsync("details.act > summary");
        await page.ClickAsync("form[action$='/cancel'] button");
        await page.WaitForSelectorAsync("#said.good");
        Assert.Equal(0, await page.Locator(".rows li").CountAsync());
        await AssertFitAsync(resident, _resident);
    }

    [Fact]
    public async Task An_administrator_makes_an_account_whose_code_is_shown_once()
    {
        await using var chief = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Administrator);
        var page = chief.Page;
        await page.GotoAsync("/accounts");
        await page.ClickAsync("details.act >> nth=0");
        await page.FillAsync("form[action='/accounts'] [name=name]", "Night guard");
        await page.SelectOptionAsync("form[action='/accounts'] [name=role]", "Guard");
        await page.ClickAsync("form[action='/accounts'] button");
        var code = await page.TextContentAsync("code.secret");
        await page.ClickAsync("main a[role=button]");
        await page.WaitForSelectorAsync("text=Night guard");
        Assert.DoesNotContain(code!, await page.ContentAsync(), StringComparison.Ordinal);
        await AssertFitAsync(chief, _administrator);
    }

    /// <summary>On a phone nothing scrolls sideways, and with everything unfolded neither axe nor the browser finds anything.</summary>
    private static async Task AssertFitAsync(Visitor visitor, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            await visitor.Page.SetViewportSizeAsync(390, 800);
            await visitor.Page.GotoAsync(path);
            await visitor.Page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            Assert.True(await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390, path);
            var found = await visitor.Page.RunAxe();
            Assert.True(found.Violations.Length == 0, $"{path}: {string.Join("; ", found.Violations.Select(one =>
                $"{one.Id} {string.Join(", ", one.Nodes.Select(node => node.Html))}"))}");
        }

        Assert.Empty(visitor.Complaints);
        Assert.Empty(visitor.PolicyReports);
    }
}
