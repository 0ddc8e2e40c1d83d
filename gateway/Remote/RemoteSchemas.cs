using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>The JSON schemas of what the hub sends and hears beside events, from the very records that are read and written.</summary>
internal static class RemoteSchemas
{
    /// <summary>The schema of each document of the contract, by the name its file has before <c>.schema.json</c>.</summary>
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["command"] = Command,
        ["roster"] = () => Schema<RosterMessage>("Roster of the hub"),
        ["roster-wanted"] = () => Written<RosterWanted>("Request for a roster"),
        ["twin-desired"] = TwinDesired,
        ["twin-reported"] = () => Written<TwinReported>("Configuration in force"),
        ["reply"] = () => Written<Reply>("Answer of a gateway"),
    };

    /// <summary>The settings are read as strictly as the site file, and described the same way.</summary>
    private static string TwinDesired()
    {
        var (desired, settings) = (Node(typeof(TwinDesired)), JsonNode.Parse(SiteSchema.Generate<TwinSettings>("Settings"))!.AsObject());
        desired["$defs"] = settings["$defs"]!.DeepClone();
        foreach (var key in new[] { "$schema", "title", "$defs" })
        {
            settings.Remove(key);
        }

        settings["properties"]!.AsObject().Remove("$schema");
        desired["properties"]!["settings"] = settings;
        return JsonSchema.Print(desired, "Desired configuration");
    }

    /// <summary>What the gateway writes leaves out what is null.</summary>
    private static string Written<T>(string title)
    {
        var schema = Node(typeof(T));
        JsonSchema.RequireOnlyWhatIsNeverNull(schema);
        return JsonSchema.Print(schema, title);
    }

    private static string Schema<T>(string title) => JsonSchema.Print(Node(typeof(T)), title);

    /// <summary>What <c>args</c> holds depends on the kind.</summary>
    private static string Command()
    {
        var (command, args) = (Node(typeof(CommandMessage)), Node(typeof(CommandArgs))["properties"]!.AsObject());
        command["properties"]!["kind"] =
            new JsonObject { ["enum"] = new JsonArray([.. CommandForm.All.Select(form => (JsonNode)form.Name)]) };
        command["properties"]!["args"] = new JsonObject { ["type"] = "object" };
        command["oneOf"] = new JsonArray([.. CommandForm.All.Select(form => new JsonObject
        {
            ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = new JsonArray(form.Name) }, ["args"] = Args(form.Right,
                form.Args, args) },
            ["required"] = form.Args.Count == 0 ? new JsonArray("kind") : new JsonArray("kind", "args"),
        })]);
        return JsonSchema.Print(command, "Command of the hub");
    }

    private static JsonObject Args(RemoteRight kind, IReadOnlyList<string> needed, JsonObject args)
    {
        var of = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject([.. needed.Select(name => KeyValuePair.Create<string, JsonNode?>(name,
                kind == RemoteRight.Unlock || name != "door" ? WithoutNull(args[name]!) : args[name]!.DeepClone()))]),
        };
        if (kind == RemoteRight.RevokeCredential)
        {
            (of["minProperties"], of["maxProperties"]) = (1, 1);
        }
        else
        {
            of["required"] = new JsonArray([.. needed.Select(name => (JsonNode)name)]);
        }

        return of;
    }

    private static JsonObject WithoutNull(JsonNode schema)
    {
        var without = schema.DeepClone().AsObject();
        if (without["type"] is JsonArray types)
        {
            without["type"] = (string)types[0]!;
        }

        if (without["enum"] is JsonArray values && values.Any(v => v is null))
        {
            without["enum"] = new JsonArray([.. values.Where(v => v is not null).Select(v => v!.DeepClone())]);
        }

        without.Remove("default");
        return without;
    }

    private static JsonObject Node(Type type)
    {
        var node = JsonSchema.From(type, RemoteJson.Options, Told);
        Mend(node);
        return node;
    }

    /// <summary>The exporter does not ask about an optional parameter that has a converter of its own: those are times. And that nothing is
    /// the default goes without saying.</summary>
    private static void Mend(JsonObject schema)
    {
        foreach (var (key, value) in schema.ToArray())
        {
            switch (value)
            {
                case JsonObject { Count: 1 } only when only.ContainsKey("default") && only["default"] is null:
                    schema[key] = Instant(mayBeNull: true);
                    break;
                case JsonObject inner:
                    Mend(inner);
                    break;
                case null when key == "default":
                    schema.Remove(key);
                    break;
            }
        }
    }

    private static JsonObject Told(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var told = type == typeof(DateTimeOffset) ? Instant(context.TypeInfo.Type != type)
            : type == typeof(byte[]) ? Bytes(context)
            : schema as JsonObject ?? [];
        var words = (context.PropertyInfo?.AttributeProvider ?? context.TypeInfo.Type).GetCustomAttributes(typeof(DescriptionAttribute),
            false);
        if (words is [DescriptionAttribute description])
        {
            told.Remove("description");
            told.Insert(0, "description", description.Description);
        }

        return told;
    }

    private static JsonObject Instant(bool mayBeNull) => new()
    {
        ["type"] = mayBeNull ? new JsonArray("string", "null") : "string",
        ["format"] = "date-time"
    };

    private static JsonObject Bytes(JsonSchemaExporterContext context) =>
        new()
        {
            ["type"] = context.PropertyInfo?.IsGetNullable == true ? new JsonArray("string", "null") : "string",
            ["contentEncoding"] = "base64"
        };
}
