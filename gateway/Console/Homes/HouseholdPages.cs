using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Homes;

/// <summary>Households: listed, shown, moved, moved out.</summary>
internal static class HouseholdPages
{
    private const int PageSize = 100;

    public static void MapHouseholdPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/households", List).For(Roles.Desk);
        pages.MapGet("/households/{id}", (string id, HttpContext context, HouseholdActs acts) => acts.Show(context, id, null))
            .For(Roles.Desk);
        pages.MapPost("/households/{id}/edit", (string id, HttpContext context, [FromForm] IFormCollection form, HouseholdActs acts) =>
            acts.DoAsync(context, id, form, "edit", "household-edit", new RightsRequest.HouseholdEdit(id,
                form.Text("notes").ReplaceLineEndings("\n"), form.List("plates")))).For(Roles.Desk);
        pages.MapPost("/households/{id}/move", (string id, HttpContext context, [FromForm] IFormCollection form, HouseholdActs acts) =>
            acts.DoAsync(context, id, form, "move", "household-move", new RightsRequest.HouseholdMove(id, form.Text("home"))))
            .For(Roles.Desk);
        pages.MapPost("/households/{id}/end", (string id, HttpContext context, [FromForm] IFormCollection form, HouseholdActs acts) =>
            acts.EndAsync(context, id, form)).For(Roles.Desk);
        pages.MapGet("/receipts/{id}", (string id, HttpContext context, Receipts receipts, PageAnswers answers, SiteFile site) =>
        {
            var language = answers.LanguageOf(context);
            return receipts.Find(id, context.Caller()) is { } receipt
                ? (IResult)answers.Show<ReceiptPage>(context, new ReceiptModel(receipt.Said,
                    [.. receipt.Lines.Select(line => line.In(language))], ResidentTexts.ReceiptBy(site.Written(receipt.At), receipt.Who)
                        .In(language)))
                : answers.Go("/people", context, ResidentTexts.ReceiptOver, isBad: true);
        }).For(Roles.Desk);
    }

    private static IResult List(HttpContext context, PeopleLookup lookup, ResidentDirectory residents, PageAnswers answers, SiteFile site,
        string? home = null, string? building = null, string? cursor = null)
    {
        var (typed, language) = (home?.Trim() ?? "", answers.LanguageOf(context));
        if (typed.Length > 0 && residents.Named(typed) is { } meant)
        {
            return PageAnswers.Go($"/households/{meant.Id}");
        }

        string[] buildings = [.. residents.Households.Select(one => one.Home).OfType<Home>().DistinctBy(one => one.Building)
            .Order(HomeOrder.Instance).Select(one => one.Building)];
        var chosen = building is { Length: > 0 } ? building : null;
        var answer = typed.Length > 0 ? null : lookup.Find(new PeopleRequest.Households(context.Caller().Name, null, cursor, PageSize,
            chosen));
        var next = answer?.Next is { } last ? $"/households?building={Uri.EscapeDataString(chosen ?? "")}&cursor="
            + Uri.EscapeDataString(last) : null;
        return answers.Show<HouseholdsPage>(context, new HouseholdsModel(typed, chosen ?? "", buildings,
            [.. (answer?.Households ?? []).Select(one => Row(one, language))], answer?.Total ?? 0, next, cursor is null,
            typed.Length > 0 ? PeopleTexts.NobodyLives(typed).In(language) : answer?.Refused));

        HouseholdRow Row(HouseholdLine one, Language said) => new(one.Id, one.Home ?? ResidentTexts.NoHome.In(said),
            Wording.Join(ListTexts.Comma, one.Names).In(said), HouseholdTexts.People(one.People).In(said),
            one.EndsAt is { } at ? HouseholdTexts.Ends(site.Written(at)).In(said) : null);
    }
}
