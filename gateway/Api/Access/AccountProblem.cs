using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>Why a login, or a change of an account, was refused: words for people, a code for programs.</summary>
internal static class AccountProblem
{
    /// <summary>Also says when to come again.</summary>
    /// <param name="refused">What is said of a wrong secret.</param>
    public static ProblemHttpResult From(HttpContext context, SiteFile site, LoginAnswer answer, LoginRefusal? refused = null)
    {
        var (status, because) = Explain(context, answer, refused);
        return ApiProblem.Of(status, answer.Result switch
        {
            LoginResult.CodeNeeded => "totpNeeded",
            LoginResult.Paused => "paused",
            LoginResult.Busy => "busy",
            LoginResult.Unfit => "unfit",
            _ => (refused ?? LoginRefusal.Login).Code,
        }, because, site.Language);
    }

    /// <summary>The status and the sentence of a login that was refused; the answer says when to come again.</summary>
    /// <param name="refused">What is said of a wrong secret.</param>
    public static (int Status, Wording Because) Explain(HttpContext context, LoginAnswer answer, LoginRefusal? refused = null)
    {
        var seconds = (int)Math.Ceiling(answer.Again?.TotalSeconds ?? 0);
        if (seconds > 0)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return answer.Result switch
        {
            LoginResult.CodeNeeded => (StatusCodes.Status401Unauthorized, AccountTexts.TotpNeeded),
            LoginResult.Paused => (StatusCodes.Status429TooManyRequests, AccountTexts.Paused(seconds)),
            LoginResult.Busy => (StatusCodes.Status503ServiceUnavailable, AccountTexts.Busy),
            LoginResult.Unfit => (StatusCodes.Status422UnprocessableEntity, answer.Because!),
            _ => (StatusCodes.Status401Unauthorized, (refused ?? LoginRefusal.Login).Because),
        };
    }

    public static ProblemHttpResult From(AccountAnswer answer) => ApiProblem.Of(answer.Why switch
    {
        AccountRefusal.NoSuchAccount or AccountRefusal.NoSuchPerson => StatusCodes.Status404NotFound,
        AccountRefusal.NameTaken or AccountRefusal.LastAdministrator or AccountRefusal.ThereIsOne => StatusCodes.Status409Conflict,
        AccountRefusal.Stale => StatusCodes.Status412PreconditionFailed,
        AccountRefusal.Disk => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    }, JsonNamingPolicy.CamelCase.ConvertName($"{answer.Why}"), answer.Refused ?? "");
}

/// <summary>What is said of a wrong secret, by the way it was shown.</summary>
internal sealed record LoginRefusal(string Code, Wording Because)
{
    public static LoginRefusal Login { get; } = new("loginWrong", AccountTexts.LoginWrong);

    public static LoginRefusal OneTimeCode { get; } = new("codeRefused", AccountTexts.CodeRefused);

    public static LoginRefusal Link { get; } = new("linkRefused", AccountTexts.LinkRefused);
}
