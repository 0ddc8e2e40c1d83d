using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Lists of people, in and out, and the backups of all of it.</summary>
internal static class ListEndpoints
{
    private const string AnyType = "application/octet-stream";
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapLists(this IEndpointRouteBuilder api)
    {
        api.MapPost("/imports", ImportAsync).WithName("importPeople").WithSummary("Takes up a list of people, all of it or nothing")
            .Accepts<byte[]>(AnyType, "text/csv", Workbook, PartsReader.MediaType).Produces<ImportAnswer>().Makes()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithMetadata(new RequestSizeLimitAttribute(TableReader.MostBytes + (64 << 10))).For(Roles.Desk);
        api.MapPost("/imports/undo", (HttpContext context, Acts acts, PeopleImport import) => acts.DoAsync(context,
            new Act("import-undo", null, null) { Answer = Again }, order => Task.FromResult(Outcome(import.Handle(new ImportRequest(
                order.Operator, null), order), isDryRun: false))))
            .WithName("undoImport").WithSummary("Takes the last list back, while nothing else of people was changed since")
            .Produces<ImportAnswer>().Makes().For(Roles.Desk);
        api.MapGet("/exports/people", (HttpContext context, PeopleExport export, ExportForm form = ExportForm.Csv) =>
            export.Export(new ExportRequest(context.Caller().Name, form)) is { File: { } file } ? TypedResults.File(file,
                form == ExportForm.Xlsx ? Workbook : "text/csv", form == ExportForm.Xlsx ? "people.xlsx" : "people.csv")
                : Results.NoContent())
            .WithName("exportPeople").WithSummary("Everybody in a file for a spreadsheet")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").For(Roles.Desk);
        api.MapGet("/backups", (PeopleWriter writer, RegistryStore registry, ResidentDirectory residents, SiteFile site) =>
            TypedResults.Ok(RegistryEndpoint.Handle(writer, registry, residents, new BackupRequest(BackupAction.List, null, null),
                site.Language).Backups))
            .WithName("listBackups").WithSummary("The registry's backups").For(Role.Administrator);
    }

    private static async Task<IResult> ImportAsync(HttpContext context, Acts acts, UploadGate gate, PeopleImport import, SiteFile site,
        CancellationToken cancellationToken, bool dryRun = false, bool endGone = false)
    {
        // The list is read before its key can be told to be another's: what was asked is the list itself.
        var outcome = await gate.EnterAsync(site, async () =>
        {
            var (file, map) = await ReadAsync(context.Request, cancellationToken);
            if (file is null)
            {
                return new ActOutcome.Answered(ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "tooLarge", ImportTexts.TooBig(
                    TableReader.MostBytes >> 20), site.Language));
            }

            byte[] asked = [.. file, .. Encoding.UTF8.GetBytes(map ?? "")];
            return new ActOutcome.Answered(await acts.DoAsync(context, new Act("import", null, asked) { Answer = Again }, order =>
                Task.FromResult(Outcome(import.Handle(new ImportRequest(order.Operator, file, map, dryRun, endGone), order), dryRun))));
        });
        return ((ActOutcome.Answered)outcome).Answer;
    }

    private static async Task<(byte[]? File, string? Map)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith(PartsReader.MediaType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return (await PartsReader.BytesAsync(request.Body, TableReader.MostBytes, cancellationToken), null);
        }

        var parts = await PartsReader.ReadAsync(request, TableReader.MostBytes, mostFiles: 1, cancellationToken);
        return (parts?.Files is [var list] ? list.Content : null, parts?.Text("map"));
    }

    /// <summary>A dry run's problems are what it is for; a list that was to be taken up and has one is refused.</summary>
    private static ActOutcome Outcome(ImportAnswer answer, bool isDryRun) => answer.Refused is { } refused
        ? new ActOutcome.Refused([refused])
        : answer.Problems.Count == 0 || isDryRun ? new ActOutcome.Answered(TypedResults.Ok(answer))
        : new ActOutcome.Answered(ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "badList", answer.Said!,
            new Dictionary<string, object?> { ["report"] = answer }));

    /// <summary>It was taken up before: the counts stand in the journal.</summary>
    private static Ok<ImportAnswer> Again(string? said, string? subject) => TypedResults.Ok(
        new ImportAnswer([], [], 0, 0, 0, 0, [], 0, [], true, null, null));
}
