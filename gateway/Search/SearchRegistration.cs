using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Search;

internal static class SearchRegistration
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddFrom((SiteFile site, EventLedger ledger, TimeProvider time, ILogger<EventBuffer> logger) =>
            new EventBuffer(site.DataFolder, ledger.Journals, time, logger, site.Buffer))
        .AddSingleton<BufferLoop>();
}
