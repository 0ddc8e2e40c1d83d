using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>Which state of a record a caller has seen (RFC 9110, section 13): what is changed is what was seen, or nothing.</summary>
internal static class Preconditions
{
    private const string Any = "*";

    /// <summary>Whether the caller has that very state: the answer is 304.</summary>
    public static bool HasIt(this HttpRequest request, RecordState now) => Tags(request.Headers.IfNoneMatch).Any(tag => tag == Any
        || tag == now.Tag || tag == $"W/{now.Tag}");

    /// <summary>Says which state an answer shows, or left.</summary>
    public static void Tell(this HttpResponse response, RecordState now) => response.Headers.ETag = now.Tag;

    /// <summary>A record with its state; 304 to whoever has it.</summary>
    public static IResult Shown<T>(HttpContext context, T record, RecordState state)
    {
        context.Response.Tell(state);
        return context.Request.HasIt(state) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(record);
    }

    /// <summary>The states that the caller has seen; none where the caller does not say.</summary>
    public static IReadOnlyList<string> Seen(this HttpRequest request) => [.. Tags(request.Headers.IfMatch)];

    public static bool IsStill(this IReadOnlyList<string> seen, RecordState? now) => now is not null
        && seen.Any(tag => tag == Any || now.Is(tag));

    public static ProblemHttpResult Unsaid(Language language) => ApiProblem.Of(StatusCodes.Status428PreconditionRequired, "sayWhichState",
        RecordTexts.SayWhichState, language);

    /// <summary>Somebody else was there first: what is now, field by field where it is another than the caller has seen.</summary>
    public static ProblemHttpResult Stale(HttpContext context, IReadOnlyList<string> seen, RecordState now, Language language)
    {
        context.Response.Tell(now);
        var changed = seen is [var tag] ? now.ChangedSince(tag) : null;
        var fields = changed ?? now.Fields;
        return ApiProblem.Of(StatusCodes.Status412PreconditionFailed, "stale", fields.Count == 0 ? RecordTexts.StaleUnseen
            : RecordTexts.Stale(string.Join(", ", fields.Select(field => field.Key))), language, new Dictionary<string, object?>
            {
                ["now"] = fields.ToDictionary(field => field.Key, field => field.Value),
            });
    }

    private static IEnumerable<string> Tags(IEnumerable<string?> header) => header.SelectMany(line => (line ?? "").Split(',',
        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
