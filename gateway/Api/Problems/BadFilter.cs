using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Problems;

/// <summary>What was asked for cannot be looked for: told with the field of the query, and never passed over or answered with
/// nothing.</summary>
internal static class BadFilter
{
    public const string Code = "badFilter";

    private const string Field = "field";

    public static ProblemHttpResult Of(string field, Wording why, Language language) => ApiProblem.Of(StatusCodes.Status400BadRequest, Code,
        why, language, Beside(field));

    public static IReadOnlyDictionary<string, object?> Beside(string field) => new Dictionary<string, object?> { [Field] = field };

    /// <summary>A word of a closed set, that is none of it: the server's own reader takes numbers too, and several words at once.</summary>
    /// <returns>Null where it is one, or nothing is said.</returns>
    public static ProblemHttpResult? Misnamed<T>(HttpContext context, string field, Language language)
        where T : struct, Enum
    {
        var text = context.Request.Query[field].ToString();
        return text.Length == 0 || Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? null
            : Of(field, ApiTexts.NoSuchWord(field, text, Wording.Join(ListTexts.Comma, Enum.GetNames<T>()
                .Select(JsonNamingPolicy.CamelCase.ConvertName))), language);
    }
}
