using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Pages.Tests.Browser;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>A guard's shift in a real browser: duty begins, a door is forced, the page sounds until somebody takes care of it, and it is
/// ended with a note; a door is opened with a reason, and answers.</summary>
[Trait("needs", "process")]
public sealed class DutyStoryTests(BrowserFixture browser) : IAsyncLifetime
{
    private Estate _estate = null!;
    private Visitor _guard = null!;

    private IPage Page => _guard.Page;

    public async ValueTask InitializeAsync()
    {
        _estate = await Estate.StartAsync();
        _guard = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Guard);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_guard.Complaints);
        Assert.Empty(_guard.PolicyReports);
        await _guard.DisposeAsync();
        await _estate.DisposeAsync();
    }

    [Fact]
    public async Task A_shift_from_its_start_to_an_alarm_that_is_ended_with_a_note()
    {
        // Loud that it is silent, until somebody presses.
        Assert.Contains("off", await Page.GetAttributeAsync("#sound", "class"), StringComparison.Ordinal);
        await Page.ClickAsync("#sound");
        await Page.WaitForSelectorAsync("#sound:not(.off)");
        await Page.WaitForFunctionAsync("name => document.querySelector('.shift').textContent.includes(name)", _guard.Name);
        Assert.Contains(_estate.Gateway.Happened.All, one => one is DutyChanged { OnDuty: true });

        await _estate.ForceAsync();
        await Page.WaitForSelectorAsync(".alarm.unseen");
        await Page.WaitForSelectorAsync("#door-unit.bad");
        await Page.WaitForFunctionAsync("() => document.title.startsWith('(1)')");

        // The page's own script counts each time it sounds: more than once, for it goes on.
        await Page.WaitForFunctionAsync("() => Number(document.getElementById('sound').dataset.rung ?? 0) >= 2");

        // What is being typed stays, however often the wall is drawn anew.
        await Page.FillAsync("#alarm-acts [name=note]", "a boy with a ball");
        await Page.ClickAsync(".alarm button[name=mine]");
        await Page.WaitForSelectorAsync(".alarm.seen .hands");
        Assert.Contains("a boy with a ball", await Page.TextContentAsync(".alarm .hands"), StringComparison.Ordinal);
        await Page.WaitForFunctionAsync("() => document.title.startsWith('(1)')");
        var rung = await Page.GetAttributeAsync("#sound", "data-rung");

        await _estate.CloseAsync();
        await Page.CheckAsync(".alarm input[type=checkbox]");
        await Page.FillAsync("#alarm-acts [name=note]", "sent home");
        await Page.ClickAsync("#alarm-acts button[value=false]");
        await Page.WaitForFunctionAsync("() => !document.title.startsWith('(')");
        Assert.Equal("", await Page.InputValueAsync("#alarm-acts [name=note]"));
        var ended = Assert.Single(_estate.Gateway.Happened.All.OfType<AlarmSeenTo>());
        Assert.Equal((AlarmOutcome.False, "sent home"), (ended.Outcome!.Value, ended.Note));
        Assert.Equal(rung, await Page.GetAttributeAsync("#sound", "data-rung"));

        await Page.ClickAsync("a[href='/duty/handover']");
        Assert.Contains("sent home", await Page.TextContentAsync("main"), StringComparison.Ordinal);
        await Page.ClickAsync("form[action='/duty/end'] button");
        Assert.Contains(_estate.Gateway.Happened.All, one => one is DutyChanged { OnDuty: false });
    }

    [Fact]
    public async Task A_door_is_opened_with_a_reason_and_says_itself_that_it_is()
    {
        await Page.ClickAsync("#door-gate a.act");
        await Page.FillAsync("[name=reason]", "delivery");
        await Page.ClickAsync("button[value=Unlock]");
        await Page.WaitForURLAsync("**/duty?said=*");
        Assert.Contains("East gate", await Page.TextContentAsync("#said"), StringComparison.Ordinal);
        Assert.Contains("good", await Page.GetAttributeAsync("#said", "class"), StringComparison.Ordinal);
        var done = Assert.Single(_estate.Gateway.Happened.All.OfType<CommandDone>());
        Assert.Equal(("unlock", "delivery", _guard.Name), (done.Kind, done.Reason, done.Operator));

        // The same address, later and by somebody else, says nothing that did not happen.
        await using var other = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Guard);
        await other.Page.GotoAsync(new Uri(Page.Url).PathAndQuery);
        Assert.Equal(0, await other.Page.Locator("#said").CountAsync());
    }
}
