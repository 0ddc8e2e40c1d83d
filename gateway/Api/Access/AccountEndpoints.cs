using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Access;

internal sealed record NewAccount(string Name, Role Role);

internal sealed record NewRole(Role Role);

internal sealed record NewLink(string Person);

/// <param name="Secret">A one-time code or a token, told this once.</param>
/// <param name="Until">How long a code is good; null for a token.</param>
internal sealed record IssuedSecret(AccountLine Account, string Secret, DateTimeOffset? Until);

/// <summary>Accounts, for administrators; links for residents, for the office too.</summary>
internal static class AccountEndpoints
{
    public static void MapAccountEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapGet("/accounts", Results<Ok<IReadOnlyList<AccountLine>>, ProblemHttpResult> (HttpContext context, AccountChanges changes) =>
            {
                var answer = changes.Handle(new AccountRequest(AccountAction.List, context.Caller().Name));
                return answer.Refused is null ? TypedResults.Ok(answer.Accounts) : AccountProblem.From(answer);
            })
            .WithName("listAccounts").WithSummary("All accounts").For(Role.Administrator);
        api.MapGet("/accounts/{id}", (string id, HttpContext context, AccountChanges changes, SiteFile site) =>
                changes.One(id) is { } account ? Preconditions.Shown(context, account, State(account)) : Refusals.NotHere(site.Language))
            .WithName("getAccount").WithSummary("One account, token or link").Produces<AccountLine>()
            .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound).For(Role.Administrator);
        api.MapPost("/accounts", (NewAccount made, HttpContext context, AccountChanges changes) =>
                Issue(context, changes, AccountAction.Add, made.Name, made.Role))
            .WithName("makeAccount").WithSummary("Make an account and a one-time code for it").WithChangeProblems().For(Role.Administrator);
        api.MapPost("/accounts/tokens", (NewAccount made, HttpContext context, AccountChanges changes) =>
                Issue(context, changes, AccountAction.MakeToken, made.Name, made.Role))
            .WithName("makeToken").WithSummary("Make a machine's account and its token").WithChangeProblems().For(Role.Administrator);
        api.MapPost("/accounts/links", (NewLink link, HttpContext context, AccountChanges changes) =>
                Issue(context, changes, AccountAction.Link, link.Person, null))
            .WithName("makeLink").WithSummary("Make the code of a link to a resident's own data").WithChangeProblems()
            .For(Roles.Desk);
        api.MapPost("/accounts/{id}/reset", (string id, HttpContext context, AccountChanges changes, SiteFile site) =>
                OnSeen(context, changes, site, new AccountRequest(AccountAction.Reset, context.Caller().Name, Id: id), Issued))
            .WithName("resetAccount").WithSummary("Take the password away and make a one-time code").Produces<IssuedSecret>().OnSeen()
            .For(Role.Administrator);
        api.MapPatch("/accounts/{id}", (string id, NewRole to, HttpContext context, AccountChanges changes, SiteFile site) =>
                OnSeen(context, changes, site, new AccountRequest(AccountAction.ChangeRole, context.Caller().Name, Role: to.Role, Id: id),
                    Changed))
            .WithName("changeAccountRole").WithSummary("Give an account another role").Produces<AccountLine>().OnSeen()
            .For(Role.Administrator);
        Act(api.MapPost, "/accounts/{id}/disable", AccountAction.Disable, "disableAccount", "Let an account log in no more");
        Act(api.MapPost, "/accounts/{id}/enable", AccountAction.Enable, "enableAccount", "Let an account log in again");
        Act(api.MapPost, "/accounts/{id}/unlock", AccountAction.Unlock, "unlockAccount", "End the wait after wrong logins");
        Act(api.MapDelete, "/accounts/{id}/totp", AccountAction.ResetTotp, "resetAccountTotp", "Take a lost phone off an account");
        Act(api.MapDelete, "/accounts/{id}/sessions", AccountAction.EndSessions, "endAccountSessions", "End all sessions of an account");
        Act(api.MapDelete, "/accounts/{id}", AccountAction.Remove, "removeAccount", "Remove an account, a token or a link");
    }

    private static void Act(Func<string, Delegate, RouteHandlerBuilder> map, string path, AccountAction action, string name,
        string summary) => map(path, (string id, HttpContext context, AccountChanges changes, SiteFile site) =>
            OnSeen(context, changes, site, new AccountRequest(action, context.Caller().Name, Id: id), Changed))
            .WithName(name).WithSummary(summary).Produces<AccountLine>().OnSeen().For(Role.Administrator);

    /// <summary>That somebody logged in, or waits after wrong tries, does not keep an administrator from what is to be done.</summary>
    internal static RecordState State(AccountLine account) => RecordState.Of(account with { LastLogin = null, PausedUntil = null });

    /// <summary>Changes an account that the caller has seen as it is: that is asked while nobody else changes one.</summary>
    private static IResult OnSeen(HttpContext context, AccountChanges changes, SiteFile site, AccountRequest request,
        Func<AccountAnswer, IResult> answer)
    {
        var seen = context.Request.Seen();
        if (changes.One(request.Id!) is null)
        {
            return AccountProblem.From(changes.Handle(request));
        }

        if (seen.Count == 0)
        {
            return Preconditions.Unsaid(site.Language);
        }

        var said = changes.Handle(request, now => seen.IsStill(State(now)));
        if (said.Why == AccountRefusal.Stale && changes.One(request.Id!) is { } other)
        {
            return Preconditions.Stale(context, seen, State(other), site.Language);
        }

        if (said is { Refused: null, Accounts: [var account] } && changes.One(account.Id) is { } left)
        {
            context.Response.Tell(State(left));
        }

        return answer(said);
    }

    private static Results<Ok<IssuedSecret>, ProblemHttpResult> Issue(HttpContext context, AccountChanges changes, AccountAction action,
        string? name, Role? role)
    {
        var answer = changes.Handle(new AccountRequest(action, context.Caller().Name, name, role));
        if (answer is not { Accounts: [var account], Secret: { } secret })
        {
            return AccountProblem.From(answer);
        }

        context.Response.Tell(State(account));
        return TypedResults.Ok(new IssuedSecret(account, secret, answer.Until));
    }

    private static IResult Issued(AccountAnswer answer) => answer is { Accounts: [var account], Secret: { } secret }
        ? TypedResults.Ok(new IssuedSecret(account, secret, answer.Until)) : AccountProblem.From(answer);

    private static IResult Changed(AccountAnswer answer) => answer is { Refused: null, Accounts: [var account] } ? TypedResults.Ok(account)
        : AccountProblem.From(answer);

    private static RouteHandlerBuilder OnSeen(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired)
        .WithChangeProblems();

    private static RouteHandlerBuilder WithChangeProblems(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
