using System.Globalization;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>What became of a frame that came while a reader was asked.</summary>
internal enum OsdpReplyOutcome
{
    /// <summary>Not the answer; go on listening.</summary>
    Ignored,

    /// <summary>The answer; the exchange is over.</summary>
    Taken,

    /// <summary>The reader wants to be asked again.</summary>
    AskAgain,
}

/// <summary>
/// The panel's view of one reader: what to send next, whose frame an answer is, and when the reader is to be asked again. It knows neither
/// line nor waiting: the bus asks it for bytes, gives it frames, and tells it of silence.
/// </summary>
/// <remarks>
/// BUSY and NAK are heard in plaintext from a reader with a key too: the one asks for patience, the other for a new handshake, and neither
/// proves that the reader is there.
/// </remarks>
internal sealed class OsdpReader : IDisposable
{
    private readonly ReaderOptions _options;
    private readonly OsdpTimings _timings;
    private readonly OsdpCounters _counters;
    private readonly TimeProvider _time;
    private readonly OsdpSession _session;
    private readonly OsdpPresence _presence;
    private readonly OsdpPollPlan _plan;
    private readonly OsdpDialogue _dialogue;
    private readonly OsdpExchange _exchange = new();
    private long _dueAt;

    /// <param name="key">The site's key for this reader; null only where the options allow plaintext.</param>
    public OsdpReader(
        ReaderOptions options,
        OsdpKey? key,
        WiegandFormat format,
        OsdpTimings timings,
        OsdpCounters counters,
        ReaderListener listener,
        Action<DeviceReport> report,
        TimeProvider time,
        ILogger logger)
    {
        if (key is null && !options.Insecure)
        {
            throw new ArgumentException($"Reader '{options.Id}' has no key, and 'insecure' is not set.", nameof(key));
        }

        (_options, _timings, _counters, _time) = (options, timings, counters, time);
        _session = new OsdpSession(Address, key, time);
        _presence = new OsdpPresence(options, timings, report, time, logger);
        _plan = new OsdpPollPlan(timings, counters, time);
        _dialogue = new OsdpDialogue(options.Id, _session, _plan, new OsdpPollReader(options, format, listener, report, time), _presence,
            counters, logger);
        _dueAt = time.GetTimestamp();
    }

    public string Id => _options.Id;

    public byte Address => (byte)_options.Address;

    /// <summary>When the reader is to be asked next.</summary>
    public long DueAt => _dialogue.IsReady && !_exchange.IsWaiting && _plan.HasSignal ? Math.Min(_dueAt, _time.GetTimestamp()) : _dueAt;

    /// <summary>True while the reader has more to tell and is asked ahead of the others.</summary>
    public bool IsDraining => _plan.IsDraining;

    /// <summary>True where asking is probably in vain.</summary>
    public bool IsMissing => _presence.IsMissing;

    public void Dispose() => _session.Dispose();

    /// <summary>Any thread: shows a signal when the reader's turn comes.</summary>
    public void Show(ReaderSignal signal) => _plan.Show(signal);

    /// <summary>Any thread: until then, the reader may be given the site's key under the default one.</summary>
    public void InstallUntil(long timestamp) => _session.InstallUntil(timestamp);

    /// <summary>The bytes to send now: a new command, or the one that waits for its answer once more.</summary>
    public byte[] Command()
    {
        var again = _exchange.IsWaiting;
        _counters.Sent(again);
        if (again)
        {
            return _exchange.Repeat();
        }

        var now = _time.GetTimestamp();
        var (code, bytes) = _dialogue.Next(_exchange.Sequence, now);
        return _exchange.Begin(code, bytes, now);
    }

    /// <summary>A good frame came from the line.</summary>
    public OsdpReplyOutcome Handle(OsdpFrame reply)
    {
        if (!reply.IsReply || reply.Address != Address || !_exchange.IsWaiting)
        {
            return OsdpReplyOutcome.Ignored;
        }

        if (reply is { Security: OsdpSecurity.None, Code: (byte)OsdpReplyCode.Busy })
        {
            _presence.Missed();
            _dueAt = After(_timings.Busy);
            EndAfterSilence();
            return OsdpReplyOutcome.AskAgain;
        }

        // Number 0 in an answer to another number: the reader has begun afresh and knows of no earlier command.
        var isNak = reply is { Security: OsdpSecurity.None, Code: (byte)OsdpReplyCode.Nak };
        if (isNak && (reply.Sequence == 0 || reply.Sequence == _exchange.Sequence)
            && (!_session.IsPlain || reply.Sequence != _exchange.Sequence))
        {
            return HandlePlainNak(reply);
        }

        if (reply.Sequence != _exchange.Sequence)
        {
            return OsdpReplyOutcome.Ignored;
        }

        if (_session.Open(reply) is not { } data)
        {
            _counters.Refused();
            return OsdpReplyOutcome.Ignored;
        }

        _counters.Taken();
        _presence.Heard();
        var (code, firstSentAt) = (_exchange.Code, _exchange.FirstSentAt);
        _exchange.Complete();
        _dueAt = _time.GetTimestamp();
        Follow(_dialogue.Handle(code, firstSentAt, reply, data));
        return OsdpReplyOutcome.Taken;
    }

    /// <summary>No good answer came in time.</summary>
    public void Unanswered()
    {
        _presence.Missed();
        _plan.StopDraining();
        _dueAt = IsMissing ? After(_timings.Again) : _time.GetTimestamp();
        EndAfterSilence();
    }

    /// <summary>The line itself is gone.</summary>
    public void LineLost(string detail)
    {
        Restart();
        _dueAt = _time.GetTimestamp();
        _presence.Lose(detail);
    }

    private void Follow(OsdpVerdict verdict)
    {
        switch (verdict.Turn)
        {
            case OsdpTurn.Refused:
                Refuse(verdict.Detail!);
                break;
            case OsdpTurn.BeginAgain:
                BeginAgain();
                break;
            case OsdpTurn.StartOver:
                Restart();
                break;
            default:
                _dueAt = verdict.DueAt ?? _dueAt;
                break;
        }
    }

    private OsdpReplyOutcome HandlePlainNak(OsdpFrame reply)
    {
        var nak = (OsdpNak)(reply.Data.IsEmpty ? 0 : reply.Data.Span[0]);
        if (nak is OsdpNak.BadCheck or OsdpNak.BadLength)
        {
            Unanswered();
            return OsdpReplyOutcome.AskAgain;
        }

        if (_dialogue.IsAboutKeys)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"it refuses the secure channel (NAK {(byte)nak})"));
        }
        else
        {
            // The reader has lost its session, as after a power cut; it may begin a new one at once.
            BeginAgain();
        }

        return OsdpReplyOutcome.AskAgain;
    }

    private void EndAfterSilence()
    {
        if (!_presence.IsSilent)
        {
            return;
        }

        if (!_dialogue.IsAtStart)
        {
            Restart();
        }

        _presence.Lose();
    }

    private void Refuse(string detail)
    {
        Restart();
        _dueAt = After(_session.TryOtherKey() ? TimeSpan.Zero : _timings.Again);
        _presence.Refuse(detail, isExpected: _session.IsInstalling);
    }

    /// <summary>At once where all was well before; otherwise not in a hurry, for it may end the same way.</summary>
    private void BeginAgain()
    {
        _dueAt = _dialogue.IsReady ? _time.GetTimestamp() : After(_timings.Again);
        Restart();
    }

    private void Restart()
    {
        _dialogue.Restart();
        _exchange.Restart();
    }

    private long After(TimeSpan wait) => _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
}
