using System.Text.Json;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Site.Edits;

/// <summary>What each key of the site file is, in a sentence: in English as the schema has it, in Chinese from a resource of its
/// own.</summary>
internal static class SiteComments
{
    private const string Resource = "Site/comments.zh.json";

    private static readonly Lazy<Dictionary<string, string>> _chinese = new(Load);

    /// <summary>Every comment in Chinese, by <see cref="KeyOf"/>.</summary>
    public static IReadOnlyDictionary<string, string> Chinese => _chinese.Value;

    /// <returns>Empty where there is none.</returns>
    public static string Of(Type record, SiteProperty property, Language language) =>
        language == Language.En ? property.Description : Chinese.GetValueOrDefault(KeyOf(record, property), "");

    /// <summary>As the resource names it: <c>DoorOptions.relay</c>.</summary>
    public static string KeyOf(Type record, SiteProperty property) => $"{record.Name}.{property.Key}";

    private static Dictionary<string, string> Load()
    {
        using var file = typeof(SiteComments).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }
}
