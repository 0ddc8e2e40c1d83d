using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Users;

/// <summary>Accounts, for administrators, by the same code as the API. A code and a token are on the page that answers their making, and on
/// no other.</summary>
internal static class UserPages
{
    private const string List = "/accounts";

    public static void MapUsers(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(List, (HttpContext context, AccountChanges changes, SiteFile site, PageAnswers answers) =>
        {
            var (model, trouble) = ModelOf(context, changes, site, answers);
            return answers.Show<UsersPage>(context, model, said: trouble);
        }).For(Role.Administrator);
        pages.MapPost(List, (HttpContext context, [FromForm] string? name, [FromForm] string? role, AccountChanges changes, SiteFile site,
            PageAnswers answers) => Make(context, AccountAction.Add, UserForm.Add, name, role, changes, site, answers))
            .For(Role.Administrator);
        pages.MapPost(List + "/tokens", (HttpContext context, [FromForm] string? name, [FromForm] string? role, AccountChanges changes,
            SiteFile site, PageAnswers answers) => Make(context, AccountAction.MakeToken, UserForm.Token, name, role, changes, site,
            answers)).For(Role.Administrator);
        pages.MapGet(List + "/{id}", ShowOne).For(Role.Administrator);
        pages.MapPost(List + "/{id}/role", (string id, [FromForm] IFormCollection form, HttpContext context, AccountChanges changes,
            PageAnswers answers) => Change(context, form, changes, answers, AccountAction.ChangeRole, id)).For(Role.Administrator);
        pages.MapPost(List + "/{id}/reset", Reset).For(Role.Administrator);
        foreach (var (path, action) in new[]
        {
            ("disable", AccountAction.Disable), ("enable", AccountAction.Enable), ("unlock", AccountAction.Unlock),
            ("totp/end", AccountAction.ResetTotp), ("sessions/end", AccountAction.EndSessions), ("remove", AccountAction.Remove),
        })
        {
            pages.MapPost($"{List}/{{id}}/{path}", (string id, [FromForm] IFormCollection form, HttpContext context,
                AccountChanges changes, PageAnswers answers) => Change(context, form, changes, answers, action, id))
                .For(Role.Administrator);
        }
    }

    private static (UsersModel Model, Remark? Trouble) ModelOf(HttpContext context, AccountChanges changes, SiteFile site,
        PageAnswers answers)
    {
        var all = changes.Handle(new AccountRequest(AccountAction.List, context.Caller().Name));
        return (UserLines.Of(all.Accounts, site, answers.LanguageOf(context)), all.Refused is null ? null
            : new Remark(all.Words, IsBad: true));
    }

    private static IResult ShowOne(string id, HttpContext context, AccountChanges changes, AccountStore store, SiteFile site,
        PageAnswers answers)
    {
        var administrators = store.All.Where(AccountChanges.IsAdministrator).ToArray();
        return changes.One(id) is { } account
            ? answers.Show<UserPage>(context, UserLines.Of(account, administrators is [var last] && last.Id == id, site,
                answers.LanguageOf(context)))
            : TypedResults.NotFound();
    }

    private static IResult Make(HttpContext context, AccountAction action, UserForm form, string? name, string? role,
        AccountChanges changes, SiteFile site, PageAnswers answers)
    {
        var answer = changes.Handle(new AccountRequest(action, context.Caller().Name, name, RoleOf(role)));
        return answer.Secret is { } secret
            ? answers.Show<SecretPage>(context, new SecretModel(answer.Words, secret, answer.Until, action == AccountAction.MakeToken))
            : answers.Show<UsersPage>(context, ModelOf(context, changes, site, answers).Model with
            {
                Form = form,
                Name = name ?? "",
                Role = role,
                Problem = answer.Words,
            }, StatusOf(answer));
    }

    private static IResult Reset(string id, [FromForm] IFormCollection form, HttpContext context, AccountChanges changes,
        PageAnswers answers)
    {
        var answer = Handle(context, form, changes, AccountAction.Reset, id);
        return answer.Why == AccountRefusal.NoSuchAccount ? TypedResults.NotFound()
            : answer.Secret is { } secret ? answers.Show<SecretPage>(context, new SecretModel(answer.Words, secret, answer.Until,
                IsToken: false))
            : answers.Go($"{List}/{id}", context, Words(answer), isBad: true);
    }

    private static IResult Change(HttpContext context, IFormCollection form, AccountChanges changes, PageAnswers answers,
        AccountAction action, string id)
    {
        var answer = Handle(context, form, changes, action, id);
        return answer.Why == AccountRefusal.NoSuchAccount ? TypedResults.NotFound()
            : answers.Go(action == AccountAction.Remove && answer.Refused is null ? List : $"{List}/{id}", context, Words(answer),
                isBad: answer.Refused is not null);
    }

    /// <summary>On the account as the page showed it, and on no other.</summary>
    private static AccountAnswer Handle(HttpContext context, IFormCollection form, AccountChanges changes, AccountAction action, string id)
    {
        context.Carry(form);
        var seen = context.Request.Seen();
        return changes.Handle(new AccountRequest(action, context.Caller().Name, Role: RoleOf(form["role"]), Id: id),
            now => seen.IsStill(AccountEndpoints.State(now)));
    }

    private static Wording Words(AccountAnswer answer) => answer.Why == AccountRefusal.Stale ? FrameTexts.ChangedMeanwhile : answer.Words;

    private static int StatusOf(AccountAnswer answer) => AccountProblem.From(answer).StatusCode;

    private static Role? RoleOf(string? text) => Enum.TryParse<Role>(text, out var role) && Enum.IsDefined(role) ? role : null;
}
