using System.Net;
using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console;

/// <summary>A page, as it was answered.</summary>
internal sealed record ShownPage(HttpStatusCode Status, string Html, string? Location, byte[] Body, string? Type)
{
    /// <summary>The value of a field of a form.</summary>
    public string Field(string name) => WebUtility.HtmlDecode(Regex.Match(Html, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value);

    /// <summary>All that is written on it, without markup.</summary>
    public string Text => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(Html, "<[^>]*>", " ")), @"\s+", " ");
}

/// <summary>Somebody of a role who reads pages and sends their forms, as a browser without scripts does.</summary>
internal sealed partial class PageVisitor(HttpClient client, string language = "en")
{
    private string _cookies = $"__Host-zhuhui-language={language}";
    private string _token = "";

    public PageVisitor(RunningApi gateway, Role role, string language = "en")
        : this(gateway.As(role), language)
    {
    }

    public async Task<ShownPage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    /// <summary>The page that an act leads to.</summary>
    public async Task<ShownPage> FollowAsync(ShownPage answer)
    {
        Assert.True(answer.Location is not null, $"{answer.Status}: {answer.Text}");
        return await GetAsync(answer.Location!);
    }

    /// <summary>Sends a form of the page that was read last.</summary>
    public async Task<ShownPage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent([.. fields.Append(("__RequestVerificationToken", _token))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2))]);
        return await SendAsync(request);
    }

    /// <summary>A form as its sender wrote it.</summary>
    /// <param name="body">With the form's token.</param>
    public async Task<ShownPage> PostRawAsync(string path, Func<string, HttpContent> body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = body(_token);
        return await SendAsync(request);
    }

    public Task<ShownPage> PostFileAsync(string path, string name, byte[] file, params (string Name, string Value)[] fields) =>
        PostFilesAsync(path, [("file", name, file)], fields);

    public async Task<ShownPage> PostFilesAsync(string path, (string Field, string Name, byte[] File)[] files,
        params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        var content = new MultipartFormDataContent();
        foreach (var (field, value) in fields.Append(("__RequestVerificationToken", _token)))
        {
            content.Add(new StringContent(value), field);
        }

        foreach (var (field, name, file) in files)
        {
            content.Add(new ByteArrayContent(file), field, name);
        }

        request.Content = content;
        return await SendAsync(request);
    }

    private async Task<ShownPage> SendAsync(HttpRequestMessage request)
    {
        // Over HTTP/2, as a browser: it hears that a body is refused while it is sending it.
        request.Version = HttpVersion.Version20;
        request.Headers.TryAddWithoutValidation("Cookie", _cookies);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            _cookies += "; " + set.Split(';')[0];
        }

        var body = await answer.Content.ReadAsByteArrayAsync();
        var type = answer.Content.Headers.ContentType?.MediaType;
        var html = type == "text/html" ? System.Text.Encoding.UTF8.GetString(body) : "";
        _token = Token().Match(html) is { Success: true } found ? found.Groups[1].Value : _token;
        return new ShownPage(answer.StatusCode, html, answer.Headers.Location?.OriginalString, body, type);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
