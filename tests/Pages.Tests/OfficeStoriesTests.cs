using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Pages.Tests.Browser;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>The estate office's errands, in a real browser, counted in clicks.</summary>
[Trait("needs", "process")]
public sealed class OfficeStoriesTests(BrowserFixture browser) : IAsyncLifetime
{
    private const int MostClicks = 6;

    private Estate _estate = null!;
    private Visitor _clerk = null!;
    private int _clicks;

    private IPage Page => _clerk.Page;

    public async ValueTask InitializeAsync()
    {
        _estate = await Estate.StartAsync();
        _estate.Gateway.Services.GetRequiredService<RightsChanges>().Handle(new RightsRequest.PersonAddition("王建国", false, "3-2-501",
            new RightsRequest.DetailsChange(""), null, []), new PeopleOrder("test", "add"));
        _clerk = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Office);

        // The button of the login.
        _clicks = 1;
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_clerk.Complaints);
        Assert.Empty(_clerk.PolicyReports);
        await _clerk.DisposeAsync();
        await _estate.DisposeAsync();
    }

    [Fact]
    public async Task A_visitor_gets_a_pass_whose_picture_can_be_forwarded()
    {
        await ClickAsync("a[href='/visitors']");
        await ClickAsync("a[href='/visitors/new']");
        await Page.Locator("[name=text]").PressSequentiallyAsync("wjg");
        await ClickAsync("[data-found] a");
        await Page.FillAsync("[name=name]", "李访客");
        await ClickAsync("form.fields button");
        await Page.WaitForURLAsync(url => !url.Contains("/new/", StringComparison.Ordinal));
        Assert.InRange(_clicks, 1, MostClicks);
        Assert.Equal("李访客", await Page.InnerTextAsync(".pass h2"));
        Assert.True(await Page.EvalOnSelectorAsync<int>("img.code", "image => image.complete ? image.naturalWidth : 0") > 100);
        var saved = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync("a[download]"));
        Assert.EndsWith(".png", saved.SuggestedFilename, StringComparison.Ordinal);
        Assert.True(await Page.IsVisibleAsync("[data-print]"));
    }

    [Fact]
    public async Task A_list_is_looked_at_and_taken_up()
    {
        await Page.GotoAsync("/imports");
        await Page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "list.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("姓名,房号,类型\n赵一,3-2-101,业主\n钱二,3-2-102,业主\n"),
        });
        await ClickAsync("form.fields button");
        await Page.WaitForSelectorAsync("#list-said");
        await ClickAsync("form[data-busy] button");
        await Page.WaitForSelectorAsync("#said.good");
        Assert.Equal(2, _estate.Gateway.Services.GetRequiredService<ResidentDirectory>().All.Count(one => one.Name is "赵一" or "钱二"));
    }

    private async Task ClickAsync(string what)
    {
        _clicks++;
        await Page.ClickAsync(what);
    }
}
