using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Outside.Targets;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>How a target fares.</summary>
/// <param name="Where">The host alone: an address holds a key.</param>
/// <param name="Waiting">How many wait to be told.</param>
/// <param name="Problem">Why the last try failed; null where it went well.</param>
/// <param name="IsRefused">It will not take them: somebody has to do something.</param>
internal sealed record TargetStatus(string Id, TargetKind Kind, string Where, long Waiting, DateTimeOffset? LastSuccess,
    Wording? Problem, DateTimeOffset? ProblemAt, bool IsRefused);

/// <summary>Tells one target what happened, in order, each at least once: what it has taken is on the disk before anything else is sent.
/// What waits behind the pace, quiet hours or a way that is closed goes into one message.</summary>
internal sealed class TargetLoop(TargetOptions options, ITarget target, Gathering gathering, CursorFile file, Action<DeviceReport> report,
    SiteFile site, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(1);

    /// <summary>A way that is closed for a moment is nobody's concern.</summary>
    private static readonly TimeSpan _tellAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _afterRefusal = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _keepEvery = TimeSpan.FromHours(1);

    /// <summary>So long a message that is under way as the gateway stops may take to be answered.</summary>
    private static readonly TimeSpan _lastWord = TimeSpan.FromSeconds(3);

    private readonly Backoff _backoff = new(TimeSpan.FromMinutes(5));
    private readonly Pace _pace = target.CreatePace(time);
    private readonly Lock _lock = new();
    private DateTimeOffset? _lastSuccess;
    private (Wording Why, DateTimeOffset At, bool IsRefused)? _problem;
    private IReadOnlyList<Position> _kept = [];
    private long _keptAt = time.GetTimestamp();
    private long? _failingSince;
    private TimeSpan _wait;
    private long _triedAt;
    private bool _isTold;
    private bool _diskRefuses;
    private int _woken;

    public string Id => options.Id;

    /// <summary>Safe to ask from any thread.</summary>
    public TargetStatus Status
    {
        get
        {
            lock (_lock)
            {
                return new TargetStatus(options.Id, options.Kind, target.Where, gathering.Waiting, _lastSuccess, _problem?.Why,
                    _problem?.At, _problem?.IsRefused ?? false);
            }
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Begin();
        using var beat = new PeriodicTimer(_beat, time);
        do
        {
            await LookAsync(cancellationToken);
        }
        while (await beat.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Takes up where the target has the journal.</summary>
    public void Begin()
    {
        var cursor = file.Load();
        if (file.IsDamaged)
        {
            logger.CursorDamaged(options.Id, options.MaxAgeHours);
        }

        lock (_lock)
        {
            _lastSuccess = cursor?.LastSuccess;
        }

        gathering.Begin(cursor, file.IsDamaged);
        Keep();
    }

    /// <summary>A turn: reads what was recorded, and sends it where it is due.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!TryRead())
        {
            return;
        }

        var isWoken = Interlocked.Exchange(ref _woken, 0) == 1;
        if (!isWoken && _wait > TimeSpan.Zero && time.GetElapsedTime(_triedAt) < _wait)
        {
            return;
        }

        if (gathering.Compose(time.GetUtcNow()) is not { } message)
        {
            if (time.GetElapsedTime(_keptAt) >= _keepEvery && !gathering.Positions.SequenceEqual(_kept))
            {
                Keep();
            }
        }
        else if ((gathering.HasUrgent || !IsQuiet) && _pace.TryTake())
        {
            Settle(await SendAsync(message, cancellationToken), isOfJournal: true);
        }
    }

    /// <summary>Sends something that did not happen, to see whether it arrives.</summary>
    /// <returns>Null where so much was sent just now that it has to wait.</returns>
    public async Task<SendResult?> TestAsync(CancellationToken cancellationToken)
    {
        if (!_pace.TryTake())
        {
            return null;
        }

        var result = await SendAsync(new OutsideMessage($"msg_test_{Guid.NewGuid():N}", time.GetUtcNow(), [], [], Test: true),
            cancellationToken);
        if (result.Outcome == SendOutcome.Delivered)
        {
            Interlocked.Exchange(ref _woken, 1);
        }

        Settle(result, isOfJournal: false);
        return result;
    }

    private bool IsQuiet => options.QuietHours?.Has(site.LocalTime(time.GetUtcNow()).TimeOfDay) ?? false;

    private bool TryRead()
    {
        try
        {
            gathering.Read();
            _diskRefuses = false;
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!_diskRefuses)
            {
                logger.JournalUnreadable(options.Id, refused.Message);
            }

            _diskRefuses = true;
            return false;
        }
    }

    private async Task<SendResult> SendAsync(OutsideMessage message, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource();
        await using var stop = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).CancelAfter(_lastWord),
            patience);
        return target.Masked(await target.SendAsync(message, patience.Token));
    }

    private void Settle(SendResult result, bool isOfJournal)
    {
        if (SettleQuietly(result, isOfJournal) is { } condition)
        {
            report(new DeviceReport(options.Device, condition, result.Why?.In(site.Language)));
        }
    }

    /// <returns>What is to be told of the target; null for nothing.</returns>
    private DeviceCondition? SettleQuietly(SendResult result, bool isOfJournal)
    {
        lock (_lock)
        {
            if (result.Outcome == SendOutcome.Delivered)
            {
                (_lastSuccess, _problem, _failingSince, _wait) = (time.GetUtcNow(), null, null, TimeSpan.Zero);
                _backoff.Reset();
                if (isOfJournal)
                {
                    gathering.Clear();
                    Keep();
                }

                var wasTold = _isTold;
                _isTold = false;
                return wasTold ? DeviceCondition.Online : null;
            }

            var isRefused = result.Outcome == SendOutcome.Refused;
            _problem = (result.Why!, time.GetUtcNow(), isRefused);
            _failingSince ??= time.GetTimestamp();
            _triedAt = time.GetTimestamp();
            _wait = isRefused ? _afterRefusal : _backoff.Next();
            _isTold |= isRefused || time.GetElapsedTime(_failingSince.Value) >= _tellAfter;
            return _isTold ? DeviceCondition.Offline : null;
        }
    }

    private void Keep()
    {
        var positions = gathering.Positions;
        if (file.Save(new Cursor(positions, _lastSuccess)) is { } refusal)
        {
            logger.CursorNotKept(options.Id, refusal);
        }

        (_kept, _keptAt) = (positions, time.GetTimestamp());
    }
}
