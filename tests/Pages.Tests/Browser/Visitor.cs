using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>Somebody with a browser of their own before a running gateway. What the pages' scripts throw, what the browser complains of,
/// and what the policy forbade, are kept: a test ends with none.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly RunningApi _gateway;
    private readonly IBrowserContext _context;

    private Visitor(RunningApi gateway, IBrowserContext context, IPage page)
    {
        (_gateway, _context, Page) = (gateway, context, page);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, said) =>
        {
            // A stream that ends with its gateway, or an answer that says no, is no fault of a page.
            if (said.Type == "error" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Complaints.Add(said.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Of the account.</summary>
    public string Name { get; private set; } = "";

    public List<string> Complaints { get; } = [];

    /// <summary>What the browsers that came to this gateway say its pages would have done against their policy.</summary>
    public IReadOnlyList<string> PolicyReports => _gateway.Services.GetRequiredService<PolicyReports>().Kinds;

    /// <summary>Before the login.</summary>
    /// <param name="through">Where the gateway is reached; itself where it is null.</param>
    public static async Task<Visitor> NewAsync(RealBrowser browser, RunningApi gateway, Uri? through = null,
        BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = (through ?? gateway.Api).ToString();
        var context = await browser.NewAsync(options);
        return new Visitor(gateway, context, await context.NewPageAsync());
    }

    /// <summary>Logs in as a person does, with an account made for it.</summary>
    public static async Task<Visitor> LoggedInAsync(RealBrowser browser, RunningApi gateway, Role role, Uri? through = null,
        BrowserNewContextOptions? options = null)
    {
        var visitor = await NewAsync(browser, gateway, through, options);
        await visitor.FirstLogInAsync(role, $"{role}-{Guid.NewGuid():N}"[..16].ToLowerInvariant());
        return visitor;
    }

    /// <param name="by">Who makes the account.</param>
    public async Task FirstLogInAsync(Role role, string name, string by = "test")
    {
        Name = name;
        var made = _gateway.Services.GetRequiredService<AccountChanges>()
            .Handle(new AccountRequest(AccountAction.Add, by, Name: name, Role: role));
        await Page.GotoAsync("/first");
        await Page.FillAsync("[name=code]", made.Secret!);
        await Page.FillAsync("[name=name]", name);
        await Page.FillAsync("[name=password]", Password);
        await Page.FillAsync("[name=repeated]", Password);
        await Page.ClickAsync("form.entry button");
        await Page.WaitForURLAsync(url => !url.Contains("/first", StringComparison.Ordinal));
    }

    /// <summary>A resident, by a link of the office.</summary>
    public async Task ComeByLinkAsync(string person)
    {
        var code = _gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Link, "office", person))
            .Secret!;
        await Page.GotoAsync("/link#" + code);
        await Page.ClickAsync("form.entry button");
        await Page.WaitForURLAsync("**/me");
    }

    /// <summary>An administrator ends all sessions of the account.</summary>
    public void EndSessions()
    {
        var account = _gateway.Services.GetRequiredService<AccountStore>().Named(Name)!;
        _gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.EndSessions, "test",
            Id: account.Id));
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
