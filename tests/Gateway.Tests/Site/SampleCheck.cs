using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Tests.Site;

/// <summary>
/// Holds a sample site file against the records it is read into: every key must occur at least once and, where it occurs first, have a
/// comment on the line above it.
/// </summary>
internal static class SampleCheck
{
    /// <summary>What is missing, one line a key; empty where the sample is complete.</summary>
    public static IReadOnlyList<string> Of<T>(byte[] sample)
    {
        Dictionary<(Type Type, string Key), bool> seen = [];
        var reader = new Utf8JsonReader(sample, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Allow,
            AllowTrailingCommas = true
        });
        Next(ref reader, out _);
        Walk(ref reader, sample, typeof(T), seen);

        List<string> complaints = [];
        HashSet<Type> visited = [];
        Complain(typeof(T), seen, visited, complaints);
        return complaints;
    }

    /// <summary>Walks the value the reader stands on; a type of null is a value that holds no keys of ours.</summary>
    private static void Walk(ref Utf8JsonReader reader, byte[] sample, Type? type, Dictionary<(Type Type, string Key), bool> seen)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (Next(ref reader, out _) && reader.TokenType != JsonTokenType.EndArray)
            {
                Walk(ref reader, sample, type, seen);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (Next(ref reader, out var commentEnd) && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                SiteProperty? property = type is null ? null : SiteProperty.PropertiesOf(type).FirstOrDefault(property =>
                    property.Key == key);
                if (type is not null && property is not null)
                {
                    var between = commentEnd < 0 ? ""
                        : Encoding.UTF8.GetString(sample.AsSpan((int)commentEnd..(int)reader.TokenStartIndex));
                    var commented = commentEnd >= 0 && between.Count(c => c == '\n') <= 1;
                    seen.TryAdd((type, key), commented);
                }

                Next(ref reader, out _);
                var inner = property?.Item ?? property?.Type;
                Walk(ref reader, sample, inner is not null && SiteProperty.IsRecord(inner) ? inner : null, seen);
            }
        }
    }

    /// <summary>Steps to the next token that is no comment; tells where the comment right before it ends, or -1.</summary>
    private static bool Next(ref Utf8JsonReader reader, out long commentEnd)
    {
        commentEnd = -1;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Comment)
            {
                return true;
            }

            commentEnd = reader.TokenStartIndex + 2 + reader.ValueSpan.Length;
        }

        return false;
    }

    private static void Complain(Type type, Dictionary<(Type Type, string Key), bool> seen, HashSet<Type> visited, List<string> complaints)
    {
        if (!visited.Add(type))
        {
            return;
        }

        foreach (var property in SiteProperty.PropertiesOf(type))
        {
            if (!seen.TryGetValue((type, property.Key), out var commented))
            {
                complaints.Add($"{type.Name}.{property.Key} does not occur in the sample");
            }
            else if (!commented)
            {
                complaints.Add($"{type.Name}.{property.Key} has no comment directly above it where it occurs first");
            }

            var inner = property.Item ?? property.Type;
            if (SiteProperty.IsRecord(inner))
            {
                Complain(inner, seen, visited, complaints);
            }
        }
    }
}
