using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Pages.Tests.Browser;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>A page says how old it is, and comes back by itself: a real browser, the real gateway, and a network between them that falls
/// silent. The longer silences are the benchmark's (<c>console</c>).</summary>
[Trait("needs", "process")]
public sealed class NeverLiesTests(BrowserFixture browser) : IAsyncLifetime
{
    private Estate _estate = null!;
    private StallingProxy _network = null!;
    private Visitor _guard = null!;

    private IPage Page => _guard.Page;

    public async ValueTask InitializeAsync()
    {
        _estate = await Estate.StartAsync();
        _network = StallingProxy.Before(_estate.Gateway.Api);
        _guard = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Guard, _network.Address);
        await FreshAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_guard.Complaints);
        await _guard.DisposeAsync();
        await _network.DisposeAsync();
        await _estate.DisposeAsync();
    }

    [Fact]
    public async Task A_silent_network_is_told_and_the_page_comes_back_by_itself_with_what_happened_meanwhile()
    {
        var before = await Page.TextContentAsync("#as-of");
        _network.Stall();
        await Page.WaitForSelectorAsync("#stale:visible");
        var since = await Page.TextContentAsync("#as-of");
        Assert.Contains(since!, await Page.TextContentAsync("#stale"), StringComparison.Ordinal);
        Assert.Equal("grayscale(1)", await Page.EvalOnSelectorAsync<string>("[data-part=doors]", "e => getComputedStyle(e).filter"));

        // It goes on being told for as long as it lasts.
        await _estate.ForceAsync();
        await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken);
        Assert.Equal(since, await Page.TextContentAsync("#as-of"));
        Assert.True(await Page.IsVisibleAsync("#stale"));
        Assert.Equal(0, await Page.Locator(".alarm.unseen").CountAsync());

        _network.Pass();
        await FreshAsync();
        await Page.WaitForSelectorAsync(".alarm.unseen");
        await Page.WaitForSelectorAsync("#door-unit.bad");
        Assert.NotEqual(before, await Page.TextContentAsync("#as-of"));
    }

    [Fact]
    public async Task A_gateway_that_starts_again_is_on_the_same_page_and_what_was_typed_is_there()
    {
        await Page.EvaluateAsync("""
            () => {
                const field = document.createElement('input');
                field.id = 'typed';
                document.querySelector('#alarm-acts').append(field);
                window.same = true;
            }
            """);
        await Page.FillAsync("#typed", "boy with a ball");
        await _estate.StopAsync();
        await Page.WaitForSelectorAsync("#stale:visible");
        await _estate.StartAgainAsync();
        _network.Target = _estate.Gateway.Api.Port;
        await FreshAsync();
        Assert.Equal("boy with a ball", await Page.InputValueAsync("#typed"));
        Assert.True(await Page.EvaluateAsync<bool>("() => window.same"));
        await _estate.ForceAsync();
        await Page.WaitForSelectorAsync("#door-unit.bad");
    }

    [Fact]
    public async Task A_cut_network_is_told_and_mended()
    {
        _network.Cut();
        await Page.WaitForSelectorAsync("#stale:visible");
        _network.Pass();
        await FreshAsync();
    }

    [Fact]
    public async Task A_session_that_has_ended_leads_to_the_login_and_from_there_back()
    {
        _guard.EndSessions();
        await Page.WaitForURLAsync("**/login?back=*");
        Assert.Contains("%2Fduty", Page.Url, StringComparison.Ordinal);
    }

    private Task<IJSHandle> FreshAsync() => Page.WaitForFunctionAsync("""
        () => document.getElementById('stale').hidden && /\d\d:\d\d:\d\d/.test(document.getElementById('as-of').textContent)
        """);
}
