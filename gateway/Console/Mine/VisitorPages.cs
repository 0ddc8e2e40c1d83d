using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Mine;

/// <summary>A resident's own visitors, within what the site lets hosts do.</summary>
internal static class VisitorPages
{
    private const string Path = "/me/visitors";

    public static void MapMyVisitors(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, Own own, PeopleLookup lookup, ResidentDirectory residents, SiteFile site,
            PageAnswers answers) => Show(context, own, lookup, residents, site, answers)).For(Role.Resident);
        pages.MapPost(Path, IssueAsync).For(Role.Resident);
        pages.MapGet(Path + "/{pass}", (string pass, HttpContext context, Own own, PeopleLookup lookup, SiteFile site,
            PageAnswers answers) => own.VisitOf(context, pass) is not null
                && lookup.Find(new PeopleRequest.Visit(context.Caller().Name, pass)).Visit is { } visit
                ? answers.Show<VisitorPage>(context, new VisitorModel(RowOf(visit.Line, site, answers.LanguageOf(context)),
                    OfficeRecords.State(VisitRecord.Of(visit)).Tag))
                : (IResult)TypedResults.NotFound()).For(Role.Resident);
        pages.MapGet(Path + "/{pass}/qr.png", (string pass, HttpContext context, Own own, VisitorCodes codes) =>
            own.Of(context) is { } person ? codes.Picture(context, pass, person.Id.Value) : TypedResults.NotFound()).For(Role.Resident);
        pages.MapPost(Path + "/{pass}/cancel", CancelAsync).For(Role.Resident);
    }

    private static IResult Show(HttpContext context, Own own, PeopleLookup lookup, ResidentDirectory residents, SiteFile site,
        PageAnswers answers, VisitorInput? typed = null, IReadOnlyCollection<string>? chosen = null, Wording? problem = null,
        int status = StatusCodes.Status200OK)
    {
        if (own.Of(context) is not { } person)
        {
            return TypedResults.NotFound();
        }

        var language = answers.LanguageOf(context);
        var visits = lookup.Find(new PeopleRequest.Visits(context.Caller().Name, Ended: false, person.Id.Value)).Visits!;
        return answers.Show<VisitorsPage>(context, new VisitorsModel([.. visits.Select(visit => RowOf(visit, site, language))],
            [.. DoorsOf(person, residents, site).Select(door => new DoorChoice(door, site.DoorName(door), chosen?.Contains(door) ?? true))],
            typed ?? new VisitorInput(), problem), status);
    }

    private static async Task<IResult> IssueAsync([FromForm] IFormCollection form, HttpContext context, Own own, VisitorCodes codes,
        PeopleLookup lookup, ResidentDirectory residents, SiteFile site, PageAnswers answers)
    {
        if (own.Of(context) is not { } person)
        {
            return TypedResults.NotFound();
        }

        context.Carry(form);
        var typed = new VisitorInput(form.Said("name"), form.Said("phone"), form.Said("plate"), form.Number("hours"),
            form.Number("uses"));
        string[] doors = [.. form["door"].OfType<string>()];
        var outcome = FormActs.Read(await codes.IssueAsync(context, Path, new RightsRequest.PassRequest(person.Id.Value, doors,
            typed.Hours, typed.Uses, typed.Name, typed.Phone, typed.Plate, ByHost: true)), answers.LanguageOf(context));
        return outcome is { IsDone: true, Subject: { } pass } ? answers.Go($"{Path}/{pass}", context, MineTexts.PassMade)
            : Show(context, own, lookup, residents, site, answers, typed, doors, Wording.Same(outcome.Problem), outcome.Status);
    }

    private static async Task<IResult> CancelAsync(string pass, [FromForm] IFormCollection form, HttpContext context, Own own,
        OfficeActs acts, PageAnswers answers)
    {
        if (own.VisitOf(context, pass) is null)
        {
            return TypedResults.NotFound();
        }

        context.Carry(form);
        var outcome = FormActs.Read(await acts.OnVisitAsync(context, pass, "pass-cancel", new RightsRequest.PassCancellation(pass)),
            answers.LanguageOf(context));
        return outcome.IsDone ? answers.Go(Path, context, MineTexts.PassCancelled)
            : answers.Go($"{Path}/{pass}", context, Wording.Same(outcome.Problem), isBad: true);
    }

    /// <summary>The doors that the resident's own right opens.</summary>
    private static IEnumerable<string> DoorsOf(Resident person, ResidentDirectory residents, SiteFile site) =>
        residents.DoorsOf(person) is { Count: > 0 } own ? own.Where(door => door != GroupPolicy.Nowhere)
            : site.Doors.Select(door => door.Id);

    private static VisitorRow RowOf(VisitLine visit, SiteFile site, Language language) => new(visit.Pass,
        visit.Name ?? MineTexts.Nameless.In(language),
        Wording.Join(ListTexts.Comma, visit.Doors.Select(Wording.Same)).In(language), site.Written(visit.ValidTo),
        MineTexts.Uses(visit.Used ?? 0, visit.MostUses).In(language), visit.Cancelled);
}
