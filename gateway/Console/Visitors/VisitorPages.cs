using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Visitors;

/// <summary>Visitors and their passes, by the API's own code. The guard post sees who is expected; passes are the office's.</summary>
internal static class VisitorPages
{
    public static void MapVisitors(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/visitors", (HttpContext context, VisitorDesk desk, PageAnswers answers, string? text, bool? ended, int? page) =>
            answers.Show<VisitorsPage>(context, desk.List(context, answers.LanguageOf(context), text ?? "", ended == true, page ?? 1)))
            .For(Roles.Staff);
        pages.MapGet("/visitors/new", (HttpContext context, VisitorDesk desk, PageAnswers answers, string? text) =>
            answers.Show<HostPage>(context, desk.Hosts(context, answers.LanguageOf(context), text ?? ""))).For(Roles.Desk);
        pages.MapGet("/visitors/new/{host}", (string host, HttpContext context, VisitorDesk desk, PageAnswers answers) =>
            desk.Form(context, answers.LanguageOf(context), host) is { } form ? answers.Show<PassFormPage>(context, form)
                : NotHere(answers, context)).For(Roles.Desk);
        pages.MapPost("/visitors/new/{host}", IssueAsync).For(Roles.Desk);
        pages.MapGet("/visitors/{pass}", (string pass, HttpContext context, VisitorDesk desk, PageAnswers answers) =>
            desk.Pass(context, answers.LanguageOf(context), pass) is { } shown ? answers.Show<PassPage>(context, shown)
                : NotHere(answers, context)).For(Roles.Desk);
        pages.MapGet("/visitors/{pass}/qr.png", (string pass, HttpContext context, VisitorCodes codes) => codes.Picture(context, pass))
            .For(Roles.Desk);
        pages.MapPost("/visitors/{pass}/cancel", CancelAsync).For(Roles.Desk);
    }

    private static async Task<IResult> IssueAsync(string host, [FromForm] IFormCollection form, HttpContext context, VisitorDesk desk,
        VisitorCodes codes, PageAnswers answers)
    {
        var language = answers.LanguageOf(context);
        if (desk.Form(context, language, host) is not { } shown)
        {
            return NotHere(answers, context);
        }

        string[] doors = [.. form["door"].OfType<string>()];
        var typed = shown with
        {
            Name = $"{form["name"]}",
            Phone = $"{form["phone"]}",
            Plate = $"{form["plate"]}",
            Hours = $"{form["hours"]}",
            Uses = $"{form["uses"]}",
            Doors = [.. shown.Doors.Select(door => door with { IsChosen = doors.Contains(door.Id) })],
        };
        context.Carry(form);
        var outcome = FormActs.Read(await codes.IssueAsync(context, "/visitors",
            new RightsRequest.PassRequest(host, doors, form.Number("hours"), form.Number("uses"), form.Said("name"), form.Said("phone"),
                form.Said("plate"))), language);
        return outcome is { IsDone: true, Subject: { } pass } ? answers.Go($"/visitors/{pass}", context, VisitorTexts.Issued)
            : answers.Show<PassFormPage>(context, typed with { Problem = outcome.Problem }, outcome.Status);
    }

    private static async Task<IResult> CancelAsync(string pass, [FromForm] IFormCollection form, HttpContext context, VisitorDesk desk,
        OfficeActs acts, PageAnswers answers)
    {
        var language = answers.LanguageOf(context);
        context.Carry(form);
        var outcome = FormActs.Read(await acts.OnVisitAsync(context, pass, "pass-cancel", new RightsRequest.PassCancellation(pass)),
            language);
        return outcome.IsDone ? answers.Go($"/visitors/{pass}", context, VisitorTexts.CancelledNow)
            : desk.Pass(context, language, pass) is { } shown ? answers.Show<PassPage>(context, shown with
            {
                Problem = outcome.Problem,
            }, outcome.Status)
            : NotHere(answers, context);
    }

    private static IResult NotHere(PageAnswers answers, HttpContext context) => answers.Show<ErrorPage>(context,
        new ErrorModel(StatusCodes.Status404NotFound, RecordTexts.NotHere), StatusCodes.Status404NotFound);
}
