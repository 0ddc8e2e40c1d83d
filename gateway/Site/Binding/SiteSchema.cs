using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>
/// The JSON schema (2020-12) of a site file, from the same records and attributes the reader goes by, so that an editor completes and
/// checks what the gateway will accept.
/// </summary>
internal sealed class SiteSchema
{
    private readonly JsonObject _definitions = [];

    private SiteSchema()
    {
    }

    /// <summary>The schema as indented JSON with a final line feed.</summary>
    public static string Generate<T>(string title)
        where T : class
    {
        var schema = new SiteSchema();
        var root = schema.Record(typeof(T));
        ((JsonObject)root["properties"]!).Insert(0, "$schema", new JsonObject
        {
            ["type"] = "string",
            ["description"] = "Where the editor finds this schema."
        });
        root["$defs"] = schema._definitions;
        return JsonSchema.Print(root, title) + "\n";
    }

    private JsonObject Record(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        JsonObject properties = [];
        JsonArray required = [];
        foreach (var property in SiteProperty.PropertiesOf(type))
        {
            properties[property.Key] = Property(property, property.Get(defaults));
            if (property.Required)
            {
                required.Add((JsonNode)property.Key);
            }
        }

        var schema = new JsonObject() { ["type"] = "object" };
        if (type.GetCustomAttributes(typeof(DescriptionAttribute), false) is [DescriptionAttribute description])
        {
            schema["description"] = description.Description;
        }

        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject Property(SiteProperty property, object? byDefault)
    {
        var value = property.Item is { } item
            ? new JsonObject { ["type"] = "array", ["items"] = Single(item, property) }
            : Single(property.Type, property);
        if (property.Length is { } length)
        {
            value["minItems"] = length.MinimumLength;
            value["maxItems"] = length.MaximumLength;
        }

        var schema = property.AllowsNull && !property.Required
            ? new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) }
            : value;
        if (property.Description.Length > 0)
        {
            schema["description"] = property.Description;
        }

        if (!property.Required && Default(byDefault) is { } node)
        {
            schema["default"] = node;
        }

        return schema;
    }

    private JsonObject Single(Type type, SiteProperty property)
    {
        if (type.IsEnum)
        {
            return new JsonObject
            {
                ["enum"] = new JsonArray([.. Enum.GetNames(type)
                .Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))])
            };
        }

        if (SiteProperty.IsRecord(type))
        {
            if (!_definitions.ContainsKey(type.Name))
            {
                // The place is taken first, for a record that holds itself.
                _definitions[type.Name] = null;
                _definitions[type.Name] = Record(type);
            }

            return new JsonObject { ["$ref"] = $"#/$defs/{type.Name}" };
        }

        var schema = new JsonObject() { ["type"] = TypeName(type) };
        if (property.Range is { } range)
        {
            schema["minimum"] = Bound(range.Minimum, type);
            schema["maximum"] = Bound(range.Maximum, type);
        }

        if (property.Pattern is { } pattern)
        {
            schema["pattern"] = pattern.Pattern;
        }

        if (property.Required && type == typeof(string))
        {
            schema["minLength"] = 1;
        }

        return schema;
    }

    private static string TypeName(Type type) =>
        type == typeof(string) ? "string"
        : type == typeof(bool) ? "boolean"
        : type == typeof(int) ? "integer"
        : type == typeof(double) ? "number"
        : throw new NotSupportedException($"a site file cannot hold a {type}");

    private static JsonNode Bound(object bound, Type type) => type == typeof(int)
        ? Convert.ToInt32(bound, CultureInfo.InvariantCulture)
        : Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private static JsonNode? Default(object? value) => value switch
    {
        string text => text,
        bool flag => flag,
        int number => number,
        double number => number,
        Enum choice => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString()),
        IReadOnlyCollection<object> { Count: 0 } => new JsonArray(),
        // One ring's defaults are not another's.
        { } record when SiteProperty.IsRecord(record.GetType()) && record is not IEnumerable && Values(record) is { } own
            && !JsonNode.DeepEquals(own, Values(Activator.CreateInstance(record.GetType())!)) => own,
        _ => null,
    };

    private static JsonObject Values(object record) => new(SiteProperty.PropertiesOf(record.GetType())
        .Select(property => KeyValuePair.Create(property.Key, property.Get(record) switch
        {
            IEnumerable list and not string => new JsonArray([.. list.Cast<object>().Select(Default)]),
            var value => Default(value),
        })));
}
