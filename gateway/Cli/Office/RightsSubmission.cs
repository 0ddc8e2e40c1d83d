using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Changes what people may: through the running gateway where there is one, else on its files.</summary>
internal static class RightsSubmission
{
    public static async Task<int> SubmitAsync(this ParseResult parsed, SiteFile site, RightsRequest request,
        Action<string>? done = null)
    {
        var answer = await RightsEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? ChangeHere(site, request);
        foreach (var reason in answer.Reasons)
        {
            parsed.Refuse(reason);
        }

        if (answer.Said is not { } said)
        {
            return Exit.Refused;
        }

        parsed.Answer(said);
        done?.Invoke(said);
        return Exit.Done;
    }

    private static RightsAnswer ChangeHere(SiteFile site, RightsRequest request)
    {
        using var gateway = OfflineGateway.OpenToChange(site);
        return gateway.Change(request);
    }
}
