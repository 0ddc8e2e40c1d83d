using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;

namespace Zhuhui.Edge.Gateway.Admin;

/// <param name="People">Whose names are asked for, by id.</param>
internal sealed record ReportRequest(IReadOnlyList<string> People);

/// <param name="Names">In the order of the ids.</param>
/// <param name="Faces">Null where there is no model pack.</param>
internal sealed record ReportAnswer(IReadOnlyList<string> Names, PackChange? Faces);

/// <summary>What a report needs of people beside the journal, over the <see cref="AdminSocket"/>: their registry is the running gateway's
/// alone.</summary>
internal static class ReportEndpoint
{
    private const string ReportPath = "/admin/report";

    public static void MapReport(this WebApplication app) => app.MapPost(ReportPath, async (HttpContext context,
        ResidentDirectory residents, RegistryStore registry, VisionModels models, CancellationToken cancellationToken) =>
        !AdminSocket.IsOver(context) ? Results.NotFound()
        : await AdminSocket.ReadAsync<ReportRequest>(context, cancellationToken) is { } request
        ? Results.Json(Answer(residents, registry, models, request), EventJson.Options)
        : Results.BadRequest());

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<ReportAnswer?> TryAskAsync(string dataFolder, ReportRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<ReportRequest, ReportAnswer>(dataFolder, ReportPath, request, cancellationToken);

    public static ReportAnswer Answer(ResidentDirectory residents, RegistryStore registry, VisionModels models, ReportRequest request) =>
        new([.. request.People.Select(residents.NameOf)], models.Pack is { } pack ? PackChange.Due(registry, pack.Id) : null);
}
