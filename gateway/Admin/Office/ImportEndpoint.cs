using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>Lists of people, in and out, over the <see cref="AdminSocket"/>, which bounds what it takes.</summary>
internal static class ImportEndpoint
{
    private const string ImportPath = "/admin/people/import";
    private const string ExportPath = "/admin/people/export";

    public static void MapImport(this WebApplication app)
    {
        app.MapPost(ImportPath, async (HttpContext context, PeopleImport import, ImportRuns runs, SiteFile site,
            CancellationToken cancellationToken) => !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<ImportRequest>(context, cancellationToken) is { } request ? Results.Json(
                !request.IsDryRun && runs.InTheWay is { } other ? Refused(other.In(site.Language)) : Handle(import, request),
                EventJson.Options)
            : Results.BadRequest()).Quietly();
        app.MapPost(ExportPath, async (HttpContext context, PeopleExport export, CancellationToken cancellationToken) =>
            !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<ExportRequest>(context, cancellationToken) is { } request ? Results.Json(export.Export(request),
                EventJson.Options)
            : Results.BadRequest()).Quietly();
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<ImportAnswer?> TryImportAsync(string dataFolder, ImportRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<ImportRequest, ImportAnswer>(dataFolder, ImportPath, request, cancellationToken);

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<ExportAnswer?> TryExportAsync(string dataFolder, ExportRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<ExportRequest, ExportAnswer>(dataFolder, ExportPath, request, cancellationToken);

    private static ImportAnswer Handle(PeopleImport import, ImportRequest request)
    {
        try
        {
            return import.Handle(request);
        }
        catch (StorageException inTheWay)
        {
            return Refused(inTheWay.Message);
        }
    }

    private static ImportAnswer Refused(string why) => new([], [], 0, 0, 0, 0, [], 0, [], false, null, why);
}
