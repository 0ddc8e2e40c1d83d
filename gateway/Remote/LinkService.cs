using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Runs the link to the hub, with an <see cref="InboundTopic"/> for each thing that is listened to. It is stopped last, and gives
/// a hub that is connected a few seconds to acknowledge what the stopping wrote.</summary>
internal sealed class LinkService : LoopService
{
    private static readonly TimeSpan _drain = TimeSpan.FromSeconds(5);

    /// <summary>The doors stand still meanwhile, and the next start sends what is left.</summary>
    private static readonly TimeSpan _drainBeforeRestart = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    private readonly HubLink? _link;
    private readonly LinkHealth _health;
    private readonly ExitCode _exit;
    private readonly TimeProvider _time;

    public LinkService(SiteFile site, EventLedger ledger, IEnumerable<InboundTopic> inbound, Authorities authorities, ClockService clock,
        TimeProvider time, ILoggerFactory logs, ExitCode exit)
        : base(exit)
    {
        (_time, _exit, _health) = (time, exit, new LinkHealth(ledger.Append, time));
        if (site.Link.Enabled)
        {
            var run = new GatewayRun(new GatewayAddress(site.District, site.Compound, site.Gateway), ledger.Boot, ThisProgram.Version);
            _link = new HubLink(site.Link, run, ledger.Feeds(), [.. inbound], DataFolder.Bookmarks(site), Secrets.Find, time,
                logs.CreateLogger<HubLink>())
            {
                Noted = _health.Note,
                TimeTold = clock.Hear,
                Doubt = authorities.AnyMay(RemoteRight.Acknowledge) ? authorities.DoubtOf : null,
            };
        }
    }

    /// <summary>Null where the site has no link.</summary>
    public LinkStatus? Status => _link?.Status;

    /// <summary>From now on the hub is told how the box is.</summary>
    public void Tell(Func<BoxStatus> box) => _link?.Box = box;

    /// <inheritdoc cref="HubLink.SendAsync"/>
    public Task<PublishOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        _link?.SendAsync(message, cancellationToken) ?? Task.FromResult(PublishOutcome.NotSent);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_link is not null)
        {
            await _link.DrainWhileConnectedAsync(_exit.IsRestart ? _drainBeforeRestart : _drain, cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) => _link is null ? Task.CompletedTask
        : LoopGroup.RunUntilStoppedAsync(stop => [_link.RunAsync(stop), KeepLookingAsync(stop)], cancellationToken);

    private async Task KeepLookingAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_lookEvery, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            _health.Look();
        }
    }
}
