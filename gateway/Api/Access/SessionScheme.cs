using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>People log in once and have a session: a cookie of this host alone, over HTTPS alone, which no script reads and no other site's
/// page brings along. What is in it is sealed; what it may is asked of the accounts at each request.</summary>
internal static class SessionScheme
{
    public const string Id = "session";

    /// <summary>A token where one is given, else the cookie.</summary>
    public const string OrToken = "session-or-token";

    /// <summary>The prefix has browsers refuse it without Secure, with a domain, or for another path.</summary>
    public const string CookieName = "__Host-zhuhui-session";

    private const string AccountItem = "account";
    private const string StampItem = "stamp";
    private const string SessionItem = "session";
    private const string BegunItem = "begun";

    public static AuthenticationBuilder AddSessions(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddSingleton<SessionEvents>();
        return authentication
            .AddCookie(Id, options =>
            {
                options.Cookie.Name = CookieName;
                options.Cookie.Path = "/";
                options.Cookie.HttpOnly = true;
                options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.Cookie.IsEssential = true;
                options.SlidingExpiration = true;
                options.EventsType = typeof(SessionEvents);
            })
            .AddPolicyScheme(OrToken, null, options => options.ForwardDefaultSelector =
                context => TokenScheme.IsGiven(context.Request) ? TokenScheme.Id : Id);
    }

    /// <summary>Begins a session and gives the caller its cookie.</summary>
    public static async Task<Session> BeginAsync(HttpContext context, AccountSessions sessions, Account account)
    {
        var session = sessions.Begin(account);
        var life = AccountSessions.LifeOf(account.Role);
        await context.SignInAsync(Id, account.Caller.ToPrincipal(Id), new AuthenticationProperties
        {
            IssuedUtc = session.Begun,
            ExpiresUtc = session.Begun + life.Idle,
            IsPersistent = life.OutlivesBrowser,
            AllowRefresh = true,
            Items =
            {
                [AccountItem] = session.Account,
                [StampItem] = session.Stamp,
                [SessionItem] = session.Id,
                [BegunItem] = session.Begun.ToString("O"),
            },
        });
        return session;
    }

    /// <returns>Null where the properties are none of a session's.</returns>
    public static Session? Read(AuthenticationProperties? properties) => properties?.Items is { } items
        && items.TryGetValue(AccountItem, out var account) && items.TryGetValue(StampItem, out var stamp)
        && items.TryGetValue(SessionItem, out var id) && items.TryGetValue(BegunItem, out var begun)
        && DateTimeOffset.TryParse(begun, System.Globalization.CultureInfo.InvariantCulture, out var at)
            ? new Session(account!, stamp!, id!, at) : null;
}

/// <summary>A session holds while the accounts say so; who has none is answered, and not sent to a page.</summary>
internal sealed class SessionEvents(AccountSessions sessions) : CookieAuthenticationEvents
{
    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (SessionScheme.Read(context.Properties) is { } session && sessions.Check(session) is { } account)
        {
            context.ReplacePrincipal(account.Caller.ToPrincipal(SessionScheme.Id));
        }
        else
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context, StatusCodes.Status401Unauthorized);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context, StatusCodes.Status403Forbidden);

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
