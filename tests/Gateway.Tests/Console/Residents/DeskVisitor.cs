using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Residents;

/// <summary>A page as a browser without a script has it.</summary>
/// <param name="Html">As it came, its character references resolved.</param>
internal sealed record Seen(HttpStatusCode Status, Uri Address, string Html)
{
    /// <summary>The value that is hidden in the page's form that is sent there.</summary>
    public string Hidden(string action, string name) => Regex.Match(FormOf(action),
        $"<input type=\"hidden\" name=\"{Regex.Escape(name)}\" value=\"([^\"]*)\"").Groups[1].Value is { Length: > 0 } value
        ? WebUtility.HtmlDecode(value) : throw new InvalidOperationException($"{name} is not in {action}");

    public bool HasForm(string action) => Html.Contains($"action=\"{action}\"", StringComparison.Ordinal);

    public string FormOf(string action)
    {
        var from = Html.IndexOf($"action=\"{action}\"", StringComparison.Ordinal);
        Assert.True(from >= 0, $"{Address} has no form that is sent to {action}");
        return Html[from..Html.IndexOf("</form>", from, StringComparison.Ordinal)];
    }
}

/// <summary>Somebody of the office with a browser that runs no script: logs in by the page, keeps cookies, follows links, sends forms with
/// all that is hidden in them.</summary>
internal sealed class DeskVisitor : IDisposable
{
    private const string Password = "plum river lantern";

    private readonly HttpClient _client;

    private DeskVisitor(Uri api) => _client = new HttpClient(new SocketsHttpHandler
    {
        CookieContainer = new CookieContainer(),
        SslOptions = { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null },
    })
    { BaseAddress = api };

    public static async Task<DeskVisitor> EnterAsync(RunningApi gateway, string name, Role role)
    {
        var code = gateway.Services.GetRequiredService<AccountChanges>().Handle(new AccountRequest(AccountAction.Add, "chief", name, role))
            .Secret!;
        var visitor = new DeskVisitor(gateway.Api);
        var first = await visitor.GetAsync("/first");
        var inside = await visitor.PostAsync(first, "/first", ("code", code), ("name", name), ("password", Password),
            ("repeated", Password));
        Assert.Equal(HttpStatusCode.OK, inside.Status);
        return visitor;
    }

    /// <summary>Somebody who is not logged in.</summary>
    public static DeskVisitor Anybody(RunningApi gateway) => new(gateway.Api);

    public async Task<Seen> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        return await ReadAsync(answer);
    }

    /// <summary>Sends a form of a page with what is hidden in it.</summary>
    public async Task<Seen> PostAsync(Seen page, string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent([.. Hidden(page, action), .. fields.Select(field => KeyValuePair.Create(field.Name,
            field.Value))]);
        using var answer = await _client.PostAsync(action, content);
        return await ReadAsync(answer);
    }

    /// <summary>The same with a photo.</summary>
    public async Task<Seen> PostAsync(Seen page, string action, byte[] photo, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Hidden(page, action).Select(one => (one.Key, one.Value)).Concat(fields))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(photo), "photo", "face.jpg");
        using var answer = await _client.PostAsync(action, content);
        return await ReadAsync(answer);
    }

    public void Dispose() => _client.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Hidden(Seen page, string action) => Regex.Matches(page.FormOf(action),
        "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"").Select(field => KeyValuePair.Create(field.Groups[1].Value,
            WebUtility.HtmlDecode(field.Groups[2].Value)));

    private static async Task<Seen> ReadAsync(HttpResponseMessage answer) => new(answer.StatusCode, answer.RequestMessage!.RequestUri!,
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
}
