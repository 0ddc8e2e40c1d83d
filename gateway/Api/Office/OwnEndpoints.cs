using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>What is a resident's own: nothing here takes anybody's id.</summary>
internal static class OwnEndpoints
{
    public static void MapOwn(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", (HttpContext context, PeopleLookup lookup, OfficeRecords records, SiteFile site) => Own(context, records, site,
            id => PersonRecord.Of(lookup.Find(new PeopleRequest.Show(context.Caller().Name, id)).Person!) is var record
                ? Preconditions.Shown(context, record, records.State(record)) : null!))
            .WithName("getMe").WithSummary("All that the gateway knows of me").Shows<PersonRecord>().For(Role.Resident);
        api.MapGet("/me/file", (HttpContext context, OfficeRecords records, PersonFiles files, SiteFile site) => Own(context, records, site,
            id => files.OfAsync(context.Caller().Name, id), Task.FromResult))
            .WithName("getMyFile").WithSummary("All that is kept of me").Produces<PersonDossier>()
            .ProducesProblem(StatusCodes.Status404NotFound).For(Role.Resident);
        api.MapGet("/me/visits", (HttpContext context, OfficeRecords records, PeopleLookup lookup, SiteFile site, bool ended = false) =>
            Own(context, records, site, id => VisitEndpoints.List(context, lookup, ended, id)))
            .WithName("listMyVisits").WithSummary("My visitors").Produces<Page<VisitRecord>>()
            .ProducesProblem(StatusCodes.Status404NotFound).For(Role.Resident);
        api.MapPost("/me/visits", (OwnVisitInput visit, HttpContext context, OfficeRecords records, VisitorCodes codes, SiteFile site) =>
            Own(context, records, site, id => codes.IssueAsync(context, "/api/v1/me/visits", new RightsRequest.PassRequest(id, visit.Doors,
                visit.Hours, visit.Uses, visit.Name, visit.Phone, visit.Plate, ByHost: true)), Task.FromResult))
            .WithName("issueMyPass").WithSummary("Issues a pass to a visitor of mine")
            .Produces<IssuedPass>(StatusCodes.Status201Created).Makes().ProducesProblem(StatusCodes.Status404NotFound).For(Role.Resident);
        api.MapDelete("/me/visits/{pass}", (string pass, HttpContext context, OfficeRecords records, OfficeActs acts, SiteFile site) =>
            Own(context, records, site, id => IsOf(records.VisitOf(pass), id) ? acts.OnVisitAsync(context, pass, "pass-cancel",
                new RightsRequest.PassCancellation(pass)) : Task.FromResult(acts.NotHere()), Task.FromResult))
            .WithName("cancelMyPass").WithSummary("The pass opens nothing from now on").Changes().For(Role.Resident);
        api.MapGet("/me/visits/{pass}/qr.png", (string pass, HttpContext context, OfficeRecords records, VisitorCodes codes,
            SiteFile site) => Own(context, records, site, id => codes.Picture(context, pass, id)))
            .WithName("getMyPassPicture").WithSummary("The pass as the picture of a QR code")
            .Produces(StatusCodes.Status200OK, contentType: VisitorCodes.PictureType).Codes().For(Role.Resident);
    }

    private static bool IsOf(Visit? visit, string host) => visit?.Host.Value == host;

    private static IResult Own(HttpContext context, OfficeRecords records, SiteFile site, Func<string, IResult> show) =>
        Own(context, records, site, show, static no => no);

    /// <summary>An account whose person was erased is nobody's.</summary>
    private static T Own<T>(HttpContext context, OfficeRecords records, SiteFile site, Func<string, T> show, Func<IResult, T> otherwise) =>
        context.Caller().Person is { } id && records.Has(new PersonId(id)) ? show(id)
            : otherwise(ApiProblem.Of(StatusCodes.Status404NotFound, "notFound", RecordTexts.NoPerson, site.Language));
}
