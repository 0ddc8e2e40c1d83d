using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Self;

/// <summary>The own account of somebody who has a password, by the same code as the API.</summary>
internal static class SelfPages
{
    public const string Path = "/account";

    public static void MapSelf(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, async (HttpContext context, AccountStore accounts, PageAnswers answers) =>
            answers.Show<SelfPage>(context, await ModelAsync(context, accounts))).For(Roles.Readers);
        pages.MapPost(Path + "/password", ChangePasswordAsync).For(Roles.Readers);
        pages.MapPost(Path + "/totp", BeginTotpAsync).For(Roles.Readers);
        pages.MapPost(Path + "/totp/confirm", ConfirmTotp).For(Roles.Readers);
        pages.MapPost(Path + "/totp/end", EndTotpAsync).For(Roles.Readers);
        pages.MapPost(Path + "/sessions/end", EndSessionsAsync).For(Roles.Anybody);
    }

    /// <summary>How long a session of that role lasts without being used.</summary>
    public static Wording UnusedOf(Role role) => AccountSessions.LifeOf(role).Idle switch
    {
        { TotalHours: < 1 } idle => SelfTexts.Minutes((long)idle.TotalMinutes),
        { TotalDays: <= 1 } idle => SelfTexts.Hours((long)idle.TotalHours),
        var idle => SelfTexts.Days((long)idle.TotalDays),
    };

    private static async Task<SelfModel> ModelAsync(HttpContext context, AccountStore accounts)
    {
        var view = SessionEndpoints.View(context.Caller(), accounts, await SessionEndpoints.SessionOfAsync(context));
        return new SelfModel(view.Name, AccountFormatter.RoleName(view.Role.ToString()), view.EndsAt, UnusedOf(view.Role), view.Totp);
    }

    private static async Task<IResult> ChangePasswordAsync([FromForm] string? password, [FromForm] string? next,
        [FromForm] string? repeated, HttpContext context, AccountStore accounts, OwnAccount own, Entrance entrance, PageAnswers answers,
        CancellationToken cancellationToken) => next != repeated
        ? await WrongAsync(context, accounts, answers, SelfForm.Password, StatusCodes.Status422UnprocessableEntity,
            AccountTexts.PasswordsDiffer)
        : await DoAsync(context, accounts, entrance, answers, SelfForm.Password, SelfTexts.PasswordChanged, account =>
            own.ChangePasswordAsync(account, password ?? "", next ?? "", context.Connection.RemoteIpAddress, cancellationToken));

    private static Task<IResult> EndTotpAsync([FromForm] string? password, HttpContext context, AccountStore accounts, OwnAccount own,
        Entrance entrance, PageAnswers answers, CancellationToken cancellationToken) => DoAsync(context, accounts, entrance, answers,
        SelfForm.TotpEnd, SelfTexts.TotpEnded, account => own.EndTotpAsync(account, password ?? "", context.Connection.RemoteIpAddress,
            cancellationToken));

    /// <summary>A change that ends all sessions and begins another.</summary>
    private static async Task<IResult> DoAsync(HttpContext context, AccountStore accounts, Entrance entrance, PageAnswers answers,
        SelfForm form, Wording done, Func<Account, Task<LoginAnswer>> change)
    {
        if (OwnAccountEndpoints.Mine(context, accounts) is not { } account)
        {
            return await NotForMachinesAsync(context, accounts, answers, form);
        }

        var (entered, answer, trouble) = await entrance.EnterAsync(context, () => change(account));
        if (entered is not null)
        {
            return answers.Go(Path, context, done);
        }

        var (status, problem) = answer is null ? (StatusCodes.Status503ServiceUnavailable, Wording.Same(trouble!))
            : Explain(context, answer);
        return await WrongAsync(context, accounts, answers, form, status, problem);
    }

    private static async Task<IResult> BeginTotpAsync([FromForm] string? password, HttpContext context, AccountStore accounts,
        OwnAccount own, PageAnswers answers, CancellationToken cancellationToken)
    {
        if (OwnAccountEndpoints.Mine(context, accounts) is not { } account)
        {
            return await NotForMachinesAsync(context, accounts, answers, SelfForm.Totp);
        }

        var (answer, secret) = await own.BeginTotpAsync(account, password ?? "", context.Connection.RemoteIpAddress, cancellationToken);
        if (secret is null)
        {
            var (status, problem) = Explain(context, answer);
            return await WrongAsync(context, accounts, answers, SelfForm.Totp, status, problem);
        }

        var picture = VisitorPage.Picture(TotpCodes.UriOf(account.Name, secret));
        return answers.Show<TotpPage>(context, new TotpModel($"data:image/png;base64,{Convert.ToBase64String(picture)}",
            TotpCodes.Spell(secret)));
    }

    private static async Task<IResult> ConfirmTotp([FromForm] string? code, HttpContext context, AccountStore accounts, OwnAccount own,
        PageAnswers answers)
    {
        if (OwnAccountEndpoints.Mine(context, accounts) is not { } account)
        {
            return await NotForMachinesAsync(context, accounts, answers, SelfForm.Totp);
        }

        try
        {
            return own.ConfirmTotp(account, code ?? "") is { } recovery
                ? answers.Show<RecoveryPage>(context, new RecoveryModel(recovery))
                : answers.Show<TotpPage>(context, new TotpModel(null, null, AccountTexts.TotpWrong),
                    StatusCodes.Status422UnprocessableEntity);
        }
        catch (StorageException refused)
        {
            return answers.Show<TotpPage>(context, new TotpModel(null, null, Wording.Same(refused.Message)),
                StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> EndSessionsAsync(HttpContext context, AccountChanges changes, PageAnswers answers)
    {
        var caller = context.Caller();
        var answer = changes.Handle(new AccountRequest(AccountAction.EndSessions, caller.Name, Id: caller.Account));
        if (answer.Refused is not null)
        {
            return answers.Go(Menu.StartOf(caller.Role), context, answer.Words, isBad: true);
        }

        if (await SessionEndpoints.SessionOfAsync(context) is not null)
        {
            await context.SignOutAsync(SessionScheme.Id);
        }

        context.User = new();
        return answers.Go("/login", context, SelfTexts.SessionsEnded);
    }

    /// <summary>A wrong password is said as such: the name is known, and there was no code.</summary>
    private static (int Status, Wording Problem) Explain(HttpContext context, LoginAnswer answer) => answer.Result == LoginResult.Refused
        ? (StatusCodes.Status422UnprocessableEntity, SelfTexts.PasswordWrong)
        : AccountProblem.Explain(context, answer);

    private static async Task<IResult> WrongAsync(HttpContext context, AccountStore accounts, PageAnswers answers, SelfForm form,
        int status, Wording problem) => answers.Show<SelfPage>(context, await ModelAsync(context, accounts) with
        {
            Wrong = form,
            Problem = problem,
        }, status);

    private static Task<IResult> NotForMachinesAsync(HttpContext context, AccountStore accounts, PageAnswers answers, SelfForm form) =>
        WrongAsync(context, accounts, answers, form, StatusCodes.Status422UnprocessableEntity, AccountTexts.OnlySessions);
}
