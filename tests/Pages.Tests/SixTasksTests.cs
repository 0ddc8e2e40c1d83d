using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Pages.Tests.Browser;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>Six tasks of every day, each from a cold login: with a mouse in at most six clicks beyond what is typed, and with the keyboard
/// alone. What each took is printed.</summary>
[Trait("needs", "process"), Trait("needs", "material")]
public sealed class SixTasksTests(BrowserFixture browser) : IAsyncLifetime
{
    private const int MostClicks = 6;

    private Estate _estate = null!;
    private Visitor _clerk = null!;
    private Visitor _guard = null!;

    private IEnumerable<(string Name, Visitor Who, Func<IPage, Hand, string, Task> Do)> Tasks =>
    [
        ("a new resident with face and card", _clerk, AddAsync),
        ("a lost card", _clerk, LoseAsync),
        ("a visitor", _clerk, InviteAsync),
        ("an alarm is ended with a note", _guard, EndAlarmAsync),
        ("a door is opened", _guard, OpenAsync),
        ("a family moves out", _clerk, MoveOutAsync),
    ];

    public async ValueTask InitializeAsync()
    {
        _estate = await Estate.StartAsync(site => site with { Vision = new VisionOptions { ModelFolder = Material.Models } });
        _clerk = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Office);
        _guard = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Guard);
        var rights = _estate.Gateway.Services.GetRequiredService<RightsChanges>();
        for (var round = 1; round <= 2; round++)
        {
            Add($"Host {round}", $"3-2-10{round}", 0);
            Add($"Loser {round}", $"3-2-20{round}", 5000 + round);
            Add($"Mover {round}", $"3-2-30{round}", 6000 + round);
        }

        void Add(string name, string home, int card) => Assert.NotNull(rights.Handle(new RightsRequest.PersonAddition(name, false, home,
            new RightsRequest.DetailsChange(""), null, card == 0 ? [] : [new HeldCard((ulong)card)]),
            new PeopleOrder("test", "add")).Subject);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in new[] { _clerk, _guard })
        {
            Assert.Empty(visitor.Complaints);
            Assert.Empty(visitor.PolicyReports);
            await visitor.DisposeAsync();
        }

        await _estate.DisposeAsync();
    }

    [Fact]
    public async Task Each_is_done_in_six_clicks_and_with_the_keyboard_alone()
    {
        List<string> lines = ["| task | clicks | s | keys | s |", "|---|---|---|---|---|"];
        foreach (var (name, who, act) in Tasks)
        {
            var mouse = await DoAsync(who, act, page => new Mouse(page), "1");
            var keyboard = await DoAsync(who, act, page => new Keyboard(page), "2");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {name} | {mouse.Count} | {mouse.Time.TotalSeconds:0.0} | "
                + $"{keyboard.Count} | {keyboard.Time.TotalSeconds:0.0} |"));
            TestContext.Current.TestOutputHelper?.WriteLine(lines[^1]);
            Assert.True(mouse.Count <= MostClicks, $"{name}: {mouse.Count} clicks");
        }

        await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "six-tasks.md"), lines, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_first_tab_leads_past_the_menu_and_after_a_quiet_form_the_focus_is_where_it_was()
    {
        var page = _guard.Page;
        await page.GotoAsync("/duty");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("() => document.activeElement.className"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.getBoundingClientRect().top >= 0"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"));
        Assert.Equal(0, await page.Locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").CountAsync());

        await _estate.ForceAsync();
        await page.WaitForSelectorAsync(".alarm.unseen button[name=mine]");
        await page.FocusAsync(".alarm.unseen button[name=mine]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".alarm.seen");

        // The button is gone with what it did; the next thing to be done with the alarm has the focus.
        await page.WaitForFunctionAsync("() => document.activeElement?.closest('.alarm')");
    }

    /// <summary>As somebody who comes to a browser that knows nobody.</summary>
    private static async Task<Hand> DoAsync(Visitor who, Func<IPage, Hand, string, Task> act, Func<IPage, Hand> with, string round)
    {
        var page = who.Page;
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/login");
        var hand = with(page);
        await hand.TypeAsync("[name=name]", who.Name);
        await hand.TypeAsync("[name=password]", Visitor.Password);
        await hand.PressAsync("form.entry button");
        await page.WaitForURLAsync("**/duty");
        await act(page, hand, round);
        return hand;
    }

    private static async Task AddAsync(IPage page, Hand hand, string round)
    {
        await hand.PressAsync("nav a[href='/people']");
        await hand.PressAsync("a[href='/people/new']");
        await hand.TypeAsync("[name=home]", $"3-2-40{round}");
        await hand.TypeAsync("[name=name]", $"New {round}");
        await hand.TypeAsync("[name=card]", $"47{round}1");
        await hand.ChooseAsync("[name=photo]", round == "1" ? Material.Resident : Material.Stranger);
        await hand.TickAsync("[name=agree]");
        await hand.PressAsync("form.new .actions button");
        await page.WaitForURLAsync("**/people/p-*");
        Assert.Equal(1, await page.Locator("#said.good").CountAsync());
    }

    private static async Task LoseAsync(IPage page, Hand hand, string round)
    {
        await hand.PressAsync("nav a[href='/people']");
        await hand.TypeAsync("[name=q]", $"500{round}");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.rows li').length === 1");
        await hand.PressAsync(".rows li a");
        await page.WaitForURLAsync("**/people/p-*");
        await hand.PressAsync("details:has(form[action='/cards/lost']) summary");
        await hand.PressAsync("form[action='/cards/lost'] button");
        await page.WaitForSelectorAsync("form[action='/cards/found']", new PageWaitForSelectorOptions
        {
            State = WaitForSelectorState.Attached,
        });
    }

    private static async Task InviteAsync(IPage page, Hand hand, string round)
    {
        await hand.PressAsync("nav a[href='/visitors']");
        await hand.PressAsync("a[href='/visitors/new']");
        await hand.TypeAsync("[name=text]", $"Host {round}");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-found] li').length === 1");
        await hand.PressAsync("[data-found] a");
        await page.WaitForURLAsync("**/visitors/new/*");
        await hand.TypeAsync("[name=name]", "Aunt Liu");
        await hand.PressAsync("form.fields button");
        await page.WaitForSelectorAsync("img.code");
    }

    private async Task EndAlarmAsync(IPage page, Hand hand, string round)
    {
        await _estate.ForceAsync();
        await page.WaitForSelectorAsync(".alarm.unseen");
        await _estate.CloseAsync();
        await hand.TypeAsync("#alarm-acts [name=note]", $"a boy with a ball {round}");
        await hand.PressAsync(".alarm button[name=done]");
        await page.WaitForFunctionAsync("() => !document.title.startsWith('(')");
        Assert.Contains(_estate.Gateway.Happened.All.OfType<AlarmSeenTo>(), one => one.Note == $"a boy with a ball {round}");
    }

    private async Task OpenAsync(IPage page, Hand hand, string round)
    {
        await hand.PressAsync("#door-gate a.act");
        await hand.TypeAsync("[name=reason]", $"delivery {round}");
        await hand.PressAsync("button[value=Unlock]");
        await page.WaitForURLAsync("**/duty?said=*");
        Assert.Contains(_estate.Gateway.Happened.All.OfType<CommandDone>(), one => one.Reason == $"delivery {round}");
    }

    private static async Task MoveOutAsync(IPage page, Hand hand, string round)
    {
        await hand.PressAsync("nav a[href='/people']");
        await hand.PressAsync("nav.tabs a[href='/households']");
        await hand.TypeAsync("[name=home]", $"3-2-30{round}");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/households/h-*");
        await hand.PressAsync("details:has(form[action$='/end']) summary");
        await hand.PressAsync("form[action$='/end'] button");
        await page.WaitForURLAsync("**/receipts/*");
    }
}
