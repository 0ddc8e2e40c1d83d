using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Runs the link to the hub, with an <see cref="InboundTopic"/> for each thing that is listened to. It is stopped last, and gives
/// the hub a few seconds to acknowledge what the stopping wrote.</summary>
internal sealed class LinkService : LoopService
{
    private static readonly TimeSpan _drain = TimeSpan.FromSeconds(5);

    private readonly HubLink? _link;

    public LinkService(SiteFile site, EventLedger ledger, IEnumerable<InboundTopic> inbound, TimeProvider time, ILoggerFactory logs,
        ExitCode exit)
        : base(exit)
    {
        if (site.Link.Enabled)
        {
            var run = new GatewayRun(new GatewayAddress(site.District, site.Compound, site.Gateway), ledger.Boot, ThisProgram.Version);
            _link = new HubLink(site.Link, run, ledger.Feeds(), [.. inbound], DataFolder.Bookmarks(site), Secrets.Find, time,
                logs.CreateLogger<HubLink>());
        }
    }

    /// <summary>Null where the site has no link.</summary>
    public LinkStatus? Status => _link?.Status;

    /// <inheritdoc cref="HubLink.SendAsync"/>
    public Task<PublishOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        _link?.SendAsync(message, cancellationToken) ?? Task.FromResult(PublishOutcome.NotSent);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_link is not null)
        {
            await _link.DrainAsync(_drain, cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) => _link?.RunAsync(cancellationToken) ?? Task.CompletedTask;
}
