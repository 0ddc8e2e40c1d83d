using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Console.Residents;

/// <summary>What is done with a person and the person's cards: one act, one form.</summary>
internal static class PersonActPages
{
    public static void MapPersonActPages(this IEndpointRouteBuilder pages)
    {
        Act(pages, "edit", "edit", (id, form, _) => new RightsRequest.PersonEdit(id, Details(id, form), null));
        Act(pages, "doors", "edit", (id, form, site) => new RightsRequest.PersonEdit(id, null, Doors(id, form, site)));
        Act(pages, "move", "move", (id, form, _) => new RightsRequest.PersonMove(id, form.Text("home"), KindOf(form)));
        Act(pages, "end", "end", (id, form, site) => form.Day("day") is { } day ? new RightsRequest.RightsChange(id, null, null, null, null,
            site.StartOf(day.AddDays(1)), null) : new RightsRequest.RightsChange(id, null, null, null, null, null, null));
        Act(pages, "block", "block", (id, _, _) => new RightsRequest.PersonBlocking(id, true));
        Act(pages, "unblock", "unblock", (id, _, _) => new RightsRequest.PersonBlocking(id, false));
        Act(pages, "pin", "pin", (id, form, _) => new RightsRequest.PinChange(id, form.Text("pin"), form.IsTicked("duress")));
        Act(pages, "pin-clear", "pin-clear", (id, form, _) => new RightsRequest.PinChange(id, null, form.IsTicked("duress")));
        Act(pages, "face-clear", "face-clear", (id, _, _) => new RightsRequest.FacesClearing(id));
        Act(pages, "photos-clear", "photos-clear", (id, _, _) => new RightsRequest.PhotosClearing(id));
        pages.MapPost("/people/{id}/cards", (string id, HttpContext context, [FromForm] IFormCollection form, PersonActs acts) =>
            acts.GiveCardAsync(context, id, form)).For(Roles.Desk);
        OnCard(pages, "lost", "card-lost", print => new RightsRequest.CardReport(print.Card.Number, print.Card.Format, true, print.Or));
        OnCard(pages, "found", "card-found", print => new RightsRequest.CardReport(print.Card.Number, print.Card.Format, false, print.Or));
        OnCard(pages, "take", "card-take", print => new RightsRequest.CardWithdrawal(print.Card.Number, print.Card.Format, print.Or));
        pages.MapPost("/people/{id}/erase", (string id, HttpContext context, [FromForm] IFormCollection form, PersonActs acts) =>
            acts.EraseAsync(context, id, form)).For(Roles.Desk);
    }

    private static void Act(IEndpointRouteBuilder pages, string act, string word, Func<string, IFormCollection, SiteFile,
        RightsRequest> read) => pages.MapPost($"/people/{{id}}/{act}", (string id, HttpContext context, [FromForm] IFormCollection form,
            PersonActs acts, SiteFile site) => acts.DoAsync(context, id, form, act, word, read(id, form, site))).For(Roles.Desk);

    private static void OnCard(IEndpointRouteBuilder pages, string act, string word, Func<CardPrint, RightsRequest> read) =>
        pages.MapPost($"/cards/{act}", (HttpContext context, [FromForm] IFormCollection form, PersonActs acts) =>
            acts.OnCardAsync(context, form, word, read)).For(Roles.Desk);

    private static PersonKind? KindOf(IFormCollection form) => Enum.TryParse<PersonKind>(form.Text("kind"), out var kind)
        && Enum.IsDefined(kind) ? kind : null;

    /// <summary>What is left empty is taken away: every field of the form shows what is.</summary>
    private static RightsRequest.DetailsChange Details(string id, IFormCollection form) => new(id, form.Text("name"), KindOf(form),
        Enum.TryParse<Sex>(form.Text("sex"), out var sex) && Enum.IsDefined(sex) ? sex : null, form.DayText("born"), form.Text("phone"),
        form.Text("notes").ReplaceLineEndings("\n"), form.IsTicked("alone"), form.List("plates"));

    private static RightsRequest.RightsChange Doors(string id, IFormCollection form, SiteFile site) => new(id, form.Text("schedule"), null,
        form.IsTicked("longer"), null, null, null, Chosen(form, site, "more"), Chosen(form, site, "not"));

    private static IReadOnlyList<string> Chosen(IFormCollection form, SiteFile site, string choice) => [.. site.Doors
        .Select(door => door.Id).Where(door => form.Text($"door-{door}") == choice)];
}
