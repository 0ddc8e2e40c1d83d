using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>How the siren is.</summary>
/// <param name="Sounding">As its relay was read back.</param>
/// <param name="Problem">Why it does not do as it is told; null where it does.</param>
internal sealed record SirenStatus(bool Sounding, Wording? Problem);

/// <summary>Sounds the siren while the rule says so, a few seconds at a time, and tells of a relay that does not move.</summary>
internal sealed class SirenLoop : LoopService
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(500);

    /// <summary>Without anything new: a silence that ends, a quiet hour that does.</summary>
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    /// <summary>Each order begins anew what was seen of the relay, so not with each turn.</summary>
    private static readonly TimeSpan _renewAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _test = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _lookAtTest = TimeSpan.FromMilliseconds(50);

    private readonly SiteFile _site;
    private readonly Siren? _siren;
    private readonly SirenRule? _rule;
    private readonly SiteAlarms _alarms;
    private readonly DeviceHealth _health;
    private readonly EventLedger _ledger;
    private readonly TimeProvider _time;
    private int _isNew = 1;
    private long _lookedAt;
    private TimeSpan _left;
    private long? _toldAt;
    private bool _isSounding;
    private bool _isFaulty;

    public SirenLoop(SiteFile site, DoorHardware hardware, SiteAlarms alarms, SilencedDevices silenced, DeviceHealth health,
        EventLedger ledger, TimeProvider time, ExitCode exit)
        : base(exit)
    {
        (_site, _siren, _alarms, _health, _ledger, _time) = (site, hardware.Siren, alarms, health, ledger, time);
        if (site.Outside.Siren is { } options)
        {
            _rule = new SirenRule(options, new Subjects(silenced), time);
            ledger.Recorded += happened =>
            {
                if (happened is AlarmEvent or DeviceSilenced)
                {
                    Interlocked.Exchange(ref _isNew, 1);
                }
            };
        }
    }

    /// <summary>Null where the site has none.</summary>
    public SirenStatus? Status => _siren is null ? null : new SirenStatus(_siren is { IsSounding: true, IsAsTold: true },
        Volatile.Read(ref _isFaulty) ? Fault(_siren) : null);

    /// <summary>Sounds it for a second.</summary>
    /// <returns>Whether its relay was seen to move.</returns>
    public async Task<SendResult> TestAsync(CancellationToken cancellationToken)
    {
        if (!Volatile.Read(ref _isSounding))
        {
            _siren!.Sound(_test);
        }

        var begun = _time.GetTimestamp();
        while (_time.GetElapsedTime(begun) < ReleaseCheck.Within)
        {
            if (_siren!.IsAsTold)
            {
                return SendResult.Delivered;
            }

            await Task.Delay(_lookAtTest, _time, cancellationToken);
        }

        return SendResult.Unanswered(Fault(_siren!));
    }

    /// <summary>A turn.</summary>
    public void Look()
    {
        if (_siren is null || _rule is null)
        {
            return;
        }

        if (Interlocked.Exchange(ref _isNew, 0) == 1 || _left > TimeSpan.Zero || _time.GetElapsedTime(_lookedAt) >= _lookEvery)
        {
            var now = _time.GetUtcNow();
            _lookedAt = _time.GetTimestamp();
            _left = _rule.Left(_alarms.Newest, now, _ledger.Time.LastCertain is null,
                _site.Outside.Siren!.QuietHours?.Has(_site.LocalTime(now).TimeOfDay) ?? false);
        }

        var isToSound = _left > TimeSpan.Zero;
        if (isToSound != _isSounding || (isToSound && _toldAt is { } at && _time.GetElapsedTime(at) >= _renewAfter))
        {
            Volatile.Write(ref _isSounding, isToSound);
            _toldAt = _time.GetTimestamp();
            if (isToSound)
            {
                _siren.Sound(_left);
            }
            else
            {
                _siren.Rest();
            }
        }

        Check();
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (_siren is null)
        {
            return;
        }

        using var beat = new PeriodicTimer(_beat, _time);
        try
        {
            do
            {
                Look();
            }
            while (await beat.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            _siren.Rest();
        }
    }

    /// <summary>What it was told counts as done once the relay was read back so.</summary>
    private void Check()
    {
        if (_siren!.IsAsTold)
        {
            if (_isFaulty)
            {
                Volatile.Write(ref _isFaulty, false);
                _health.Report(new DeviceReport(TargetOptions.DeviceOf(SirenOptions.Id), DeviceCondition.Online));
            }

            _toldAt = _isSounding ? _toldAt : null;
        }
        else if (_toldAt is { } since && _time.GetElapsedTime(since) >= ReleaseCheck.Within)
        {
            Volatile.Write(ref _isFaulty, true);
            _health.Report(new DeviceReport(TargetOptions.DeviceOf(SirenOptions.Id), DeviceCondition.Offline,
                Fault(_siren).In(_site.Language)));
        }
    }

    private static Wording Fault(Siren siren) => OutsideTexts.SirenFault(siren.Obstacle ?? "");
}
