using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Lists of people that are taken out, and the backups of all of it.</summary>
internal static class ListEndpoints
{
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapLists(this IEndpointRouteBuilder api)
    {
        api.MapGet("/exports/people", IResult (HttpContext context, PeopleExport export, SiteFile site, ExportForm form = ExportForm.Csv) =>
            BadFilter.Misnamed<ExportForm>(context, "form", site.Language) is { } misnamed ? misnamed
            : export.Export(new ExportRequest(context.Caller().Name, form)) is { File: { } file } ? TypedResults.File(file,
                form == ExportForm.Xlsx ? Workbook : "text/csv", form == ExportForm.Xlsx ? "people.xlsx" : "people.csv")
                : Results.NoContent())
            .WithName("exportPeople").WithSummary("Everybody in a file for a spreadsheet")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").Quietly().For(Roles.Desk);
        api.MapGet("/backups", (PeopleWriter writer, RegistryStore registry, ResidentDirectory residents, SiteFile site) =>
            TypedResults.Ok(RegistryEndpoint.Handle(writer, registry, residents, new BackupRequest(BackupAction.List, null, null),
                site.Language).Backups))
            .WithName("listBackups").WithSummary("The registry's backups").For(Role.Administrator);
    }
}
