using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <param name="Code">Of the phone, or a recovery code; where the account has a second factor.</param>
internal sealed record LoginRequest(string Name, string Password, string? Code = null);

/// <param name="Code">The one-time code.</param>
/// <param name="Name">The account's; the first administrator chooses it.</param>
/// <param name="Totp">As in a login.</param>
internal sealed record FirstLoginRequest(string Code, string Name, string Password, string? Totp = null);

internal sealed record LinkLoginRequest(string Code);

/// <param name="Machine">By a token, without a session.</param>
/// <param name="Totp">Whether a phone's code is asked for at a login.</param>
/// <param name="EndsAt">When the session ends, however much it is used.</param>
internal sealed record SessionView(string Account, string Name, Role Role, string? Person, bool Machine, bool Totp,
    DateTimeOffset? EndsAt);

/// <summary>Logging in and out.</summary>
internal static class SessionEndpoints
{

    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapGet("/session", async (HttpContext context, AccountStore accounts) =>
                TypedResults.Ok(View(context.Caller(), accounts, await SessionOfAsync(context))))
            .WithName("getSession").WithSummary("Who I am to this gateway").For(Roles.Anybody);
        api.MapPost("/session", (LoginRequest login, HttpContext context, Logins logins, Entrance entrance,
                CancellationToken cancellationToken) =>
                entrance.LetInAsync(context, () => logins.LogInAsync(login.Name, login.Password, login.Code,
                    context.Connection.RemoteIpAddress, cancellationToken)))
            .WithName("logIn").WithSummary("Log in with name and password").WithLoginProblems().ForAll();
        api.MapPost("/session/first", (FirstLoginRequest first, HttpContext context, Logins logins, Entrance entrance,
                CancellationToken cancellationToken) =>
                entrance.LetInAsync(context, () => logins.UseCodeAsync(first.Code, first.Name, first.Password, first.Totp,
                    context.Connection.RemoteIpAddress, cancellationToken), LoginRefusal.OneTimeCode))
            .WithName("setPasswordByCode").WithSummary("Set a password with a one-time code, and log in")
            .WithLoginProblems().ProducesProblem(StatusCodes.Status422UnprocessableEntity).ForAll();
        api.MapPost("/session/link", (LinkLoginRequest link, HttpContext context, Logins logins, Entrance entrance,
                CancellationToken cancellationToken) =>
                entrance.LetInAsync(context, () => logins.UseLinkAsync(link.Code, context.Connection.RemoteIpAddress, cancellationToken),
                    LoginRefusal.Link))
            .WithName("logInByLink").WithSummary("Log in with the code of a resident's link").WithLoginProblems().ForAll();
        api.MapDelete("/session", LogOutAsync).WithName("logOut").WithSummary("End this session").For(Roles.Anybody);
        api.MapDelete("/sessions", LogOutEverywhereAsync).WithName("logOutEverywhere").WithSummary("End all sessions of this account")
            .For(Roles.Anybody);
    }

    public static TBuilder WithLoginProblems<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in new[]
        {
            StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable,
        })
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails),
                ["application/problem+json"]));
        }

        return endpoint;
    }

    public static SessionView View(Caller caller, AccountStore accounts, Session? session)
    {
        var account = accounts.WithId(caller.Account);
        return new SessionView(caller.Account, caller.Name, caller.Role, caller.Person, session is null, account?.Totp is not null,
            session?.Begun + (session is null ? null : AccountSessions.LifeOf(caller.Role).Longest));
    }

    /// <returns>Null for a machine.</returns>
    public static async Task<Session?> SessionOfAsync(HttpContext context) =>
        context.User.Identity?.AuthenticationType == SessionScheme.Id
            ? SessionScheme.Read((await context.AuthenticateAsync(SessionScheme.Id)).Properties) : null;

    public static async Task<NoContent> LogOutAsync(HttpContext context, AccountSessions sessions)
    {
        if (await SessionOfAsync(context) is { } session)
        {
            await context.SignOutAsync(SessionScheme.Id);
            try
            {
                sessions.End(session);
            }
            catch (StorageException)
            {
                // Over in memory; the next start might take the cookie again, which the browser has thrown away.
            }
        }

        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LogOutEverywhereAsync(HttpContext context, AccountChanges accounts)
    {
        var caller = context.Caller();
        var answer = accounts.Handle(new AccountRequest(AccountAction.EndSessions, caller.Name, Id: caller.Account));
        if (answer.Refused is not null)
        {
            return AccountProblem.From(answer);
        }

        if (await SessionOfAsync(context) is not null)
        {
            await context.SignOutAsync(SessionScheme.Id);
        }

        return TypedResults.NoContent();
    }
}
