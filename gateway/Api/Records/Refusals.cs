using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>Why something was not done or shown: a sentence, and a word for programs.</summary>
internal static class Refusals
{
    public static ProblemHttpResult NotHere(Language language) =>
        Of(StatusCodes.Status404NotFound, "notFound", RecordTexts.NotHere, language);

    public static ProblemHttpResult Of(int status, string code, Wording detail, Language language,
        Dictionary<string, object?>? beside = null) => Of(status, code, detail.In(language), beside);

    public static ProblemHttpResult Of(int status, string code, string detail, Dictionary<string, object?>? beside = null)
    {
        Dictionary<string, object?> fields = new(beside ?? []) { ["code"] = code };
        return TypedResults.Problem(detail, statusCode: status, type: $"urn:zhuhui-edge:problem:{code}", extensions: fields);
    }

    /// <summary>What was asked can't be, for reasons of the estate's own rules; one line a reason.</summary>
    public static ProblemHttpResult Refused(IReadOnlyList<string> reasons) => Of(StatusCodes.Status422UnprocessableEntity, "refused",
        string.Join("; ", reasons), new Dictionary<string, object?> { ["reasons"] = reasons });

    /// <summary>The disk did not take it. What takes a right away holds all the same.</summary>
    public static ProblemHttpResult Disk(string because) => Of(StatusCodes.Status503ServiceUnavailable, "disk", because);
}
