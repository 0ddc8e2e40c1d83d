using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>An answer, read.</summary>
internal sealed record Reply(HttpStatusCode Status, JsonNode? Json, string? Tag, HttpResponseHeaders Headers, byte[] Body)
{
    public JsonNode this[string field] => Json![field]!;

    public string? Code => (string?)Json?["code"];
}

/// <summary>A running gateway and the clerk at the desk, for all tests of a class.</summary>
public sealed class OfficeBench : IAsyncLifetime
{
    internal const string Any = "*";

    internal RunningApi Gateway { get; private set; } = null!;

    internal HttpClient Clerk => Gateway.As(Role.Office);

    public async ValueTask InitializeAsync() => Gateway = await StartAsync();

    /// <summary>With a unit door that is not everybody's.</summary>
    internal static Task<RunningApi> StartAsync(string? folder = null) => RunningApi.StartAsync(site => site with
    {
        Doors =
        [
            .. site.Doors,
            new DoorOptions { Id = "unit-5", Name = "Unit 5-1", Relay = new RelayOptions { Board = "box", Pin = 3 }, Homes = ["5-1"] },
        ],
        Schedules = [new ScheduleOptions { Id = "day", Periods = [new PeriodOptions { Days = [DayKind.Mon] }] }],
    }, folder);

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    internal static async Task<Reply> SendAsync(HttpClient who, HttpMethod method, string path, object? body = null, string? seen = null,
        string? key = null, string? has = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string json => new StringContent(json, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        foreach (var (header, value) in new[] { ("If-Match", seen), (IdempotencyKey.Header, key), ("If-None-Match", has) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }
        }

        // Over HTTP/2 a sender hears that a body is refused while it is sending it.
        request.Version = HttpVersion.Version20;
        using var response = await who.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Reply(response.StatusCode, isJson ? JsonNode.Parse(bytes) : null, response.Headers.ETag?.ToString(), response.Headers,
            bytes);
    }

    internal Task<Reply> GetAsync(string path, string? has = null) => SendAsync(Clerk, HttpMethod.Get, path, has: has);

    internal Task<Reply> PostAsync(string path, object? body = null, string? seen = Any, string? key = null) => SendAsync(Clerk,
        HttpMethod.Post, path, body, seen, key);

    internal Task<Reply> PatchAsync(string path, object body, string? seen) => SendAsync(Clerk, HttpMethod.Patch, path, body, seen);

    internal Task<Reply> DeleteAsync(string path, string? seen = Any) => SendAsync(Clerk, HttpMethod.Delete, path, seen: seen);

    /// <returns>The new person's id.</returns>
    internal async Task<string> AddAsync(string name, string home, object? rest = null, params string[] cards)
    {
        var added = await PostAsync("people", new { name, home, cards, rest }, seen: null);
        Assert.True(added.Status == HttpStatusCode.Created, added.Json?.ToJsonString());
        return (string)added["id"]!;
    }

    internal async Task<JsonNode> PersonAsync(string id) => (await GetAsync($"people/{id}")).Json!;

    internal static string[] Texts(JsonNode list) => [.. list.AsArray().Select(one => (string)one!)];

    internal static string Key() => Guid.NewGuid().ToString();
}
