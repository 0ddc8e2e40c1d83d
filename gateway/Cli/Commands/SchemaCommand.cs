using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Prints the schemas that are generated from the records the program uses.</summary>
internal static class SchemaCommand
{
    /// <summary>The site file's, the events', and what the hub sends and hears.</summary>
    private static IEnumerable<string> Names => ["site", "events", .. RemoteSchemas.All.Keys];

    public static Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = $"which one: {string.Join(", ", Names)}; without it the site file's",
            Arity = ArgumentArity.ZeroOrOne,
            CompletionSources = { _ => Names.Select(one => new CompletionItem(one)) },
        };
        const string description = "print a JSON schema: of the site file (for editors), of events, of what the hub sends and hears";
        var command = new Command("schema", description) { name };
        command.SetAction(parsed => Run(parsed.GetValue(name), parsed.InvocationConfiguration.Output));
        return command;
    }

    public static int Run(string? name, TextWriter output)
    {
        output.WriteLine(name switch
        {
            null or "site" => SiteSchema.Generate<SiteFile>("Zhuhui.Edge site file"),
            "events" => Events(),
            _ when RemoteSchemas.All.TryGetValue(name, out var schema) => schema(),
            _ => throw new UsageException(CommandTexts.NoSchema(name, Wording.Join(ListTexts.Comma, Names))),
        });
        return Exit.Done;
    }

    /// <summary>A schema an event type, for the <c>data</c> of its records, and the rule that a record's type chooses it. A type that is
    /// not known here is let through: a reader passes over what a newer gateway tells.</summary>
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
                ["if"] = new JsonObject
                {
                    ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type } },
                    ["required"] = new JsonArray("type")
                },
                ["then"] = new JsonObject
                {
                    ["properties"] = new JsonObject
                    {
                        ["data"] = new JsonObject
                        {
                            ["$ref"] = "#/$defs/"
                    + type
                        }
                    }
                },
            });
        }

        return JsonSchema.Print(new JsonObject { ["allOf"] = choice, ["$defs"] = types },
            "Zhuhui.Edge events: the data of a record, by its type");
    }
}
