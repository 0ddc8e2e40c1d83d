using System.Text.Json.Nodes;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Prints the schemas that are generated from the records the program uses.</summary>
internal static class SchemaCommand
{
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
            types[type] = JsonSchema.From(record, EventJson.Options, (_, schema) =>
            {
                JsonSchema.RequireOnlyWhatIsNeverNull(schema);
                return schema;
            });
            choice.Add(new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type } }, ["required"] = new JsonArray("type") },
                ["then"] = new JsonObject { ["properties"] = new JsonObject { ["data"] = new JsonObject { ["$ref"] = "#/$defs/" + type } } },
            });
        }

        return JsonSchema.Print(new JsonObject { ["allOf"] = choice, ["$defs"] = types }, "Zhuhui.Edge events: the data of a record, by its type");
    }
}
