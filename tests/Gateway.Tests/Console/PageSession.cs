using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console;

/// <summary>A page as a browser has it, after whatever it was sent on to.</summary>
internal sealed record SeenPage(HttpStatusCode Status, string Path, string Html, byte[] Body)
{
    /// <summary>All that is written on it, without markup.</summary>
    public string Text => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(Html, "<[^>]*>", " ")), @"\s+", " ");

    /// <summary>The secret that is shown this once.</summary>
    public string Secret => Regex.Match(Html, "<code class=\"secret\">([^<]*)<").Groups[1].Value;
}

/// <summary>Somebody who has logged in by the page for it, follows links and sends forms as they stand on the page, as a browser without
/// scripts does.</summary>
internal sealed class PageSession : IDisposable
{
    public const string Password = "plum river lantern";

    private readonly HttpClient _client;
    private SeenPage _last = new(0, "", "", []);

    private PageSession(RunningApi gateway, string language)
    {
        var cookies = new CookieContainer();
        cookies.Add(gateway.Api, new Cookie("__Host-zhuhui-language", language));
        _client = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = cookies,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null },
        })
        { BaseAddress = gateway.Api };
        _client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public static PageSession Nobody(RunningApi gateway, string language = "en") => new(gateway, language);

    /// <summary>A new account, with a password set by its one-time code.</summary>
    public static async Task<PageSession> AsAsync(RunningApi gateway, Role role, string name, string language = "en")
    {
        var code = gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Add, "chief", name, role))
            .Secret!;
        var session = Nobody(gateway, language);
        await session.GetAsync("/first");
        var entered = await session.SendAsync("/first", ("code", code), ("name", name), ("password", Password), ("repeated", Password));
        Assert.True(entered.Path != "/first", entered.Text);
        return session;
    }

    /// <summary>A resident, by a link of the office.</summary>
    public static async Task<PageSession> AsResidentAsync(RunningApi gateway, string person, string language = "en")
    {
        var code = gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Link, "office", person))
            .Secret!;
        var session = Nobody(gateway, language);
        await session.GetAsync("/link");
        Assert.Equal("/me", (await session.SendAsync("/link", ("code", code))).Path);
        return session;
    }

    public async Task<SeenPage> GetAsync(string path) => _last = await FollowAsync(await _client.GetAsync(path), path);

    /// <summary>Sends a form of the page that is open, with its hidden fields and what is typed.</summary>
    public async Task<SeenPage> SendAsync(string action, params (string Name, string Value)[] typed)
    {
        var form = Regex.Match(_last.Html, $"<form[^>]*action=\"{Regex.Escape(action)}\".*?</form>", RegexOptions.Singleline);
        Assert.True(form.Success, $"no form for {action} on {_last.Path}: {_last.Text}");
        var hidden = Regex.Matches(form.Value, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"").Select(field =>
            (field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
        return await PostAsync(action, [.. hidden, .. typed]);
    }

    /// <summary>Sends what no page offers, with the token of the page that is open.</summary>
    public Task<SeenPage> ForgeAsync(string action, params (string Name, string Value)[] fields) => PostAsync(action,
        [("__RequestVerificationToken", Regex.Match(_last.Html, "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"").Groups[1].Value),
            .. fields]);

    public void Dispose() => _client.Dispose();

    private async Task<SeenPage> PostAsync(string action, IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return _last = await FollowAsync(await _client.PostAsync(action, content), action);
    }

    private async Task<SeenPage> FollowAsync(HttpResponseMessage answer, string path)
    {
        for (var hops = 0; answer.Headers.Location is { } next && hops < 5; hops++)
        {
            path = next.OriginalString;
            answer.Dispose();
            answer = await _client.GetAsync(path);
        }

        using (answer)
        {
            var body = await answer.Content.ReadAsByteArrayAsync();
            var isText = answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/json" or "application/problem+json";
            return new SeenPage(answer.StatusCode, path.Split('?')[0], isText ? System.Text.Encoding.UTF8.GetString(body) : "", body);
        }
    }
}
