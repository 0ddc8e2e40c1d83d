using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Commands;

/// <summary>Prints the schemas that are generated from the records the program uses.</summary>
internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static int Run(IReadOnlyList<string> words, TextWriter output)
    {
        output.WriteLine(words switch
        {
            [] or ["site"] => SiteSchema.Of<SiteFile>("Zhuhui.Edge site file"),
            ["events"] => Events(),
            _ => throw new UsageException($"there is no schema '{string.Join(' ', words)}'; it is site or events"),
        });
        return Exit.Done;
    }

    /// <summary>The <c>data</c> of every event type.</summary>
    internal static string Events()
    {
        var types = new JsonObject();
        foreach (var (type, record) in EventTypes.Records.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            types[type] = EventJson.Options.GetJsonSchemaAsNode(record, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Zhuhui.Edge events: the data of a record, by its type",
            ["$defs"] = types,
        }.ToJsonString(Indented);
    }
}
