using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.Api.Access;

/// <summary>A browser that has the API's page open: keeps its cookie and says whence each request comes.</summary>
internal sealed class Browser(Uri api) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null },
    })
    { BaseAddress = new Uri(api, "/api/v1/") };

    /// <summary>The session's, as it goes in a request; null where there is none.</summary>
    public string? Cookie { get; set; }

    /// <summary>As the gateway sent it.</summary>
    public string SetCookie { get; private set; } = "";

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body);
        foreach (var (name, value) in headers.Length > 0 ? headers : [("Sec-Fetch-Site", "same-origin")])
        {
            if (name.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (Cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", Cookie);
        }

        var answer = await _client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            SetCookie = set.Single();
            var value = SetCookie[..SetCookie.IndexOf(';', StringComparison.Ordinal)];
            Cookie = value.EndsWith('=') ? null : value;
        }

        return answer;
    }

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body = null,
        params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, body, headers);
        return answer.StatusCode;
    }

    public async Task<JsonElement> JsonAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text.Length > 0 ? text : "null").RootElement;
    }

    public Task<HttpStatusCode> LogInAsync(string name, string password, string? code = null) => StatusAsync(HttpMethod.Post, "session",
        code is null ? new { name, password } : new { name, password, code });

    public Task<HttpStatusCode> WhoAsync() => StatusAsync(HttpMethod.Get, "session");

    public Browser With(string? cookie) => new(api) { Cookie = cookie };

    public void Dispose() => _client.Dispose();
}
