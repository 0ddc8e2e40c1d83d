using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Imports;

/// <summary>Carries out imports with photos, one after the other.</summary>
internal sealed class ImportLoop(ImportRuns runs, SiteFile site, ExitCode exit) : LoopService(exit)
{
    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        await foreach (var run in runs.BegunAsync(cancellationToken))
        {
            try
            {
                await run.CarryOutAsync(words => words.In(site.Language), cancellationToken);
            }
            finally
            {
                runs.Leave(run);
            }
        }
    }
}
