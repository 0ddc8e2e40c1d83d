using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;

namespace Zhuhui.Edge.Gateway.Api.Imports;

/// <summary>Lists of people with their photos, taken up and back.</summary>
internal static class ImportEndpoints
{
    private const string AnyType = "application/octet-stream";
    private const long MostBytes = TableReader.MostBytes + PhotoLimits.MostArchiveBytes + (64 << 10);

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        api.MapPost("/imports", (HttpContext context, ImportActs imports, CancellationToken cancellationToken, bool dryRun = false,
            bool endGone = false) => imports.TakeUpAsync(context, dryRun, endGone, cancellationToken))
            .WithName("importPeople").WithSummary("Takes up a list of people, all of it or nothing, and then their photos one by one")
            .Accepts<byte[]>(AnyType, "text/csv", ListEndpoints.Workbook, PartsReader.MediaType).Produces<ImportAnswer>()
            .Produces<ImportProgress>(StatusCodes.Status202Accepted).Makes().ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes)).Quietly().For(Roles.Desk);
        api.MapGet("/imports/{id}", (string id, HttpContext context, ImportActs imports) => imports.Show(context, id))
            .WithName("getImport").WithSummary("How far an import with photos is, and what could not be taken")
            .Produces<ImportProgress>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .For(Roles.Desk);
        api.MapPost("/imports/undo", (HttpContext context, ImportActs imports) => imports.TakeBackAsync(context))
            .WithName("undoImport").WithSummary("Takes the last list back, while nothing else of people was changed since")
            .Produces<ImportAnswer>().Makes().Quietly().For(Roles.Desk);
    }
}
