using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>What became of an order that a form gave.</summary>
/// <param name="Subject">Whom or what it was about, or made.</param>
/// <param name="Words">What is now, or why it was refused; null where there is nothing to say.</param>
internal sealed record FormOutcome(int Status, string? Subject, Wording? Words)
{
    public bool IsDone => Status < StatusCodes.Status400BadRequest;
}

/// <summary>A form gives its orders by the API's own code: what the API's callers say in headers, that an act is to be done once and on
/// what was seen, a form has in hidden fields.</summary>
internal static class FormOrders
{
    /// <summary>The ETag of what the page shows.</summary>
    public const string Seen = "seen";

    /// <summary>An idempotency key: the same form sent twice does it once.</summary>
    public const string Once = "once";

    public static void Take(HttpContext context, IFormCollection form)
    {
        if (form[Seen] is [{ Length: > 0 } seen])
        {
            context.Request.Headers.IfMatch = seen;
        }

        if (form[Once] is [{ Length: > 0 } once])
        {
            context.Request.Headers[IdempotencyKey.Header] = once;
        }
    }

    /// <param name="answer">As the API would give it.</param>
    public static FormOutcome Read(IResult answer) => answer switch
    {
        ProblemHttpResult { StatusCode: StatusCodes.Status412PreconditionFailed } => new(StatusCodes.Status412PreconditionFailed, null,
            FrameTexts.ChangedMeanwhile),
        ProblemHttpResult refused => new(refused.StatusCode, null, Wording.Same(refused.ProblemDetails.Detail
            ?? refused.ProblemDetails.Title ?? "")),
        Created<IssuedPass> { Value: { } issued } => new(StatusCodes.Status201Created, issued.Id, null),
        Ok<ActAnswer> { Value: { } done } => new(StatusCodes.Status200OK, done.Id, done.Said is { } said ? Wording.Same(said) : null),
        IStatusCodeHttpResult { StatusCode: { } status } => new(status, null, null),
        _ => new(StatusCodes.Status200OK, null, null),
    };
}
