using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Pages.Tests.Browser;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>The office's stories with people, in a real browser before a running gateway.</summary>
[Trait("needs", "process")]
public sealed class DeskStoryTests(BrowserFixture browser) : IAsyncLifetime
{
    private const int MostClicks = 6;

    private Estate _estate = null!;
    private Visitor _clerk = null!;
    private int _clicks;

    private IPage Page => _clerk.Page;

    public async ValueTask InitializeAsync()
    {
        _estate = await Estate.StartAsync();
        _clerk = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Office);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_clerk.Complaints);
        Assert.Empty(_clerk.PolicyReports);
        await _clerk.DisposeAsync();
        await _estate.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_new_is_made_in_few_clicks_found_as_one_types_gets_a_card_by_tapping_it_and_moves_out()
    {
        // The login is a click of its own.
        _clicks = 1;
        await ClickAsync("nav a[href='/people']");
        await ClickAsync("a[href='/people/new']");
        await Page.FillAsync("[name=home]", "3-2-501");
        await Page.FillAsync("[name=name]", "\u738b\u5c0f\u660e");
        await Page.FillAsync("[name=phone]", "13812345678");
        await Page.FillAsync("[name=card]", "4711");
        await AxeAsync();
        await ClickAsync("form.new .actions button");
        await Page.WaitForURLAsync("**/people/p-*");

        // A photo and its consent are two more.
        Assert.InRange(_clicks + 2, 1, MostClicks);
        await AxeAsync();
        var person = new Uri(Page.Url).AbsolutePath;

        await Page.GotoAsync("/people");
        await Page.Locator("[name=q]").PressSequentiallyAsync("wxm");
        await Page.WaitForURLAsync("**q=wxm*");
        Assert.Equal(1, await Page.Locator(".rows li").CountAsync());
        await AxeAsync();
        await Page.Locator("[name=q]").PressSequentiallyAsync("x");
        await Page.WaitForFunctionAsync("() => document.querySelectorAll('.rows li').length === 0");

        await Page.GotoAsync($"{person}/tap");
        await Page.ClickAsync("form.entry button");
        await Page.WaitForSelectorAsync("progress");
        await _estate.ReadCardAsync(70_001);
        await Page.ClickAsync("form[action$='/cards'] button");
        await Page.WaitForURLAsync($"**{person}?said=*");
        Assert.Contains("70001", await Page.TextContentAsync("main"), StringComparison.Ordinal);

        await Page.GotoAsync("/people");
        _clicks = 2;
        await ClickAsync("a[href='/households']");
        await Page.FillAsync("[name=home]", "3-2-501");
        await Page.PressAsync("[name=home]", "Enter");
        await Page.WaitForURLAsync("**/households/h-*");
        await ClickAsync("details:has(form[action$='/end']) summary");
        await AxeAsync();
        await ClickAsync("form[action$='/end'] button");
        await Page.WaitForURLAsync("**/receipts/*");
        Assert.InRange(_clicks, 1, MostClicks);
        await AxeAsync();
    }

    [Fact]
    public async Task A_card_of_a_list_that_was_taken_up_opens_and_the_guard_post_sees_the_door_open()
    {
        await using var guard = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Guard);
        await guard.Page.WaitForSelectorAsync("#door-gate.good");
        await Page.GotoAsync("/imports");
        await Page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "list.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("\u59d3\u540d,\u623f\u53f7,\u5361\u53f7\n\u5b59\u4e09,3-2-601,80001\n"),
        });
        await Page.ClickAsync("form.fields button");
        await Page.WaitForSelectorAsync("#list-said");

        // Before it is taken up the card is nobody's.
        await _estate.ReadCardAsync(80_001);
        await Page.ClickAsync("form[data-busy] button");
        await Page.WaitForSelectorAsync("#said.good");
        Assert.DoesNotContain(_estate.Gateway.Happened.All, one => one is PassageGranted);
        await _estate.ReadCardAsync(80_001);
        await guard.Page.WaitForSelectorAsync("#door-gate.busy");
        await guard.Page.WaitForSelectorAsync("#door-gate.good");
        Assert.Single(_estate.Gateway.Happened.All.OfType<PassageGranted>());
        Assert.Empty(guard.Complaints);
    }

    private async Task ClickAsync(string what)
    {
        _clicks++;
        await Page.ClickAsync(what);
    }

    private async Task AxeAsync()
    {
        var found = await Page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{Page.Url}: {one.Id}: "
            + string.Join(" | ", one.Nodes.Select(node => node.Html)))));
    }
}
