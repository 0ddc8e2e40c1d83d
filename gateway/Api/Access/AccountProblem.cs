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
        var seconds = (int)Math.Ceiling(answer.Again?.TotalSeconds ?? 0);
        if (seconds > 0)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return answer.Result switch
        {
            LoginResult.CodeNeeded => ApiProblem.Of(StatusCodes.Status401Unauthorized, "totpNeeded", AccountTexts.TotpNeeded,
                site.Language),
            LoginResult.Paused => ApiProblem.Of(StatusCodes.Status429TooManyRequests, "paused", AccountTexts.Paused(seconds),
                site.Language),
            LoginResult.Busy => ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "busy", AccountTexts.Busy, site.Language),
            LoginResult.Unfit => ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "unfit", answer.Because!, site.Language),
            _ => ApiProblem.Of(StatusCodes.Status401Unauthorized, (refused ?? LoginRefusal.Login).Code,
                (refused ?? LoginRefusal.Login).Because, site.Language),
        };
    }

    public static ProblemHttpResult From(AccountAnswer answer) => ApiProblem.Of(answer.Why switch
    {
        AccountRefusal.NoSuchAccount or AccountRefusal.NoSuchPerson => StatusCodes.Status404NotFound,
        AccountRefusal.NameTaken or AccountRefusal.LastAdministrator or AccountRefusal.ThereIsOne => StatusCodes.Status409Conflict,
        AccountRefusal.Storage => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    }, JsonNamingPolicy.CamelCase.ConvertName($"{answer.Why}"), answer.Refused ?? "");

    public static ProblemHttpResult Storage(string reason) => ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "storage", reason);
}

/// <summary>What is said of a wrong secret, by the way it was shown.</summary>
internal sealed record LoginRefusal(string Code, Wording Because)
{
    public static LoginRefusal Login { get; } = new("loginWrong", AccountTexts.LoginWrong);

    public static LoginRefusal OneTimeCode { get; } = new("codeRefused", AccountTexts.CodeRefused);

    public static LoginRefusal Link { get; } = new("linkRefused", AccountTexts.LinkRefused);
}
