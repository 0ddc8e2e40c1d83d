using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Pages.Tests.Browser;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>Every page there is, as the running gateway's routes name it, before everybody it serves: nothing for the accessibility
/// checker, nothing beyond the edge of a phone, nothing against the policy, in both languages, and readable without a script. With
/// <c>ZHUHUI_RENEW_PICTURES=1</c> the pictures in docs are taken anew, to be looked at before they are committed.</summary>
[Trait("needs", "process")]
public sealed class EveryPageTests(BrowserFixture browser)
{
    /// <summary>Pages that are looked at for each role; any other for the first that it serves, which sees the most of it.</summary>
    private static readonly string[] _othersSeeLess = ["/duty", "/visitors", "/events", "/notices", "/plan"];

    /// <summary>Pages before anybody is logged in.</summary>
    private static readonly string[] _entrances = ["/login", "/first", "/link"];

    private static readonly Role[] _roles = [Role.Administrator, Role.Office, Role.Guard, Role.Technician];

    /// <summary>What a page's picture is called: its address without the names of things.</summary>
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private static bool TakesPictures => Environment.GetEnvironmentVariable("ZHUHUI_RENEW_PICTURES") == "1";

    [Fact]
    public Task Every_page_in_Chinese_is_fit_to_be_seen_by_whom_it_serves() => LookAtAllAsync("zh");

    [Fact]
    public Task Every_page_in_English_is_fit_to_be_seen_by_whom_it_serves() => LookAtAllAsync("en");

    [Fact]
    public async Task Every_page_can_be_read_without_a_script()
    {
        await using var estate = await PeopledEstate.StartAsync("en");
        await using var visitor = await Visitor.LoggedInAsync(browser, estate.Gateway, Role.Administrator,
            options: new BrowserNewContextOptions { JavaScriptEnabled = false });
        foreach (var path in Pages(estate, Role.Administrator))
        {
            var answer = await visitor.Page.GotoAsync(path);
            Assert.Equal((path, 200), (path, answer!.Status));
            Assert.NotEqual("", (await visitor.Page.TextContentAsync("main h1"))!.Trim());
        }
    }

    private async Task LookAtAllAsync(string language)
    {
        await using var estate = await PeopledEstate.StartAsync(language);
        var look = new PageLook(language, TakesPictures);
        await using (var nobody = await Visitor.NewAsync(browser, estate.Gateway))
        {
            foreach (var path in Pages(estate, Role.None))
            {
                await look.LookAsync(nobody, path, _names[path]);
            }

            Complaints(nobody, "nobody");
        }

        HashSet<string> seen = [.. _entrances];
        foreach (var role in _roles)
        {
            await using var visitor = await Visitor.NewAsync(browser, estate.Gateway);
            await visitor.FirstLogInAsync(role, estate.Called.Staff(role), estate.Called.Clerk);
            foreach (var path in Pages(estate, role))
            {
                var isFirst = seen.Add(path);
                if (isFirst || _othersSeeLess.Contains(path))
                {
                    // The duty page is the guard post's, and so is its picture.
                    await look.LookAsync(visitor, path, path == "/duty" ? role == Role.Guard ? _names[path] : null
                        : isFirst ? _names[path] : null);
                }
            }

            Complaints(visitor, $"{role}");
        }

        await LookAsResidentAsync(estate, look, visitor => Complaints(visitor, "resident"));
        Assert.True(look.Wrong.Count == 0, string.Join('\n', look.Wrong));

        void Complaints(Visitor visitor, string who)
        {
            look.Wrong.AddRange(visitor.Complaints.Select(complaint => $"{who}: {complaint}"));
            look.Wrong.AddRange(visitor.PolicyReports.Select(report => $"{who}: {report}"));
        }
    }

    /// <summary>A resident's way in, by the link and its code, and the own pages, with what is folded away on them, to the wish to be
    /// erased.</summary>
    private async Task LookAsResidentAsync(PeopledEstate estate, PageLook look, Action<Visitor> end)
    {
        await using var resident = await Visitor.NewAsync(browser, estate.Gateway);
        var code = estate.Gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Link,
            estate.Called.Clerk, estate.Person)).Secret!;
        await look.LookAsync(resident, "/link#" + code, "link-code");
        await resident.Page.ClickAsync("form.entry button");
        await resident.Page.WaitForURLAsync("**/me");
        foreach (var path in Pages(estate, Role.Resident).Where(path => path.StartsWith("/me", StringComparison.Ordinal)))
        {
            await look.LookAsync(resident, path, _names[path]);
            if (TakesPictures && await resident.Page.Locator("main details").CountAsync() > 0)
            {
                await look.LookAsync(resident, path, _names[path] + "-open", isOpen: true);
            }
        }

        await resident.Page.GotoAsync("/me/data");
        await resident.Page.ClickAsync("details.act > summary");
        await resident.Page.ClickAsync("form[action='/me/data/erasure'] button");
        await resident.Page.WaitForSelectorAsync("#said.good");
        await look.LookAsync(resident, "/me/data", "me-data-asked");
        end(resident);
    }

    /// <summary>All pages, of which those of a thing with one in the address; for nobody those before the login.</summary>
    private string[] Pages(PeopledEstate estate, Role role)
    {
        var all = estate.Gateway.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && route.Metadata.GetMetadata<EndpointAccess>() is { } access && (access.IsForAll || access.Roles.HasFlag(role)))
            .Select(route => WithThing(estate, "/" + route.RoutePattern.RawText!.TrimStart('/')))
            .Where(path => !path.Contains('{', StringComparison.Ordinal) && !path.StartsWith("/api/", StringComparison.Ordinal)
                && path is not ("/" or "/start" or "/live") && (role != Role.None || _entrances.Contains(path))
                && Path.GetFileName(path) is not ("file" or "qr.png" or "still")).Distinct()

            // Of what happened the first look tells the most.
            .OrderBy(path => path != "/events").ThenBy(path => path, StringComparer.Ordinal).ToArray();
        Assert.True(all.Length >= (role == Role.None ? _entrances.Length : 6), string.Join(' ', all));
        return all;
    }

    private string WithThing(PeopledEstate estate, string path)
    {
        var name = Regex.Replace(path, @"[{][^}]*[}]", "one").Trim('/').Replace('/', '-');
        foreach (var (route, thing) in estate.Things.Where(one => path.StartsWith(one.Key, StringComparison.Ordinal)))
        {
            path = path.Replace(route, route[..route.IndexOf('{', StringComparison.Ordinal)] + thing, StringComparison.Ordinal);
        }

        _names[path] = name;
        return path;
    }
}
