using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>Turns what the accounts answer to a login into a session or a refusal.</summary>
internal sealed class Entrance(SiteFile site, AccountStore accounts, AccountSessions sessions)
{
    public async Task<Results<Ok<SessionView>, ProblemHttpResult>> LetInAsync(HttpContext context, Func<Task<LoginAnswer>> judge,
        LoginRefusal? refused = null)
    {
        if (accounts.Trouble is { } trouble)
        {
            return AccountProblem.Storage(trouble);
        }

        try
        {
            var answer = await judge();
            if (answer is not { Result: LoginResult.Done, Account: { } account })
            {
                return AccountProblem.From(context, site, answer, refused);
            }

            var session = await SessionScheme.BeginAsync(context, sessions, account);
            return TypedResults.Ok(SessionEndpoints.View(account.Caller, accounts, session));
        }
        catch (StorageException inTheWay)
        {
            return AccountProblem.Storage(inTheWay.Message);
        }
    }
}
