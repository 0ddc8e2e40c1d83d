using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>Turns what the accounts answer to a login into a session or a refusal.</summary>
internal sealed class Entrance(SiteFile site, AccountStore accounts, AccountSessions sessions)
{
    public async Task<Results<Ok<SessionView>, ProblemHttpResult>> LetInAsync(HttpContext context, Func<Task<LoginAnswer>> judge,
        LoginRefusal? refused = null)
    {
        var (entered, answer, trouble) = await EnterAsync(context, judge);
        return (entered, answer) switch
        {
            ({ } account, _) => TypedResults.Ok(SessionEndpoints.View(account.Account.Caller, accounts, account.Session)),
            (null, { } no) => AccountProblem.From(context, site, no, refused),
            _ => ApiProblem.Disk(trouble!),
        };
    }

    /// <returns>Who is in; or the answer that was no; or what was in the way of any.</returns>
    public async Task<(Entered? Entered, LoginAnswer? Answer, string? Trouble)> EnterAsync(HttpContext context,
        Func<Task<LoginAnswer>> judge)
    {
        if (accounts.Trouble is { } trouble)
        {
            return (null, null, trouble);
        }

        try
        {
            var answer = await judge();
            return answer is { Result: LoginResult.Done, Account: { } account }
                ? (new Entered(account, await SessionScheme.BeginAsync(context, sessions, account)), answer, null)
                : (null, answer, null);
        }
        catch (StorageException inTheWay)
        {
            return (null, null, inTheWay.Message);
        }
    }
}

/// <summary>Somebody who has just come in.</summary>
internal sealed record Entered(Account Account, Session Session);
