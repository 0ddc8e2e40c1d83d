using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>Runs the link to the hub. It is stopped last, and gives the hub a few seconds to acknowledge what the stopping wrote.</summary>
internal sealed class LinkService : LoopService
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly HubLink? _link;

    public LinkService(SiteFile site, EventLedger ledger, TimeProvider time, ILoggerFactory logs, ExitCode exit)
        : base(exit)
    {
        if (site.Link.Enabled)
        {
            _link = new HubLink(site.Link, new GatewayAddress(site.District, site.Compound, site.Gateway), ledger.Feeds(),
                BookmarkFolder(site), Secrets.Find, time, logs.CreateLogger<HubLink>());
        }
    }

    /// <summary>Null where the site has no link.</summary>
    public LinkStatus? Status => _link?.Status;

    public static string BookmarkFolder(SiteFile site) => Path.Combine(site.DataFolder, "bookmarks");

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_link is not null)
        {
            await _link.DrainAsync(Drain, cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task KeepAsync(CancellationToken stopping) => _link?.RunAsync(stopping) ?? Task.CompletedTask;
}
