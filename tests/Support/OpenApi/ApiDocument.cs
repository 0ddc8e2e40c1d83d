using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Tests.Support.OpenApi;

/// <param name="In"><c>path</c>, <c>query</c> or <c>header</c>.</param>
public sealed record ApiParameter(string Name, string In, bool IsRequired, JsonNode Schema);

/// <param name="Bodies">The schema of each content type that it takes; null where the document says none.</param>
/// <param name="Answers">The JSON schema of each status it may answer; null where that has no JSON body.</param>
public sealed record ApiOperation(string Id, HttpMethod Method, string Path, IReadOnlyList<ApiParameter> Parameters,
    IReadOnlyDictionary<string, JsonNode?> Bodies, IReadOnlyDictionary<string, JsonNode?> Answers)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>An OpenAPI 3.1 document as whoever wants to call everything in it needs it: JSON schemas stay as they are, references are
/// followed where they are met.</summary>
public sealed class ApiDocument
{
    private static readonly string[] _methods = ["get", "put", "post", "delete", "patch"];

    private readonly JsonNode _root;

    private ApiDocument(JsonNode root)
    {
        _root = root;
        Operations = [.. from path in root["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            where _methods.Contains(method.Key)
            select Operation(path.Key, method.Key, path.Value["parameters"], method.Value!)];
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static ApiDocument Parse(string json) => new(JsonNode.Parse(json)!);

    /// <summary>The schema itself where it stands elsewhere in the document.</summary>
    public JsonNode Follow(JsonNode schema)
    {
        while (schema is JsonObject { } one && one["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = reference.Split('/').Skip(1).Aggregate(_root, (node, key) => node[key.Replace("~1", "/", StringComparison.Ordinal)]
                ?? throw new InvalidOperationException($"the document has no {reference}"));
        }

        return schema;
    }

    private ApiOperation Operation(string path, string method, JsonNode? shared, JsonNode operation) => new(
        operation["operationId"]?.GetValue<string>() ?? $"{method} {path}",
        new HttpMethod(method.ToUpperInvariant()),
        path,
        [.. (shared?.AsArray() ?? []).Concat(operation["parameters"]?.AsArray() ?? []).Select(one => Follow(one!))
            .Select(one => new ApiParameter(
            one["name"]!.GetValue<string>(), one["in"]!.GetValue<string>(), one["required"]?.GetValue<bool>() ?? false,
            one["schema"] ?? new JsonObject()))],
        (operation["requestBody"] is { } body ? Follow(body)["content"]?.AsObject() : null)?.ToDictionary(one => one.Key,
            one => one.Value?["schema"])
            ?? [],
        (operation["responses"]?.AsObject() ?? []).ToDictionary(one => one.Key, one => Follow(one.Value!)["content"]?.AsObject()
            .FirstOrDefault(content => content.Key.Contains("json", StringComparison.Ordinal)).Value?["schema"]));
}
