using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>Why something was not done or shown: a sentence, and a word for programs.</summary>
internal static class Refusals
{
    public static ProblemHttpResult NotHere(Language language) =>
        ApiProblem.Of(StatusCodes.Status404NotFound, "notFound", RecordTexts.NotHere, language);

    /// <summary>What was asked can't be, for reasons of the estate's own rules; one line a reason.</summary>
    public static ProblemHttpResult Refused(IReadOnlyList<string> reasons) => ApiProblem.Of(StatusCodes.Status422UnprocessableEntity,
        "refused",
        string.Join("; ", reasons), new Dictionary<string, object?> { ["reasons"] = reasons });
}
