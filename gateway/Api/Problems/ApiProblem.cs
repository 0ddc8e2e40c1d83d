using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Problems;

/// <summary>Why something was not done, as RFC 9457 has it: a sentence for people in <c>detail</c>, in the site's language, and in
/// <c>code</c>, with <c>type</c> the same as a URI, a word for programs that does not change with the sentence.</summary>
internal static class ApiProblem
{
    public const string CodeField = "code";
    public const string ContentType = "application/problem+json";

    /// <summary>Of whatever the disk refuses, at every endpoint.</summary>
    public const string DiskCode = "disk";

    private const string TypePrefix = "urn:zhuhui-edge:problem:";

    /// <param name="beside">What else the problem says, by the names of its fields.</param>
    public static ProblemHttpResult Of(int status, string code, Wording detail, Language language,
        IReadOnlyDictionary<string, object?>? beside = null) => Of(status, code, detail.In(language), beside);

    /// <inheritdoc cref="Of(int, string, Wording, Language, IReadOnlyDictionary{string, object?})"/>
    public static ProblemHttpResult Of(int status, string code, string detail, IReadOnlyDictionary<string, object?>? beside = null) =>
        TypedResults.Problem(Details(status, code, detail, beside));

    /// <summary>The disk did not take it, or what is on it cannot be read. What takes a right away holds all the same.</summary>
    public static ProblemHttpResult Disk(string because) => Of(StatusCodes.Status503ServiceUnavailable, DiskCode, because);

    public static ProblemDetails Details(int status, string code, string detail, IReadOnlyDictionary<string, object?>? beside = null) =>
        new()
        {
            Status = status,
            Type = TypePrefix + code,
            Detail = detail,
            Extensions = new Dictionary<string, object?>(beside ?? new Dictionary<string, object?>()) { [CodeField] = code },
        };

    /// <summary>What ASP.NET Core adds that is nobody's business, and what it may have left out.</summary>
    public static void Complete(ProblemDetails problem)
    {
        problem.Extensions.Remove("traceId");
        if (!problem.Extensions.ContainsKey(CodeField) && problem.Status is { } status)
        {
            var code = CodeOf(status);
            problem.Extensions[CodeField] = code;
            problem.Type = TypePrefix + code;
        }
    }

    /// <summary>The word for what has none of its own.</summary>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "badRequest",
        StatusCodes.Status401Unauthorized => "notLoggedIn",
        StatusCodes.Status403Forbidden => "notYours",
        StatusCodes.Status404NotFound => "notFound",
        StatusCodes.Status405MethodNotAllowed => "wrongMethod",
        StatusCodes.Status408RequestTimeout => "tooSlow",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status412PreconditionFailed => "stale",
        StatusCodes.Status413PayloadTooLarge => "tooLarge",
        StatusCodes.Status415UnsupportedMediaType => "wrongMediaType",
        StatusCodes.Status421MisdirectedRequest => "wrongName",
        StatusCodes.Status429TooManyRequests => "tooMany",
        StatusCodes.Status503ServiceUnavailable => "busy",
        _ => status < StatusCodes.Status500InternalServerError ? "refused" : "failed",
    };
}
