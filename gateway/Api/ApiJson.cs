using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Zhuhui.Edge.Gateway.Api;

/// <summary>How the API reads and writes: as events are written, but whole, and strict in what it takes: a field that nobody knows, one
/// that is missing, a number in quotation marks are told to their sender and never passed over.</summary>
internal static class ApiJson
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(LetNullBeLeftOut)
            .WithAddedModifier(RefuseNullInLists);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>What may be null may be left out: it is left out of what is written too.</summary>
    private static void LetNullBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property is { IsRequired: true, AssociatedParameter.IsNullable: true }))
        {
            property.IsRequired = false;
        }
    }

    /// <summary>The compiler's word that a list holds no null is nobody's who sends one.</summary>
    private static void RefuseNullInLists(JsonTypeInfo type)
    {
        var lists = type.Kind != JsonTypeInfoKind.Object ? [] : type.Properties.Where(property => property.Get is not null
            && property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)).ToArray();
        if (lists.Length > 0)
        {
            type.OnDeserialized = read =>
            {
                foreach (var list in lists)
                {
                    if (list.Get!(read) is IEnumerable all && all.Cast<object?>().Contains(null))
                    {
                        throw new JsonException($"null stands in the list {list.Name}");
                    }
                }
            };
        }
    }
}
