using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Roles;

/// <summary>Whom every endpoint serves: as the page says, and as the running gateway does.</summary>
public sealed class RoleTableTests : IAsyncLifetime
{
    private const string Page = "docs/api-roles.md";

    private RunningApi _gateway = null!;
    private IReadOnlyList<ApiRoute> _routes = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningApi.StartAsync();
        _routes = ApiRoutes.Of(_gateway);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    /// <summary>With <c>ZHUHUI_API_ROLES=1</c> the page is written anew, to be read before it is committed.</summary>
    [Fact]
    public void The_page_has_every_endpoint_with_whom_it_serves_and_no_other()
    {
        Assert.True(_routes.Count >= 40, $"only {_routes.Count} endpoints were found");
        var (page, table) = (Repository.At(Page), ApiRoutes.Table(_routes));
        var text = File.ReadAllText(page);
        if (Environment.GetEnvironmentVariable("ZHUHUI_API_ROLES") == "1")
        {
            File.WriteAllText(page, string.Join('\n', [.. text.Split('\n').TakeWhile(line => !line.StartsWith('|')), .. table, ""]));
        }

        var written = text.Split('\n').Where(line => line.StartsWith('|')).ToArray();
        Assert.True(written.SequenceEqual(table), $"missing: {string.Join('\n', table.Except(written))}\nnot there: "
            + string.Join('\n', written.Except(table)));
    }

    [Fact]
    public async Task Nobody_and_no_role_that_an_endpoint_does_not_serve_is_answered_and_every_role_that_it_serves_is()
    {
        List<string> wrong = [];
        foreach (var route in _routes)
        {
            await ExpectAsync(route, _gateway.Nobody(), "nobody", status => route.IsForAll ? status is not (401 or 403) : status == 401);
            foreach (var role in ApiRoutes.Roles)
            {
                var isServed = route.IsForAll || route.Roles.HasFlag(role);
                await ExpectAsync(route, _gateway.As(role), $"{role}", status => isServed ? status is not (401 or 403) : status == 403);
            }
        }

        Assert.Empty(wrong);

        async Task ExpectAsync(ApiRoute route, HttpClient who, string name, Func<int, bool> isRight)
        {
            // Of nobody and nothing that is here, so that whoever is served is told so, or that it is not there.
            var path = Regex.Replace(Regex.Replace(route.Path, @"\{[^}:]*:[^}]*\}", "1"), @"\{[^}]*\}", "none");
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
            using var answer = await who.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            // A page leads whoever is not logged in to the login.
            var isToLogin = answer.Headers.Location?.ToString().StartsWith("/login?", StringComparison.Ordinal) == true;
            if (!isRight(isToLogin ? StatusCodes.Status401Unauthorized : (int)answer.StatusCode))
            {
                wrong.Add($"{route} for {name}: {(int)answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task An_address_that_is_none_tells_nobody_that()
    {
        using var answer = await _gateway.Nobody().GetAsync("people/none/none/none");
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Unauthorized });
        Assert.DoesNotContain(Enum.GetValues<Role>().Except(ApiRoutes.Roles), role => role != Role.None);
    }
}
