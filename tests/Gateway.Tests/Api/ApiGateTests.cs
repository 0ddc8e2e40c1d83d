using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Tests.Api;

/// <summary>Each listener answers what is its own.</summary>
public sealed class ApiGateTests
{
    [Fact]
    public async Task The_API_s_listener_answers_the_API_and_the_console_alone_and_no_other_listener_does()
    {
        await using var gateway = await RunningApi.StartAsync();
        var office = gateway.As(Role.Office);
        Assert.Contains("\"office\"", await office.GetStringAsync("session"), StringComparison.Ordinal);
        foreach (var path in new[] { "/status.json", "/healthz", "/metrics", "/events.json", "/cameras/gate.jpg",
            "/admin/people", "/no" })
        {
            using var answer = await office.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        }

        using var page = new HttpClient();
        using var there = await page.GetAsync(new Uri(gateway.Page, "/api/v1/session"));
        Assert.Equal(HttpStatusCode.NotFound, there.StatusCode);
        Assert.Equal("ok\n", await page.GetStringAsync(new Uri(gateway.Page, "/healthz")));

        // Who comes by the old address is told where the console is; there is no picture and no name without a login.
        Assert.Contains("https://127.0.0.1:", await page.GetStringAsync(gateway.Page), StringComparison.Ordinal);
        foreach (var path in new[] { "/cameras/gate", "/cameras/gate.jpg", "/cameras/gate.mjpeg", "/duty" })
        {
            using var none = await page.GetAsync(new Uri(gateway.Page, path));
            Assert.Equal((path, HttpStatusCode.NotFound), (path, none.StatusCode));
        }
    }

    [Fact]
    public async Task Nobody_and_nobody_s_token_are_refused()
    {
        await using var gateway = await RunningApi.StartAsync();
        var nobody = gateway.Nobody();
        using var without = await nobody.GetAsync("session");
        nobody.DefaultRequestHeaders.Authorization = new("Bearer", "guessed");
        using var guessed = await nobody.GetAsync("session");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (without.StatusCode, guessed.StatusCode));
    }

    [Fact]
    public async Task The_document_is_there_for_all()
    {
        await using var gateway = await RunningApi.StartAsync();
        var document = await gateway.Nobody().GetStringAsync("openapi.json");
        Assert.Contains("\"openapi\": \"3.1", document, StringComparison.Ordinal);
        Assert.Contains("/api/v1/session", document, StringComparison.Ordinal);
    }
}
