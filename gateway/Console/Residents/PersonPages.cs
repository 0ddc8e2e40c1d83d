using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Residents;

/// <summary>A link just made; it is shown once.</summary>
/// <param name="Picture">Of the address, PNG in base 64.</param>
internal sealed record LinkModel(string Id, string Name, string Code, string Address, string Picture, string Until);

/// <summary>All that is kept of a person, to print.</summary>
internal sealed record PrintModel(PersonModel Person, IReadOnlyList<PassageLine> Events, string At);

/// <summary>One person: the page, the file for the person, the link.</summary>
internal static class PersonPages
{
    public static void MapPersonPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/people/{id}", (string id, HttpContext context, PersonModels models, PageAnswers answers) =>
            models.Find(context.Caller().Name, id, answers.LanguageOf(context)) is { } model
                ? answers.Show<PersonPage>(context, model) : Results.NotFound()).For(Roles.Desk);
        pages.MapGet("/people/{id}/file", async (string id, HttpContext context, PersonFiles files, OfficeRecords records) =>
        {
            if (!records.Has(new PersonId(id)))
            {
                return Results.NotFound();
            }

            context.Response.Headers.ContentDisposition = $"attachment; filename=\"person-{id}.json\"";
            return await files.OfAsync(context.Caller().Name, id);
        }).For(Roles.Desk);
        pages.MapGet("/people/{id}/print", PrintAsync).For(Roles.Desk);
        pages.MapPost("/people/{id}/link", MakeLink).For(Roles.Desk);
    }

    private static async Task<IResult> PrintAsync(string id, HttpContext context, PersonModels models, EventLookup events,
        PageAnswers answers, SiteFile site, TimeProvider time)
    {
        var by = context.Caller().Name;
        if (models.Find(by, id, answers.LanguageOf(context)) is not { } model)
        {
            return Results.NotFound();
        }

        var all = await PersonDossier.EventsAsync(by, id, request => Task.FromResult(events.Find(request)));
        return answers.Show<PersonPrintPage>(context, new PrintModel(model, [.. all.Select(one => new PassageLine(site.Written(one.At),
            one.Text ?? one.Type))], site.Written(time.GetUtcNow())));
    }

    private static IResult MakeLink(string id, HttpContext context, [FromForm] IFormCollection form, AccountChanges accounts,
        ResidentDirectory residents, PageAnswers answers, SiteFile site)
    {
        _ = form;
        if (residents.WithId(new PersonId(id)) is not { } person)
        {
            return Results.NotFound();
        }

        var answer = accounts.Handle(new AccountRequest(AccountAction.Link, context.Caller().Name, id));
        if (answer is not { Secret: { } code, Until: { } until })
        {
            return answers.Go($"/people/{id}", context, Wording.Same(answer.Refused ?? ""), isBad: true);
        }

        var address = $"https://{context.Request.Host}/link#{code}";
        return answers.Show<LinkIssuedPage>(context, new LinkModel(id, person.Name, code, address,
            Convert.ToBase64String(VisitorPage.Picture(address)), site.Written(until)));
    }
}
