using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>People: who they are, found and shown; somebody new; what is known of them.</summary>
internal static class PeopleEndpoints
{
    private const int UsualLimit = 100;

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/people", List).WithName("listPeople").WithSummary("People, by their homes or by whatever is known of them")
            .Produces<Page<PersonLine>>().ProducesProblem(StatusCodes.Status400BadRequest).For(Roles.Desk);
        api.MapPost("/people", AddAsync).WithName("addPerson").WithSummary("Somebody new, admitted at the doors of the home")
            .Produces<ActAnswer>(StatusCodes.Status201Created).Makes().For(Roles.Desk);
        api.MapGet("/people/{id}", Show).WithName("getPerson").WithSummary("All that the gateway knows of a person")
            .Shows<PersonRecord>().For(Roles.Desk);
        api.MapPatch("/people/{id}", (string id, PersonPatch patch, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "edit", patch.ToRequest(id)))
            .WithName("editPerson").WithSummary("Changes what is named").Changes().For(Roles.Desk);
        api.MapDelete("/people/{id}", (string id, OfficeActs acts, HttpContext context) =>
            acts.OnPersonAsync(context, id, "remove", new RightsRequest.PersonRemoval(id)))
            .WithName("removePerson").WithSummary("Erases the person, out of the backups too").Changes().For(Roles.Desk);
        api.MapGet("/people/{id}/file", async (string id, OfficeActs acts, OfficeRecords records, PersonFiles files, HttpContext context) =>
            records.Has(new PersonId(id)) ? await files.OfAsync(context.Caller().Name, id) : acts.NotHere())
            .WithName("getPersonFile").WithSummary("All that is kept of the person, for the person").Produces<PersonDossier>()
            .ProducesProblem(StatusCodes.Status404NotFound).For(Roles.Desk);
        api.MapGet("/directory", Directory).WithName("findInDirectory").WithSummary("Who lives where: names and homes alone")
            .Produces<Page<DirectoryLine>>().ProducesProblem(StatusCodes.Status400BadRequest).For(Roles.Staff);
    }

    private static IResult List(HttpContext context, PeopleLookup lookup, SiteFile site, string? q = null, string? building = null,
        string? unit = null, PersonKind? kind = null, bool blocked = false, bool ended = false, bool withoutHome = false,
        string? cursor = null, int limit = UsualLimit)
    {
        if (BadFilter.Misnamed<PersonKind>(context, "kind", site.Language) is { } misnamed)
        {
            return misnamed;
        }

        var answer = lookup.Find(new PeopleRequest.List(context.Caller().Name, string.IsNullOrWhiteSpace(q) ? null : q, building, unit,
            kind, blocked, ended, withoutHome, cursor, limit));
        return answer.Refused is { } refused ? OfficeActs.Refused(refused)
            : TypedResults.Ok(new Page<PersonLine>(answer.People, answer.Total, answer.Next));
    }

    private static IResult Directory(HttpContext context, PeopleLookup lookup, string q)
    {
        var answer = lookup.Find(new PeopleRequest.Directory(context.Caller().Name, q));
        return answer.Refused is { } refused ? OfficeActs.Refused(refused)
            : TypedResults.Ok(new Page<DirectoryLine>(answer.Directory!, answer.Total, null));
    }

    private static IResult Show(string id, HttpContext context, PeopleLookup lookup, OfficeRecords records, OfficeActs acts)
    {
        if (!records.Has(new PersonId(id)) || lookup.Find(new PeopleRequest.Show(context.Caller().Name, id)).Person is not { } file)
        {
            return acts.NotHere();
        }

        var record = PersonRecord.Of(file);
        return Preconditions.Shown(context, record, records.State(record));
    }

    private static Task<IResult> AddAsync(PersonInput person, HttpContext context, Acts acts, OfficeActs office, OfficeRecords records)
    {
        List<HeldCard> cards = [];
        foreach (var text in person.Cards ?? [])
        {
            if (CardPrint.Read(text) is not { } print)
            {
                return Task.FromResult(office.NoCard(text));
            }

            cards.Add(print.Card);
        }

        var rest = person.Rest ?? new PersonPatch();
        var request = new RightsRequest.PersonAddition(person.Name, person.Another, person.Home, rest.Details(""), rest.Rights(""), cards);
        return acts.DoAsync(context, new Act("add", null, request)
        {
            After = records.Person,
            Answer = static (said, id) => TypedResults.Created($"/api/v1/people/{id}", new ActAnswer(id, said)),
        }, request);
    }
}
