using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Residents;

/// <summary>A page as a browser without a script has it.</summary>
/// <param name="Source">As it came.</param>
internal sealed record Seen(HttpStatusCode Status, Uri Address, string Source)
{
    /// <summary>With its character references resolved.</summary>
    public string Html { get; } = WebUtility.HtmlDecode(Source);

    /// <summary>The form that is sent there.</summary>
    public string FormOf(string action) => WebUtility.HtmlDecode(SourceOf(action));

    public IEnumerable<KeyValuePair<string, string>> HiddenIn(string action) => Regex.Matches(SourceOf(action),
        "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"").Select(field => KeyValuePair.Create(field.Groups[1].Value,
            WebUtility.HtmlDecode(field.Groups[2].Value)));

    private string SourceOf(string action)
    {
        var from = Source.IndexOf($"action=\"{action}\"", StringComparison.Ordinal);
        Assert.True(from >= 0, $"{Address} has no form that is sent to {action}");
        return Source[from..Source.IndexOf("</form>", from, StringComparison.Ordinal)];
    }
}

/// <summary>Somebody of the office with a browser that runs no script: logs in by the page, keeps cookies, follows links, sends forms with
/// all that is hidden in them.</summary>
internal sealed class DeskVisitor : IDisposable
{
    private const string Password = "plum river lantern";

    private readonly HttpClient _client;

    private DeskVisitor(Uri api)
    {
        // Over HTTP/2 a sender hears that a body is refused while it is sending it.
        _client = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = new CookieContainer(),
            SslOptions = { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null },
        })
        {
            BaseAddress = api,
            DefaultRequestVersion = HttpVersion.Version20,
        };
        _client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

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
        using var content = new FormUrlEncodedContent([.. page.HiddenIn(action), .. fields.Select(field => KeyValuePair.Create(field.Name,
            field.Value))]);
        using var answer = await _client.PostAsync(action, content);
        return await ReadAsync(answer);
    }

    /// <summary>The same with a photo.</summary>
    public async Task<Seen> PostAsync(Seen page, string action, byte[] photo, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in page.HiddenIn(action).Select(one => (one.Key, one.Value)).Concat(fields))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(photo), "photo", "face.jpg");
        using var answer = await _client.PostAsync(action, content);
        return await ReadAsync(answer);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<Seen> ReadAsync(HttpResponseMessage answer) => new(answer.StatusCode, answer.RequestMessage!.RequestUri!,
        await answer.Content.ReadAsStringAsync());
}
