using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Tests.Support.OpenApi;

/// <param name="Status">0 where none came.</param>
public sealed record FuzzFinding(string Operation, int Status, string What, string Request);

/// <summary>
/// Calls every operation of an OpenAPI document with values that its schemas allow, and as often with ones that they do not: wrong types,
/// missing and unknown fields, broken bytes, other content types, ids that were seen and ids that are nobody's. A finding is an answer of
/// 500 and above, a status or a body that the document does not have, and no answer at all.
/// </summary>
/// <param name="clients">Logged in, each in its own way; taken in turn by chance.</param>
/// <param name="seen">May hold values from before.</param>
public sealed class ApiFuzzer(ApiDocument document, IReadOnlyList<HttpClient> clients, SeenValues seen, int seed)
{
    private const int MostTold = 300;

    /// <summary>Bodies may be as large almost everywhere.</summary>
    private const int LargestRead = 60_000;

    /// <summary>Of an address the server takes 8 KiB, with all around it.</summary>
    private const int LongestAddress = 8_000;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Operation, int Status), int> _counts = new();
    private readonly ConcurrentQueue<FuzzFinding> _findings = new();

    public IReadOnlyCollection<FuzzFinding> Findings => _findings;

    /// <summary>How often each operation answered each status.</summary>
    public IReadOnlyDictionary<(string Operation, int Status), int> Counts => _counts;

    /// <param name="lanes">So many calls at once.</param>
    /// <param name="isOver">Is asked before each call.</param>
    public Task RunAsync(int lanes, Func<int, bool> isOver) => Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
    {
        var random = new Random(seed + lane);
        var values = new SchemaValues(document, random, seen);
        for (var i = 0; !isOver(i); i++)
        {
            await CallAsync(document.Operations[random.Next(document.Operations.Count)], values, random);
        }
    })));

    private async Task CallAsync(ApiOperation operation, SchemaValues values, Random random)
    {
        var isSpoilt = random.Next(2) == 0;
        // HTTP/2: over HTTP/1.1 a refusal of what is still being sent may be lost, and the next call with it.
        using var request = Request(operation, values, random, isSpoilt);
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        var told = $"{request.Method} {request.RequestUri} {request.Content?.Headers.ContentType} {sent}";
        if (seen.IsAvoided(Uri.UnescapeDataString(told)))
        {
            return;
        }

        using var patience = new CancellationTokenSource(_patience);
        try
        {
            using var answer = await clients[random.Next(clients.Count)].SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
                patience.Token);
            var status = (int)answer.StatusCode;
            _counts.AddOrUpdate((operation.ToString(), status), 1, (_, n) => n + 1);
            if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                return;
            }

            var text = await answer.Content.ReadAsStringAsync(patience.Token);
            if (What(operation, answer, text) is { } wrong)
            {
                _findings.Enqueue(new FuzzFinding(operation.ToString(), status, wrong, Short(told)));
            }
        }
        catch (HttpRequestException) when (sent.Length > LargestRead || IsNoAddress(request.RequestUri!.OriginalString))
        {
            // The server said 413 and read no further, and a client that is still sending may miss it; or it reset the stream.
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or IOException)
        {
            _findings.Enqueue(new FuzzFinding(operation.ToString(), 0, gone.Message, Short(told)));
        }
    }

    /// <summary>Of which the server makes an end before anything of the API reads it: over HTTP/2 it resets the stream.</summary>
    private static bool IsNoAddress(string address) => address.Length > LongestAddress || address.Contains("%00", StringComparison.Ordinal);

    /// <summary>As much of a request as tells which it was.</summary>
    private static string Short(string told) => told[..Math.Min(told.Length, MostTold)];

    private string? What(ApiOperation operation, HttpResponseMessage answer, string text)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500 && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            return text[..Math.Min(text.Length, 500)];
        }

        // The server itself refuses what is no request before anything of the API reads it.
        if (answer.StatusCode == HttpStatusCode.RequestUriTooLong || (answer.StatusCode == HttpStatusCode.BadRequest && text.Length == 0))
        {
            return null;
        }

        if (!operation.Answers.TryGetValue($"{status}", out var schema) && !operation.Answers.TryGetValue($"{status / 100}XX", out schema)
            && !operation.Answers.TryGetValue("default", out schema))
        {
            return "the document does not have this status";
        }

        if (answer.Content.Headers.ContentType?.MediaType is not { } type || !type.EndsWith("json", StringComparison.Ordinal))
        {
            return status >= 400 && text.Length == 0 && status != 404 ? "it says nothing of why" : null;
        }

        try
        {
            var body = JsonNode.Parse(text);
            seen.Learn(body, operation.Path.Split('/').Last(part => part.Length > 0 && part[0] != '{'));
            if (answer.Headers.ETag is { } tag)
            {
                seen.Add("If-Match", JsonValue.Create(tag.ToString()));
            }

            return SchemaCheck.Problem(document, schema, body);
        }
        catch (JsonException)
        {
            return "it says JSON and sends none";
        }
    }

    private static HttpRequestMessage Request(ApiOperation operation, SchemaValues values, Random random, bool isSpoilt)
    {
        // One thing is spoilt at a time, so that the others are read: a parameter or the body.
        var spoilt = isSpoilt ? random.Next(operation.Parameters.Count + (operation.Bodies.Count > 0 ? 3 : 0) + 1) : -1;
        var path = operation.Path;
        List<string> query = [];
        var request = new HttpRequestMessage { Method = operation.Method, Version = HttpVersion.Version20 };
        foreach (var (parameter, i) in operation.Parameters.Select((parameter, i) => (parameter, i)))
        {
            if (parameter is { IsRequired: false, In: not "path" } && random.Next(3) == 0)
            {
                continue;
            }

            var value = i == spoilt ? Spoiling.Text(random) : Written(values.Draw(parameter.Schema, NameOf(operation, parameter)));
            switch (parameter.In)
            {
                case "path":
                    path = path.Replace($"{{{parameter.Name}}}", Escape(value is "" or "." or ".." ? "0" : value),
                        StringComparison.Ordinal);
                    break;
                case "query":
                    query.Add($"{Escape(parameter.Name)}={Escape(value)}");
                    break;
                default:
                    request.Headers.TryAddWithoutValidation(parameter.Name, string.Concat(value.Where(c => c is >= ' ' and < (char)127)));
                    break;
            }
        }

        request.RequestUri = new Uri(path + (query.Count == 0 ? "" : "?" + string.Join('&', query)), UriKind.Relative);
        if (operation.Bodies.Count > 0)
        {
            request.Content = Body(operation, values, random, spoilt >= operation.Parameters.Count);
        }

        return request;
    }

    private static ByteArrayContent Body(ApiOperation operation, SchemaValues values, Random random, bool isSpoilt)
    {
        var (type, schema) = operation.Bodies.ElementAt(random.Next(operation.Bodies.Count));
        byte[] bytes;
        if (type.Contains("json", StringComparison.Ordinal))
        {
            var body = values.Draw(schema, "body");
            body = isSpoilt && random.Next(2) == 0 ? Spoiling.Value(body, random) : body;
            bytes = Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "null");
            bytes = isSpoilt && random.Next(2) == 0 ? Spoiling.Bytes(bytes, random) : bytes;
        }
        else
        {
            bytes = new byte[random.Next(3) == 0 ? 0 : random.Next(5000)];
            random.NextBytes(bytes);
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = isSpoilt && random.Next(10) == 0 ? new MediaTypeHeaderValue("text/plain")
            : type.Contains('*', StringComparison.Ordinal)
            ? new MediaTypeHeaderValue("application/octet-stream") : MediaTypeHeaderValue.Parse(type);
        return content;
    }

    /// <summary>An <c>id</c> below <c>/people</c> is one of those that were seen in <c>people</c>.</summary>
    private static string NameOf(ApiOperation operation, ApiParameter parameter)
    {
        var parts = operation.Path.Split('/');
        var at = Array.IndexOf(parts, $"{{{parameter.Name}}}");
        return parameter is { In: "path", Name: "id" } && at > 0 ? parts[at - 1] : parameter.Name;
    }

    private static string Written(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(',', list.Select(Written)),
        _ => value.ToString(),
    };

    private static string Escape(string text) => Uri.EscapeDataString(string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())));
}
