using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>An operator begins to install readers' keys.</summary>
/// <param name="Minutes">For how long: 1 to 10.</param>
internal sealed record InstallKeysRequest(int Minutes, string Operator);

/// <param name="Readers">The readers that may be given their keys now.</param>
internal sealed record InstallKeysAnswer(IReadOnlyList<string> Readers);

/// <summary>The installation of OSDP readers' keys over the <see cref="AdminSocket"/>: begun by an operator, recorded, and over by
/// itself.</summary>
internal static class ReadersEndpoint
{
    public const int MostMinutes = 10;

    private const string KeysPath = "/admin/readers/keys";

    public static void MapReaders(this WebApplication app) => app.MapPost(KeysPath, async (HttpContext context, Readers readers,
        EventLedger ledger, TimeProvider time, CancellationToken cancellationToken) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<InstallKeysRequest>(context, cancellationToken) is not
            {
                Minutes: >= 1 and <= MostMinutes,
                Operator.Length: > 0 and <= AdminSocket.LongestOperator
            } request)
        {
            return Results.BadRequest();
        }

        var window = TimeSpan.FromMinutes(request.Minutes);
        ledger.Append(new KeyInstallationBegun(readers.Keyed, time.GetUtcNow() + window, request.Operator));
        readers.InstallKeys(window);
        return Results.Json(new InstallKeysAnswer(readers.Keyed), EventJson.Options);
    });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<InstallKeysAnswer?> TryAskAsync(string dataFolder, InstallKeysRequest request,
        CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<InstallKeysRequest, InstallKeysAnswer>(dataFolder, KeysPath, request, cancellationToken);
}
