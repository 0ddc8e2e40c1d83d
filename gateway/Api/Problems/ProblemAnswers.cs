using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Problems;

/// <summary>Every answer of the API that says no is a problem with a code and a sentence: what routing, login, the reading of a body or a
/// bug would leave empty is filled here, whatever the caller says to accept.</summary>
internal sealed partial class ProblemAnswers(RequestDelegate next, SiteFile site, ILogger<ProblemAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            RefuseOtherThanUtf8(context.Request);
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, ApiProblem.Details(bad.StatusCode, Code(bad), Detail(context, bad).In(site.Language),
                FieldOf(bad) is var (field, _) ? BadFilter.Beside(field) : bad is NotUtf8Exception text ? BadFilter.Beside(text.Field)
                : null));
            return;
        }
        catch (StorageException refused) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, ApiProblem.Details(StatusCodes.Status503ServiceUnavailable, ApiProblem.DiskCode, refused.Message));
            return;
        }
        catch (Exception bug) when (bug is not OperationCanceledException && !context.Response.HasStarted)
        {
            // A bug in an answer is its caller's loss alone: it has touched no door's loop.
            var route = AccessLog.RouteOf(context);
            logger.Failed(bug, context.Request.Method, route);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var status = context.Response.StatusCode;
        if (status >= StatusCodes.Status400BadRequest && !context.Response.HasStarted && context.Response.ContentType is null)
        {
            await WriteAsync(context, ApiProblem.Details(status, ApiProblem.CodeOf(status), Detail(context, status).In(site.Language)));
        }
    }

    /// <exception cref="NotUtf8Exception">The query holds bytes that are not UTF-8.</exception>
    public static void RefuseOtherThanUtf8(HttpRequest request)
    {
        foreach (var field in $"{request.QueryString}".TrimStart('?').Split('&'))
        {
            if (!StrictText.IsEscapedWell(field))
            {
                throw new NotUtf8Exception(field.Split('=')[0]);
            }
        }
    }

    public static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status!.Value;
        problem.Title ??= Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status!.Value);
        return context.Response.WriteAsJsonAsync(problem, (JsonSerializerOptions?)null, ApiProblem.ContentType, context.RequestAborted);
    }

    private static string Code(BadHttpRequestException bad) => bad.InnerException is JsonException ? "badJson"
        : ApiProblem.CodeOf(bad.StatusCode);

    private static Wording Detail(HttpContext context, BadHttpRequestException bad) => bad.InnerException is JsonException json
        ? ApiTexts.BadJson(json.Path ?? "$", json.LineNumber + 1 ?? 1, Reason(json))
        : bad is NotUtf8Exception text ? text.Words
        : FieldOf(bad) is var (field, value) ? ApiTexts.BadValue(field, value)
        : bad.StatusCode == StatusCodes.Status400BadRequest ? ApiTexts.BadRequest(bad.Message) : Detail(context, bad.StatusCode);

    /// <summary>The server says it in its own words alone, with the names of its types.</summary>
    private static (string Field, string Value)? FieldOf(BadHttpRequestException bad) => Unreadable().Match(bad.Message) is
    { Success: true, Groups: [_, var field, var value] }
        ? (JsonNamingPolicy.CamelCase.ConvertName(field.Value), value.Value) : null;

    /// <summary>What the reader says of it, without where, which stands before it.</summary>
    private static string Reason(JsonException json) => json.Message.IndexOf(" Path: ", StringComparison.Ordinal) is > 0 and var where
        ? json.Message[..where] : json.Message;

    /// <summary>What is said of a status that comes without words.</summary>
    public static Wording Detail(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ApiTexts.LogIn,
        StatusCodes.Status403Forbidden => ApiTexts.NotYours,
        StatusCodes.Status404NotFound => ApiTexts.NoSuchAddress,
        StatusCodes.Status405MethodNotAllowed => ApiTexts.WrongMethod(context.Request.Method, context.Response.Headers.Allow.ToString()),
        StatusCodes.Status408RequestTimeout => ApiTexts.TooSlow,
        StatusCodes.Status413PayloadTooLarge => context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()
            ?.MaxRequestBodySize is { } most ? ApiTexts.TooLarge(most >> 10) : ApiTexts.NoSuchAddress,
        StatusCodes.Status415UnsupportedMediaType => ApiTexts.WrongMediaType(Accepted(context)),
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => ApiTexts.Busy,
        >= StatusCodes.Status500InternalServerError => ApiTexts.Failed,
        _ => ApiTexts.Refused,
    };

    [GeneratedRegex("^Failed to bind parameter \"[^\"]* ([A-Za-z]+)\" from \"(.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unreadable();

    private static string Accepted(HttpContext context) => string.Join(", ",
        context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? ["application/json"]);
}
