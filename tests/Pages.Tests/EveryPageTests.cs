using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
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
    private static readonly Role[] _roles = [Role.Administrator, Role.Office, Role.Guard, Role.Technician];

    private Estate _estate = null!;

    public async ValueTask InitializeAsync()
    {
        _estate = await Estate.StartAsync();
        await _estate.ForceAsync();
    }

    public ValueTask DisposeAsync() => _estate.DisposeAsync();

    [Fact]
    public async Task Every_page_is_fit_to_be_seen_by_whom_it_serves()
    {
        List<string> wrong = [];
        foreach (var role in _roles)
        {
            await using var visitor = await Visitor.LoggedInAsync(browser, _estate.Gateway, role);
            foreach (var path in Pages(role))
            {
                await LookAsync(visitor, path, _desk, "zh", wrong);
                await LookAsync(visitor, path, _phone, "en", wrong);
            }

            wrong.AddRange(visitor.Complaints.Select(complaint => $"{role}: {complaint}"));
            wrong.AddRange(visitor.PolicyReports.Select(report => $"{role}: {report}"));
        }

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

    /// <summary>Pages that need no name of a thing in their address.</summary>
    private string[] Pages(Role role)
    {
        var all = _estate.Gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && route.Metadata.GetMetadata<EndpointAccess>() is { } access && (access.IsForAll || access.Roles.HasFlag(role)))
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !path.Contains('{', StringComparison.Ordinal) && !path.StartsWith("/api/", StringComparison.Ordinal)
                && path is not ("/" or "/start" or "/live")).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.True(all.Length >= 6, string.Join(' ', all));
        return all;
    }

    private static async Task LookAsync(Visitor visitor, string path, ViewportSize size, string language, List<string> wrong)
    {
        var page = visitor.Page;
        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.GotoAsync(path);
        var other = page.Locator($"button[name=language][value={language}]");
        if (await other.CountAsync() > 0)
        {
            await other.ClickAsync();
            await page.WaitForLoadStateAsync();
        }

        var where = $"{path} at {size.Width} in {language}";
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth") is > 0 and var beyond)
        {
            wrong.Add($"{where}: {beyond} pixels beyond the edge");
        }

        var found = await page.RunAxe();
        wrong.AddRange(found.Violations.Select(one => $"{where}: {one.Id}: {one.Help}: {one.Nodes[0].Html}"));
        if (Environment.GetEnvironmentVariable("ZHUHUI_RENEW_PICTURES") == "1")
        {
            var name = $"{path.Trim('/').Replace('/', '-')}-{size.Width}-{language}.png";
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.At("docs", "console", name), FullPage = true });
        }
    }
}
