using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>What all the schemas that the program prints have in common: the dialect, the layout, and how records become schemas.</summary>
internal static class JsonSchema
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>The schema of a record as its serializer writes and reads it.</summary>
    /// <param name="transform">Changes the schema of each type and property, the innermost first.</param>
    public static JsonObject From(Type record, JsonSerializerOptions serializer, Func<JsonSchemaExporterContext, JsonNode,
        JsonNode> transform) =>
        serializer.GetJsonSchemaAsNode(record, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = transform
        }).AsObject();

    /// <summary>What is written leaves nulls out, so what may be null need not be there.</summary>
    public static void RequireOnlyWhatIsNeverNull(JsonNode schema)
    {
        if (schema["required"] is JsonArray required && schema["properties"] is JsonObject properties)
        {
            schema["required"] = new JsonArray([.. required.Select(name => (string)name!).Where(name => !MayBeNull(properties[name]!))
                .Select(name => (JsonNode)name)]);
        }
    }

    /// <summary>The document, with its dialect and title first.</summary>
    public static string Print(JsonObject schema, string title)
    {
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "title", title);
        return schema.ToJsonString(_indented);
    }

    private static bool MayBeNull(JsonNode schema) => schema["type"] is JsonArray types ? types.Any(type => (string)type! == "null")
        : schema["enum"] is JsonArray values ? values.Any(value => value is null)
        : schema["type"] is null && schema["$ref"] is null;
}
