using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;

namespace Zhuhui.Edge.Gateway.Tests.Api.Problems;

/// <summary>What is wrong with a request is told by a problem, at every endpoint there is.</summary>
public sealed class WrongBodyTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private readonly RunningApi _gateway = shared.Gateway;

    [Fact]
    public async Task Every_endpoint_that_takes_a_body_refuses_a_wrong_one_and_says_why()
    {
        var endpoints = Endpoints().Where(one => one.Metadata.GetMetadata<IAcceptsMetadata>() is not null).ToArray();
        Assert.NotEmpty(endpoints);
        List<string> wrong = [];
        foreach (var endpoint in endpoints)
        {
            var isJson = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()!.ContentTypes.Contains("application/json");
            var limit = endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()!.MaxRequestBodySize!.Value;
            foreach (var (name, body, type, status) in Bodies(limit))
            {
                using var answer = await SendAsync(endpoint, new StringContent(body, Encoding.UTF8) { Headers = { ContentType = type } });
                var problem = await answer.Content.ReadAsStringAsync();
                var isRight = isJson ? answer.StatusCode == status : (int)answer.StatusCode is >= 400 and < 500;
                if (!isRight || Fault(answer, problem) is not null)
                {
                    wrong.Add($"{endpoint.RoutePattern.RawText} {name}: {answer.StatusCode} {Fault(answer, problem)} {problem}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Malformed_JSON_is_told_with_its_path_and_the_reader_s_reason()
    {
        using var answer = await _gateway.As(Role.Guard).PostAsync("doors/gate/orders", Json("""{"order":"blow up"}"""));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("badJson", problem.RootElement.GetProperty("code").GetString());
        Assert.Contains("$.order", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Found by chance: it was a fault of the gateway.</summary>
    [Theory]
    [InlineData("people", """{"name":"Wang","rest":{"plates":["A 12345",null]}}""")]
    [InlineData("people", """{"name":"Wang","rest":{"doors":[null]}}""")]
    public async Task Null_in_a_list_is_refused(string path, string body)
    {
        using var answer = await _gateway.As(Role.Office).PostAsync(path, Json(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("badJson", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "no/such", 404, "notFound")]
    [InlineData("DELETE", "doors", 405, "wrongMethod")]
    [InlineData("GET", "doors/nobody", 404, "noSuchDoor")]
    [InlineData("GET", "events?limit=many", 400, "badRequest")]
    [InlineData("GET", "events?limit=0", 400, "badFilter")]
    [InlineData("GET", "events?stream=99", 400, "badFilter")]
    [InlineData("GET", "events?kind=foo", 400, "badFilter")]
    [InlineData("GET", "events?kind=", 400, "badFilter")]
    [InlineData("GET", "events?door=nosuch", 400, "badFilter")]
    [InlineData("GET", "events?door=gate&door=unit", 400, "badFilter")]
    [InlineData("GET", "events?cursor=zzz", 400, "badCursor")]
    [InlineData("GET", "events/alarms/0", 404, "notFound")]
    [InlineData("GET", "events/99/1", 404, "noSuchEvent")]
    [InlineData("GET", "events/alarms/987654321", 404, "noSuchEvent")]
    [InlineData("GET", "cameras/nobody/still", 404, "noSuchCamera")]
    public async Task What_there_is_not_is_a_problem_with_a_code(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Accept = { new("text/html") } } };
        using var answer = await _gateway.As(Role.Administrator).SendAsync(request);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, null), ((int)answer.StatusCode, Fault(answer, problem)));
        Assert.Contains($"\"code\":\"{code}\"", problem, StringComparison.Ordinal);
    }

    /// <summary>The server's own reader takes a number for a word, and two words for their sum.</summary>
    [Fact]
    public async Task A_word_that_a_closed_set_does_not_have_is_told_with_its_field_at_every_address()
    {
        using var document = JsonDocument.Parse(await _gateway.Nobody().GetStringAsync("openapi.json"));
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        var closed = document.RootElement.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _))
            .SelectMany(path => Queries(path.Value.GetProperty("get")).Select(query => (Path: path.Name, Field: query.GetProperty("name")
                .GetString()!, Schema: query.GetProperty("schema"))))
            .Where(query => query.Schema.TryGetProperty("$ref", out var named) && schemas.GetProperty(named.GetString()!.Split('/')[^1])
                .TryGetProperty("enum", out _)).ToArray();
        Assert.True(closed.Length >= 3, $"only {closed.Length} were found");
        foreach (var (path, field, _) in closed)
        {
            foreach (var word in new[] { "foo", "0", "99", "alarms,passages", "tenant,staff", "csv,xlsx" })
            {
                using var answer = await _gateway.As(Role.Administrator).GetAsync(new Uri(_gateway.Api, $"{path}?{field}={word}"));
                using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                Assert.Equal((HttpStatusCode.BadRequest, field.ToLowerInvariant()), (answer.StatusCode,
                    problem.RootElement.GetProperty("field").GetString()));
                Assert.Contains(word, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
        }

        static IEnumerable<JsonElement> Queries(JsonElement operation) => operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query") : [];
    }

    [Fact]
    public async Task Without_a_login_and_with_the_wrong_one_it_is_a_problem_too()
    {
        using var nobody = await _gateway.Nobody().GetAsync("doors");
        using var district = await _gateway.As(Role.District).PostAsync("doors/orders", Json("""{"order":"unlock"}"""));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (nobody.StatusCode, district.StatusCode));
        Assert.Null(Fault(nobody, await nobody.Content.ReadAsStringAsync()));
        Assert.Null(Fault(district, await district.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Every_answer_says_that_it_is_data_and_nobody_s_to_keep()
    {
        foreach (var path in new[] { "doors", "no/such", "openapi.json" })
        {
            using var answer = await _gateway.As(Role.Guard).GetAsync(path);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    private static (string Name, string Body, MediaTypeHeaderValue Type, HttpStatusCode Status)[] Bodies(long limit)
    {
        var json = new MediaTypeHeaderValue("application/json");
        return
        [
            ("nothing", "", json, HttpStatusCode.BadRequest),
            ("cut off", "{\"order", json, HttpStatusCode.BadRequest),
            ("no object", "[1]", json, HttpStatusCode.BadRequest),
            ("null", "null", json, HttpStatusCode.BadRequest),
            ("a field nobody knows", "{\"nobodyKnows\":1}", json, HttpStatusCode.BadRequest),
            ("deeply nested", new string('[', 1000), json, HttpStatusCode.BadRequest),
            ("half a letter", "{\"\ud800\":1}", json, HttpStatusCode.BadRequest),
            ("of another kind", "{}", new MediaTypeHeaderValue("text/plain"), HttpStatusCode.UnsupportedMediaType),
            ("too large", $"\"{new string('x', (int)limit)}\"", json, HttpStatusCode.RequestEntityTooLarge),
        ];
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <returns>Null where an answer is a problem as the document has it.</returns>
    private static string? Fault(HttpResponseMessage answer, string body)
    {
        if (answer.Content.Headers.ContentType?.MediaType != ApiProblem.ContentType)
        {
            return $"the answer is {answer.Content.Headers.ContentType}";
        }

        using var problem = JsonDocument.Parse(body);
        return problem.RootElement.EnumerateObject().FirstOrDefault(one => one.Name == "traceId").Value.ValueKind != JsonValueKind.Undefined
            ? "it tells of its trace"
            : Array.Find(["type", "title", "status", "detail", "code"], name => !problem.RootElement.TryGetProperty(name, out _));
    }

    private IEnumerable<RouteEndpoint> Endpoints() => _gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Where(one => one.Metadata.GetMetadata<EndpointAccess>() is not null
            && one.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal));

    private async Task<HttpResponseMessage> SendAsync(RouteEndpoint endpoint, HttpContent body)
    {
        var roles = endpoint.Metadata.GetMetadata<EndpointAccess>()!.Roles;
        var client = roles == Role.None ? _gateway.Nobody()
            : _gateway.As(Enum.GetValues<Role>().First(role => role != Role.None && roles.HasFlag(role)));
        var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "gate",
        }));
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_gateway.Api, $"/{path}"))
        {
            Content = body,

            // Over HTTP/1.1 an answer that comes before the body is at its end is lost with the connection, now and then.
            Version = HttpVersion.Version20,
        };
        return await client.SendAsync(request);
    }
}
