using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Pages.Tests.Browser;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>Every page there is, as the running gateway's routes name it, before everybody it serves: nothing for the accessibility
/// checker, nothing beyond the edge of a phone, nothing against the policy, in both languages, and readable without a script. With
/// <c>ZHUHUI_RENEW_PICTURES=1</c> the pictures in docs are taken anew, to be looked at before they are committed.</summary>
[Trait("needs", "process")]
public sealed class EveryPageTests(BrowserFixture browser) : IAsyncLifetime
{
    private static readonly ViewportSize _desk = new() { Width = 1366, Height = 768 };
    private static readonly ViewportSize _phone = new() { Width = 390, Height = 844 };

    /// <summary>Pages that are looked at for each role; any other for the first that it serves, which sees the most of it.</summary>
    private static readonly string[] _othersSeeLess = ["/duty", "/visitors", "/events", "/notices", "/plan"];

    private static readonly Role[] _roles = [Role.Administrator, Role.Office, Role.Guard, Role.Technician];

    /// <summary>Pages of a thing, by what stands in its place in the address.</summary>
    private readonly Dictionary<string, string> _things = new(StringComparer.Ordinal);

    /// <summary>What a page's picture is called: its address without the names of things.</summary>
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private static bool TakesPictures => Environment.GetEnvironmentVariable("ZHUHUI_RENEW_PICTURES") == "1";

    private Estate _estate = null!;
    private string _person = "";

    public async ValueTask InitializeAsync()
    {
        _estate = await Estate.StartAsync();
        await _estate.ForceAsync();
        var services = _estate.Gateway.Services;
        var rights = services.GetRequiredService<RightsChanges>();
        _person = rights.Handle(new RightsRequest.PersonAddition("Wang Xiuying", false, "3-2-501", new RightsRequest.DetailsChange(""),
            null, [new HeldCard(4711)]), new PeopleOrder("test", "add")).Subject!;
        var pass = rights.Handle(new RightsRequest.PassRequest(_person, ["gate"], 4, 2, "Aunt Liu", null, null),
            new PeopleOrder("test", "pass")).Subject!;
        var account = services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Add, "test",
            Name: "Night guard", Role: Role.Guard)).Accounts[0].Id;
        var household = services.GetRequiredService<ResidentDirectory>().WithId(new PersonId(_person))!.Household!.Value.Value;
        foreach (var (route, thing) in new[]
        {
            ("/people/{id}", _person), ("/households/{id}", household), ("/visitors/new/{host}", _person), ("/visitors/{pass}", pass),
            ("/me/visitors/{pass}", pass), ("/accounts/{id}", account), ("/duty/doors/{id}", "gate"), ("/passages/people/{id}", _person),
            ("/events/{stream}/{seq:long:min(1)}", "alarms/1"),
        })
        {
            _things[route] = thing;
        }
    }

    public ValueTask DisposeAsync() => _estate.DisposeAsync();

    [Fact]
    public async Task Every_page_is_fit_to_be_seen_by_whom_it_serves()
    {
        List<string> wrong = [];
        HashSet<string> seen = [];
        foreach (var role in _roles)
        {
            await using var visitor = await Visitor.LoggedInAsync(browser, _estate.Gateway, role);
            foreach (var path in Pages(role).Where(path => seen.Add(path) || _othersSeeLess.Contains(path)))
            {
                await LookAsync(visitor, path, wrong);
            }

            wrong.AddRange(visitor.Complaints.Select(complaint => $"{role}: {complaint}"));
            wrong.AddRange(visitor.PolicyReports.Select(report => $"{role}: {report}"));
        }

        await using var resident = await Visitor.NewAsync(browser, _estate.Gateway);
        await resident.ComeByLinkAsync(_person);
        foreach (var path in Pages(Role.Resident).Where(path => path.StartsWith("/me", StringComparison.Ordinal)))
        {
            await LookAsync(resident, path, wrong);
        }

        wrong.AddRange(resident.Complaints.Select(complaint => $"resident: {complaint}"));

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_page_can_be_read_without_a_script()
    {
        await using var visitor = await Visitor.LoggedInAsync(browser, _estate.Gateway, Role.Administrator,
            options: new BrowserNewContextOptions { JavaScriptEnabled = false });
        foreach (var path in Pages(Role.Administrator))
        {
            var answer = await visitor.Page.GotoAsync(path);
            Assert.Equal((path, 200), (path, answer!.Status));
            Assert.NotEqual("", (await visitor.Page.TextContentAsync("main h1"))!.Trim());
        }
    }

    /// <summary>All pages, of which those of a thing with one in the address.</summary>
    private string[] Pages(Role role)
    {
        var all = _estate.Gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && route.Metadata.GetMetadata<EndpointAccess>() is { } access && (access.IsForAll || access.Roles.HasFlag(role)))
            .Select(route => WithThing("/" + route.RoutePattern.RawText!.TrimStart('/')))
            .Where(path => !path.Contains('{', StringComparison.Ordinal) && !path.StartsWith("/api/", StringComparison.Ordinal)
                && path is not ("/" or "/start" or "/live")
                && Path.GetFileName(path) is not ("file" or "qr.png" or "still")).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.True(all.Length >= 6, string.Join(' ', all));
        return all;
    }

    private string WithThing(string path)
    {
        var name = Regex.Replace(path, @"[{][^}]*[}]", "one").Trim('/').Replace('/', '-');
        foreach (var (route, thing) in _things.Where(one => path.StartsWith(one.Key, StringComparison.Ordinal)))
        {
            path = path.Replace(route, route[..route.IndexOf('{', StringComparison.Ordinal)] + thing, StringComparison.Ordinal);
        }

        _names[path] = name;
        return path;
    }

    private async Task LookAsync(Visitor visitor, string path, List<string> wrong)
    {
        await LookAsync(visitor, path, _desk, "zh", wrong);
        await LookAsync(visitor, path, _phone, "en", wrong);
        if (TakesPictures)
        {
            await LookAsync(visitor, path, _desk, "en", wrong);
            await LookAsync(visitor, path, _phone, "zh", wrong);
        }
    }

    private async Task LookAsync(Visitor visitor, string path, ViewportSize size, string language, List<string> wrong)
    {
        var page = visitor.Page;
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.GotoAsync(path);
        var other = page.Locator($"button[name=language][value={language}]");
        if (await other.CountAsync() > 0)
        {
            await other.ClickAsync();
            await page.WaitForFunctionAsync("language => document.documentElement.lang.startsWith(language) "
                + "&& document.readyState === 'complete'", language);
        }

        // What is folded away is a page as well.
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");

        var where = $"{path} at {size.Width} in {language}";
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var beyond)
        {
            wrong.Add($"{where}: {beyond} pixels beyond the edge");
        }

        var found = await page.RunAxe();
        wrong.AddRange(found.Violations.Select(one => $"{where}: {one.Id}: {one.Help}: {one.Nodes[0].Html}"));
        if (TakesPictures)
        {
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = false)");
            var name = $"{_names[path]}-{size.Width}-{language}.png";
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.At("docs", "console", name), FullPage = true });
        }
    }
}
