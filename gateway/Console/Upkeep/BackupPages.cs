using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Upkeep;

/// <summary>Backups of the registry of people, for administrators, by the same code as the command line. The recovery key is made on the
/// command line alone: this page never has it.</summary>
internal static class BackupPages
{
    private const string List = "/backups";

    public static void MapBackups(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(List, (HttpContext context, BackupDesk desk, PageAnswers answers) =>
            answers.Show<BackupsPage>(context, desk.Model(answers.LanguageOf(context)))).For(Role.Administrator);
        pages.MapPost(List, (HttpContext context, BackupDesk desk, PageAnswers answers) =>
            Made(context, answers, desk.Ask(new BackupRequest(BackupAction.Make, null, null)))).For(Role.Administrator);
        pages.MapPost(List + "/sealed", (HttpContext context, BackupDesk desk, PageAnswers answers) =>
            Made(context, answers, desk.Ask(new BackupRequest(BackupAction.Seal, null, null)))).For(Role.Administrator);
        pages.MapGet(List + "/{name}", (string name, HttpContext context, BackupDesk desk, PageAnswers answers) =>
            desk.Plan(name, context.Caller().Name, answers.LanguageOf(context)) is { } plan
                ? answers.Show<RestorePage>(context, plan) : (IResult)TypedResults.NotFound()).For(Role.Administrator);
        pages.MapPost(List + "/{name}/restore", (string name, HttpContext context, BackupDesk desk, PageAnswers answers, SiteFile site) =>
        {
            var answer = desk.Ask(new BackupRequest(BackupAction.Restore, name, context.Caller().Name));
            return answer.Restore is { } restored
                ? answers.Go(List, context, BackupTexts.Restored(site.Written(restored.MadeAt), restored.People,
                    restored.Lost.Count))
                : answers.Go(List, context, Wording.Same(answer.Refused ?? ""), isBad: true);
        }).For(Role.Administrator);
        pages.MapGet(List + "/{name}/file", (string name, HttpContext context, BackupDesk desk) =>
            desk.SealedFile(name, context.Caller().Name) is { } file
                ? Results.File(file, "application/octet-stream", name) : TypedResults.NotFound()).For(Role.Administrator);
    }

    private static IResult Made(HttpContext context, PageAnswers answers, BackupAnswer answer) => answer is { Backups: [var made] }
        ? answers.Go(List, context, BackupTexts.Made(made.People))
        : answers.Go(List, context, Wording.Same(answer.Refused ?? ""), isBad: true);
}
