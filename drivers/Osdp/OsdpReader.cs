using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

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
    private const int TriesInARow = 4;

    private readonly ReaderOptions _options;
    private readonly OsdpTimings _timings;
    private readonly OsdpCounters _counters;
    private readonly TimeProvider _time;
    private readonly OsdpSession _session;
    private readonly OsdpPresence _presence;
    private readonly OsdpPatience _patience;
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
        _patience = new OsdpPatience(timings);
        _plan = new OsdpPollPlan(timings, counters, _patience, _presence.Note, time);
        _dialogue = new OsdpDialogue(options.Id, _session, _plan, new OsdpPollReader(options, format, listener, report, time), _presence,
            counters, logger);
        _dueAt = time.GetTimestamp();
    }

    public string Id => _options.Id;

    public byte Address => (byte)_options.Address;

    /// <summary>When the reader is to be asked next.</summary>
    public long DueAt => _dialogue.IsReady && !_exchange.IsWaiting && _plan.HasSignal ? Math.Min(_dueAt, _time.GetTimestamp()) : _dueAt;

    /// <summary>True while the reader is asked ahead of the others: it has more to tell, or a session of it is under way and goes well, for
    /// until its first poll it is of no use.</summary>
    public bool IsUrgent => _plan.IsDraining || (_dialogue.IsUnderWay && !_exchange.IsWaiting);

    /// <summary>On a bad line, whoever has not been polled well for long comes before those who have, but for a turn of the others after
    /// some tries in vain. Otherwise the latest there is.</summary>
    public long HungrySince => (_patience.IsLineBad && _exchange.Tries % TriesInARow != 0 ? _presence.HungrySince : null) ?? long.MaxValue;

    /// <summary>True where asking is probably in vain.</summary>
    public bool IsMissing => _presence.IsMissing;

    /// <summary>For so long an answer to the command just given is waited for.</summary>
    public TimeSpan Patience => _patience.Wait(_exchange.Tries, _presence.WasServedLately);

    /// <summary>An answer may end in a checksum.</summary>
    public bool TakesChecksums => _session.TakesChecksums;

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
    /// <param name="after">From the command's last bit to its first.</param>
    public OsdpReplyOutcome Handle(OsdpFrame reply, TimeSpan after)
    {
        if (!reply.IsReply || reply.Address != Address || !_exchange.IsWaiting || (!reply.HasCrc && !TakesChecksums))
        {
            return OsdpReplyOutcome.Ignored;
        }

        if (reply is { Security: OsdpSecurity.None, Code: (byte)OsdpReplyCode.Busy })
        {
            _presence.Busy();
            _dueAt = After(_timings.Busy);
            Look();
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

        if (_session.Open(reply) is not { } answer)
        {
            _counters.Refused();
            return OsdpReplyOutcome.Ignored;
        }

        _counters.Taken();
        _patience.Answered(after);
        _presence.Heard();
        var (code, firstSentAt) = (_exchange.Code, _exchange.FirstSentAt);
        _exchange.Complete();
        _dueAt = _time.GetTimestamp();
        Follow(_dialogue.Handle(code, firstSentAt, reply, answer));
        return OsdpReplyOutcome.Taken;
    }

    /// <summary>No good answer came in time.</summary>
    /// <param name="cameSpoiled">Something came in its place.</param>
    public void Unanswered(bool cameSpoiled)
    {
        _presence.Missed(cameSpoiled);
        _patience.Unanswered();
        _plan.StopDraining();
        _dueAt = IsMissing ? After(_timings.Probe) : _time.GetTimestamp();
        if (_dialogue.GivesUp(_exchange.Code, _exchange.Tries))
        {
            BeginAgain("it answers polls and nothing else");
        }
        else if (_dialogue.IsAtStart && (IsMissing || _session.IsCheckInDoubt) && _session.TryOtherCheck())
        {
            _exchange.Restart();
        }

        Look();
    }

    /// <summary>The line itself is gone.</summary>
    public void LineLost(string detail)
    {
        Restart();
        _session.ForgetCheck();
        _dueAt = _time.GetTimestamp();
        _presence.Lose(detail);
    }

    private void Follow(OsdpVerdict verdict)
    {
        switch (verdict.Turn)
        {
            case OsdpTurn.Refused when !_presence.WasServedLately || _session.IsInstalling:
                Refuse(verdict.Detail!);
                break;
            case OsdpTurn.Refused or OsdpTurn.BeginAgain:
                BeginAgain(verdict.Detail!);
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
            Unanswered(cameSpoiled: false);
            return OsdpReplyOutcome.AskAgain;
        }

        Follow(_dialogue.HandlePlainNak(_exchange.Code, nak));
        return OsdpReplyOutcome.AskAgain;
    }

    /// <summary>What has lasted too long is over.</summary>
    private void Look()
    {
        if (_presence.IsApart && !_dialogue.IsAtStart)
        {
            Restart();
        }

        if (_presence.IsUnserved && _presence.Lose())
        {
            _session.ForgetCheck();
        }
    }

    private void Refuse(string detail)
    {
        Restart();
        _dueAt = After(_session.TryOtherKey() ? TimeSpan.Zero : _timings.Again);
        _presence.Refuse(detail, isExpected: _session.IsInstalling);
    }

    /// <summary>At once where all was well a moment ago, or has not gone wrong often; otherwise not in a hurry, for it may end the same
    /// way.</summary>
    private void BeginAgain(string trouble)
    {
        _dueAt = After(_presence.MayBeginAtOnce(trouble) ? TimeSpan.Zero : _timings.Again);
        Restart();
        Look();
    }

    private void Restart()
    {
        _dialogue.Restart();
        _exchange.Restart();
    }

    private long After(TimeSpan wait) => _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
}
