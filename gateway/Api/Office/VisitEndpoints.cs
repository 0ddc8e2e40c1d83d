using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Visitors: their passes, as text, picture and page.</summary>
internal static class VisitEndpoints
{
    public static void MapVisits(this IEndpointRouteBuilder api)
    {
        api.MapGet("/visits", (HttpContext context, PeopleLookup lookup, bool ended = false) => List(context, lookup, ended, host: null))
            .WithName("listVisits").WithSummary("Who is expected, by whom, and how often each came").Produces<Page<VisitRecord>>()
            .For(Roles.Staff);
        api.MapPost("/visits", (VisitInput visit, HttpContext context, VisitorCodes codes) => codes.IssueAsync(context, "/api/v1/visits",
            new RightsRequest.PassRequest(visit.Host, visit.Doors, visit.Hours, visit.Uses, visit.Name, visit.Phone, visit.Plate)))
            .WithName("issuePass").WithSummary("Issues a visitor's pass").Produces<IssuedPass>(StatusCodes.Status201Created).Makes()
            .For(Roles.Desk);
        api.MapGet("/visits/{pass}", (string pass, HttpContext context, PeopleLookup lookup, OfficeActs acts) =>
            lookup.Find(new PeopleRequest.Visit(context.Caller().Name, pass)).Visit is { } found
                ? Shown(context, VisitRecord.Of(found)) : acts.NotHere())
            .WithName("getVisit").WithSummary("One visit").Shows<VisitRecord>().For(Roles.Desk);
        api.MapDelete("/visits/{pass}", (string pass, OfficeActs acts, HttpContext context) =>
            acts.OnVisitAsync(context, pass, "pass-cancel", new RightsRequest.PassCancellation(pass)))
            .WithName("cancelPass").WithSummary("The pass opens nothing from now on").Changes().For(Roles.Desk);
        api.MapGet("/visits/{pass}/qr.png", (string pass, HttpContext context, VisitorCodes codes) => codes.Picture(context, pass))
            .WithName("getPassPicture").WithSummary("The pass as the picture of a QR code")
            .Produces(StatusCodes.Status200OK, contentType: VisitorCodes.PictureType).Codes().For(Roles.Desk);
        api.MapGet("/visits/{pass}/page", (string pass, HttpContext context, VisitorCodes codes) => codes.Page(context, pass))
            .WithName("getPassPage").WithSummary("The pass as a page to print")
            .Produces(StatusCodes.Status200OK, contentType: VisitorCodes.PageType).Codes().For(Roles.Desk);
    }

    /// <param name="host">Whose visitors alone; null for everybody's.</param>
    public static IResult List(HttpContext context, PeopleLookup lookup, bool ended, string? host)
    {
        var answer = lookup.Find(new PeopleRequest.Visits(context.Caller().Name, ended, host));
        return answer.Refused is { } refused ? OfficeActs.Refused(refused) : TypedResults.Ok(new Page<VisitRecord>(
            [.. answer.Visits!.Select(visit => VisitRecord.Of(visit, visit.Phone))], answer.Total, null));
    }

    public static Microsoft.AspNetCore.Builder.RouteHandlerBuilder Codes(this Microsoft.AspNetCore.Builder.RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);

    private static IResult Shown(HttpContext context, VisitRecord record) => Preconditions.Shown(context, record,
        OfficeRecords.State(record));
}
