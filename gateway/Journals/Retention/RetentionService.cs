using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Journals.Retention;

/// <summary>Looks after the journals at its own pace: what is due is deleted, the disk is watched, and after a start the older segments are
/// read through once.</summary>
internal sealed class RetentionService : LoopService
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(10);

    private readonly RetentionPass _pass;
    private readonly JournalScrub _scrub;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public RetentionService(SiteFile site, EventLedger ledger, RetentionInputs surroundings, OpenAlarms open, TimeProvider time,
        ILogger<RetentionService> logger, ExitCode exit)
        : base(exit)
    {
        (_time, _logger) = (time, logger);
        _scrub = new JournalScrub(ledger.Journals);
        _pass = new RetentionPass(ledger, site.Ledger, surroundings, open, time, logger);
        if (!site.Link.Enabled)
        {
            logger.KeptForNobody();
        }
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        var scrubs = true;
        using var beat = new PeriodicTimer(_beat, _time);
        while (await beat.WaitForNextTickAsync(cancellationToken))
        {
            _pass.RunOnce();
            scrubs = scrubs && Scrub();
        }
    }

    private bool Scrub()
    {
        try
        {
            return _scrub.Step();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            _logger.SegmentUnreadable(refusal.Message);
            return true;
        }
    }
}
