using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Journals.Clock;

/// <summary>Tells that the machine's clock is not believed: one alarm with a beginning and an end, over restarts too, and one line in the
/// log. Keeps on the disk what a later start may be certain of.</summary>
internal sealed class ClockService : LoopService
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _keepEvery = TimeSpan.FromHours(1);

    private readonly SiteFile _site;
    private readonly EventLedger _ledger;
    private readonly OpenAlarms _open;
    private readonly ILogger _logger;
    private readonly Lock _one = new();
    private readonly TimeProvider _time;

    /// <summary>Of this run; a later one goes on with the alarm that it finds, whatever that began with.</summary>
    private ClockDoubtReason? _told;
    private long? _keptAt;
    private string? _refused;

    public ClockService(SiteFile site, EventLedger ledger, OpenAlarms open, ILogger<ClockService> logger, ExitCode exit)
        : base(exit) => (_site, _ledger, _open, _logger, _time) = (site, ledger, open, logger, ledger.Time);

    /// <summary>The hub's time, signed and fresh.</summary>
    public void Hear(DateTimeOffset told)
    {
        if (_ledger.Time.Hear(told))
        {
            Tell(ClockWitness.Hub, null);
        }
    }

    /// <summary>An operator says that the machine's clock is right.</summary>
    public void Confirm(string person)
    {
        _ledger.Time.Confirm();
        Tell(ClockWitness.Operator, person);
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        using var beat = new PeriodicTimer(_beat, _time);
        try
        {
            do
            {
                Tell(ClockWitness.Clock, null);
            }
            while (await beat.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            Keep();
        }
    }

    private void Tell(ClockWitness by, string? person)
    {
        lock (_one)
        {
            var doubt = _ledger.Time.Doubt;
            if (_open.Has(AlarmSign.Clock) ? doubt is not null && doubt.Reason == (_told ?? doubt.Reason) : doubt is null)
            {
                if (doubt is not null && _told is null)
                {
                    // An earlier run's alarm goes on; this one's log has not said so.
                    _logger.ClockDoubted(doubt.Shown, doubt.Counted, doubt.Reason);
                }

                _told = doubt?.Reason;
                if (_keptAt is not { } at || _time.GetElapsedTime(at) >= _keepEvery)
                {
                    Keep();
                }

                return;
            }

            _told = doubt?.Reason;
            if (doubt is null)
            {
                _ledger.Append(new ClockTrusted(_ledger.Time.Machine, by, person));
                _logger.ClockTrusted(_ledger.Time.Machine);
            }
            else
            {
                _ledger.Append(new ClockDoubted(doubt.Reason, doubt.Shown, doubt.Counted));
                _logger.ClockDoubted(doubt.Shown, doubt.Counted, doubt.Reason);
            }

            Keep();
        }
    }

    private void Keep()
    {
        try
        {
            _keptAt = _time.GetTimestamp();
            _ledger.Time.Floor().Keep(_site.DataFolder, _ledger.Journals);
            _refused = null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The records themselves are certain enough until the disk takes it.
            if (_refused is null)
            {
                _logger.ClockNotKept(_site.DataFolder, refusal.Message);
            }

            _refused = refusal.Message;
        }
    }
}
