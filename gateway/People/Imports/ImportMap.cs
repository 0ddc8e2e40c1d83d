using System.Text.Json;
using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>How one estate's lists are read, kept in a file of its own: which heading is which column, and how its cards are
/// printed.</summary>
/// <param name="Columns">Heading to field; what is not named is recognised by its heading.</param>
/// <param name="CardForm">Of all cards.</param>
/// <param name="CardForms">Heading to form, where columns of cards differ.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ImportMap(IReadOnlyDictionary<string, ImportField>? Columns = null, CardForm? CardForm = null,
    IReadOnlyDictionary<string, CardForm>? CardForms = null)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static ImportMap None { get; } = new();

    /// <returns>The map; or what is wrong of its text.</returns>
    public static (ImportMap? Map, Wording? Problem) Read(string? text)
    {
        if (text is null)
        {
            return (None, null);
        }

        try
        {
            return JsonSerializer.Deserialize<ImportMap>(text, _options) is { } map ? (map, null) : (null, ImportTexts.MapDamaged("null"));
        }
        catch (JsonException wrong)
        {
            return (null, ImportTexts.MapDamaged(wrong.Message));
        }
    }

    public ImportField? FieldOf(string heading) => Of(Columns, heading) ?? ImportWords.FieldOf(heading);

    public CardForm? FormOf(string heading) => Of(CardForms, heading) ?? CardForm;

    /// <summary>Those named here that a list has not.</summary>
    public IEnumerable<string> Missing(IReadOnlyCollection<string> headings)
    {
        var there = headings.Select(ImportWords.Bare).ToHashSet(StringComparer.Ordinal);
        return (Columns?.Keys ?? []).Concat(CardForms?.Keys ?? []).Where(heading => !there.Contains(ImportWords.Bare(heading)));
    }

    private static T? Of<T>(IReadOnlyDictionary<string, T>? named, string heading)
        where T : struct => named?.Where(one => ImportWords.Bare(one.Key) == ImportWords.Bare(heading)).Select(one => (T?)one.Value)
        .FirstOrDefault();
}
