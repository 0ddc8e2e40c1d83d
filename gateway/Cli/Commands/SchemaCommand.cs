using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Prints the schemas that are generated from the records the program uses.</summary>
internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonSchemaExporterOptions AsWritten = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = WithoutNulls };

    public static int Run(IReadOnlyList<string> words, TextWriter output)
    {
        output.WriteLine(words switch
        {
            [] or ["site"] => SiteSchema.Generate<SiteFile>("Zhuhui.Edge site file"),
            ["events"] => Events(),
            [var one] when RemoteSchemas.All.TryGetValue(one, out var schema) => schema(),
            _ => throw new UsageException($"there is no schema '{string.Join(' ', words)}'; it is site, events, {string.Join(", ", RemoteSchemas.All.Keys)}"),
        });
        return Exit.Done;
    }

    /// <summary>A schema an event type, for the <c>data</c> of its records, and the rule that a record's type chooses it. A type that is not known here is let through:
    /// a reader passes over what a newer gateway tells.</summary>
    internal static string Events()
    {
        var (types, choice) = (new JsonObject(), new JsonArray());
        foreach (var (type, record) in EventTypes.Records.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            types[type] = EventJson.Options.GetJsonSchemaAsNode(record, AsWritten);
            choice.Add(new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type } }, ["required"] = new JsonArray("type") },
                ["then"] = new JsonObject { ["properties"] = new JsonObject { ["data"] = new JsonObject { ["$ref"] = "#/$defs/" + type } } },
            });
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Zhuhui.Edge events: the data of a record, by its type",
            ["allOf"] = choice,
            ["$defs"] = types,
        }.ToJsonString(Indented);
    }

    /// <summary><see cref="EventJson"/> leaves nulls out, so what may be null need not be there.</summary>
    private static JsonNode WithoutNulls(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema["required"] is JsonArray required && schema["properties"] is JsonObject properties)
        {
            schema["required"] = new JsonArray([.. required.Select(name => name!.GetValue<string>()).Where(name => !MayBeNull(properties[name])).Select(name => JsonValue.Create(name))]);
        }

        return schema;
    }

    private static bool MayBeNull(JsonNode? schema) => (schema?["type"] as JsonArray ?? schema?["enum"] as JsonArray ?? []).Any(one => one is null || one.ToString() == "null");
}
