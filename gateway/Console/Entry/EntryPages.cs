using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Entry;

/// <summary>How somebody comes in, and what is to be said of it.</summary>
/// <param name="Back">Where to go then.</param>
/// <param name="Name">As it was typed before; a secret never comes back.</param>
internal sealed record EntryModel(string Back, string Name = "", Wording? Problem = null, bool WantsCode = false);

/// <summary>Logging in and out, by the same code as the API.</summary>
internal static class EntryPages
{
    public static void MapEntry(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/start", (HttpContext context) => PageAnswers.Go(context.User.ToCaller() is { } caller
            ? Menu.StartOf(caller.Role) : "/login")).ForAll();
        pages.MapGet("/login", (HttpContext context, PageAnswers answers, string? back) =>
            answers.Show<LoginPage>(context, new EntryModel(BackTo(back)))).ForAll();
        pages.MapPost("/login", LogInAsync).ForAll();
        pages.MapGet("/first", (HttpContext context, PageAnswers answers) =>
            answers.Show<FirstPage>(context, new EntryModel("/"))).ForAll();
        pages.MapPost("/first", SetPasswordAsync).ForAll();
        pages.MapGet("/link", (HttpContext context, PageAnswers answers) => answers.Show<LinkPage>(context, new EntryModel("/"))).ForAll();
        pages.MapPost("/link", UseLinkAsync).ForAll();
        pages.MapPost("/logout", async (HttpContext context, AccountSessions sessions, PageAnswers answers) =>
        {
            await SessionEndpoints.LogOutAsync(context, sessions);
            context.User = new();
            return answers.Go("/login", context, EntryTexts.LoggedOut);
        }).For(Roles.Anybody);
        pages.MapPost("/language", (HttpContext context, [FromForm] string language, [FromForm] string? back) =>
        {
            context.Response.Cookies.Append(PageAnswers.LanguageCookie, language == "en" ? "en" : "zh", new CookieOptions
            {
                Path = "/",
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(400),
            });
            return PageAnswers.Go(BackTo(back));
        }).ForAll();
    }

    /// <summary>A path of this console, and no address elsewhere.</summary>
    public static string BackTo(string? back) => back is ['/', not ('/' or '\\'), ..] && !back.Any(char.IsControl) ? back : "/";

    private static Task<IResult> LogInAsync([FromForm] string? name, [FromForm] string? password, [FromForm] string? code,
        [FromForm] string? back, HttpContext context, Logins logins, Entrance entrance, PageAnswers answers,
        CancellationToken cancellationToken) => EnterAsync<LoginPage>(context, entrance, answers, new EntryModel(BackTo(back), name ?? ""),
        () => logins.LogInAsync(name ?? "", password ?? "", code, context.Connection.RemoteIpAddress, cancellationToken),
        LoginRefusal.Login);

    private static Task<IResult> SetPasswordAsync([FromForm] string? code, [FromForm] string? name, [FromForm] string? password,
        [FromForm] string? repeated, [FromForm] string? totp, HttpContext context, Logins logins, Entrance entrance, PageAnswers answers,
        CancellationToken cancellationToken)
    {
        var model = new EntryModel("/", name ?? "");
        return password != repeated
            ? Task.FromResult<IResult>(answers.Show<FirstPage>(context, model with { Problem = AccountTexts.PasswordsDiffer },
                StatusCodes.Status422UnprocessableEntity))
            : EnterAsync<FirstPage>(context, entrance, answers, model, () => logins.UseCodeAsync(code ?? "", name ?? "", password ?? "",
                totp, context.Connection.RemoteIpAddress, cancellationToken), LoginRefusal.OneTimeCode);
    }

    private static Task<IResult> UseLinkAsync([FromForm] string? code, HttpContext context, Logins logins, Entrance entrance,
        PageAnswers answers, CancellationToken cancellationToken) => EnterAsync<LinkPage>(context, entrance, answers, new EntryModel("/"),
        () => logins.UseLinkAsync(code ?? "", context.Connection.RemoteIpAddress, cancellationToken), LoginRefusal.Link);

    private static async Task<IResult> EnterAsync<TPage>(HttpContext context, Entrance entrance, PageAnswers answers, EntryModel model,
        Func<Task<LoginAnswer>> judge, LoginRefusal refused)
        where TPage : Page
    {
        var (entered, answer, trouble) = await entrance.EnterAsync(context, judge);
        if (entered is not null)
        {
            return PageAnswers.Go(model.Back);
        }

        var wantsCode = answer?.Result == LoginResult.CodeNeeded;
        var (status, problem) = answer is null ? (StatusCodes.Status503ServiceUnavailable, Wording.Same(trouble!))
            : AccountProblem.Explain(context, answer, refused);
        return answers.Show<TPage>(context, model with { Problem = problem, WantsCode = wantsCode }, status);
    }
}
