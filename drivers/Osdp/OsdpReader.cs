using System.Globalization;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Boards;
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
/// The panel's view of one reader: what to send next, and what an answer means. It knows neither line nor waiting: the bus asks it for
/// bytes, gives it frames, and tells it of silence.
/// </summary>
/// <remarks>
/// A reader with a key hears nothing in plaintext but the two steps of the handshake, and in plaintext is heard only there, and where it
/// says BUSY or NAK: the one asks for patience, the other for a new handshake, and neither proves that the reader is there.
/// </remarks>
internal sealed partial class OsdpReader : IDisposable
{
    private const byte SiteKey = 1;
    private const byte DefaultKey = 0;
    private const byte Accepted = 1;

    /// <summary>One refusal may be an answer that crossed a repetition on the line; two are the reader's word.</summary>
    private const int RefusalsToReport = 2;

    /// <summary>A reader with news is asked again ahead of the others, this often in a row.</summary>
    private const int MaxDrained = 3;

    private enum Stage
    {
        Challenge,
        Prove,
        InstallKey,
        Identify,
        Capabilities,
        Status,
        Ready,
    }

    private readonly ReaderOptions _options;
    private readonly OsdpKey? _key;
    private readonly OsdpTimings _timings;
    private readonly OsdpCounters _counters;
    private readonly Action<DeviceReport> _report;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OsdpPollReader _news;
    private readonly OsdpExchange _exchange = new();
    private readonly OsdpSignals _signals = new();
    private Stage _stage;
    private OsdpSecureChannel? _channel;
    private byte[] _cryptogram = [];
    private bool _withDefaultKey;
    private OsdpCapabilities _capabilities = OsdpCapabilities.Usual;
    private OsdpIdentity? _identity;
    private DeviceCondition? _condition;
    private long? _heardAt;
    private long _silentSince;
    private long? _polledAt;
    private long _statusAt;
    private long _dueAt;
    private bool _missed;
    private bool _signalled;
    private int _refusals;
    private int _drained;
    private long _installUntil;

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

        _options = options;
        _key = key;
        _timings = timings;
        _counters = counters;
        _report = report;
        _time = time;
        _logger = logger;
        _news = new OsdpPollReader(options, format, listener, report, time);
        _silentSince = _dueAt = _installUntil = time.GetTimestamp();
        Restart();
    }

    public string Id => _options.Id;

    public byte Address => (byte)_options.Address;

    /// <summary>When the reader is to be asked next.</summary>
    public long DueAt => _stage == Stage.Ready && !_exchange.IsWaiting && _signals.HasWork ? Math.Min(_dueAt, _time.GetTimestamp()) : _dueAt;

    /// <summary>True while the reader has more to tell and is asked ahead of the others.</summary>
    public bool IsDraining => _drained is > 0 and < MaxDrained;

    /// <summary>True where asking is probably in vain.</summary>
    public bool IsMissing => _heardAt is null || (_missed && Since(_heardAt.Value) > _timings.Missing);

    private Stage FirstStage => _key is null ? Stage.Identify : Stage.Challenge;

    private bool IsInstalling => _key is not null && _time.GetTimestamp() < Volatile.Read(ref _installUntil);

    public void Dispose() => _channel?.Dispose();

    /// <summary>Any thread: shows a signal when the reader's turn comes.</summary>
    public void Show(ReaderSignal signal) => _signals.Show(signal);

    /// <summary>Any thread: until then, the reader may be given the site's key under the default one.</summary>
    public void InstallUntil(long timestamp) => Volatile.Write(ref _installUntil, timestamp);

    /// <summary>The bytes to send now: a new command, or the one that waits for its answer once more.</summary>
    public byte[] Command()
    {
        var again = _exchange.IsWaiting;
        _counters.Sent(again);
        return again ? _exchange.Repeat() : Compose(_time.GetTimestamp());
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
            _missed = true;
            _dueAt = After(_timings.Busy);
            EndAfterSilence();
            return OsdpReplyOutcome.AskAgain;
        }

        // Number 0 in an answer to another number: the reader has begun afresh and knows of no earlier command.
        var isNak = reply is { Security: OsdpSecurity.None, Code: (byte)OsdpReplyCode.Nak };
        if (isNak && (reply.Sequence == 0 || reply.Sequence == _exchange.Sequence) && (_key is not null || reply.Sequence != _exchange.Sequence))
        {
            return HandlePlainNak(reply);
        }

        if (reply.Sequence != _exchange.Sequence)
        {
            return OsdpReplyOutcome.Ignored;
        }

        if (Open(reply) is not { } data)
        {
            _counters.Refused();
            return OsdpReplyOutcome.Ignored;
        }

        _counters.Taken();
        _heardAt = _silentSince = _time.GetTimestamp();
        _missed = false;
        var (code, firstSentAt) = (_exchange.Code, _exchange.FirstSentAt);
        _exchange.Complete();
        _dueAt = _heardAt.Value;
        Act(code, firstSentAt, reply.Code, reply.SecurityData.Span, data);
        return OsdpReplyOutcome.Taken;
    }

    /// <summary>No good answer came in time.</summary>
    public void Unanswered()
    {
        _missed = true;
        _drained = 0;
        _dueAt = IsMissing ? After(_timings.Again) : _time.GetTimestamp();
        EndAfterSilence();
    }

    /// <summary>The line itself is gone.</summary>
    public void LineLost(string detail)
    {
        Restart();
        _heardAt = null;
        _dueAt = _time.GetTimestamp();
        if (_condition != DeviceCondition.Offline)
        {
            Report(DeviceCondition.Offline, detail);
        }
    }

    /// <summary>The answer's data where it may be heard at this stage; otherwise null.</summary>
    private byte[]? Open(OsdpFrame reply) => _stage switch
    {
        Stage.Challenge => reply.Security == OsdpSecurity.ClientCryptogram && reply.Code == (byte)OsdpReplyCode.ClientCryptogram
            ? reply.Data.ToArray()
            : null,
        Stage.Prove => reply.Security == OsdpSecurity.InitialMac && reply.Code == (byte)OsdpReplyCode.InitialMac ? reply.Data.ToArray() : null,
        _ when _key is null => reply.Security == OsdpSecurity.None ? reply.Data.ToArray() : null,
        _ => _channel!.Open(reply),
    };

    private OsdpReplyOutcome HandlePlainNak(OsdpFrame reply)
    {
        var nak = (OsdpNak)(reply.Data.IsEmpty ? 0 : reply.Data.Span[0]);
        if (nak is OsdpNak.BadCheck or OsdpNak.BadLength)
        {
            Unanswered();
            return OsdpReplyOutcome.AskAgain;
        }

        if (_stage is Stage.Challenge or Stage.Prove or Stage.InstallKey)
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
        if (Since(_silentSince) < _timings.Offline)
        {
            return;
        }

        if (_stage != FirstStage)
        {
            Restart();
        }

        _heardAt = null;
        if (_condition != DeviceCondition.Offline)
        {
            Report(
                DeviceCondition.Offline,
                string.Create(CultureInfo.InvariantCulture, $"address {Address} has not answered for {_timings.Offline.TotalSeconds:0.#} s"));
        }
    }

    private void Refuse(string detail)
    {
        Restart();
        _silentSince = _time.GetTimestamp();
        _withDefaultKey = IsInstalling && !_withDefaultKey;
        _dueAt = After(_withDefaultKey ? TimeSpan.Zero : _timings.Again);
        if (++_refusals >= RefusalsToReport && _condition != DeviceCondition.KeyRefused && !IsInstalling)
        {
            Report(DeviceCondition.KeyRefused, detail);
        }
    }

    /// <summary>At once where all was well before; otherwise not in a hurry, for it may end the same way.</summary>
    private void BeginAgain()
    {
        _dueAt = _stage == Stage.Ready ? _time.GetTimestamp() : After(_timings.Again);
        Restart();
    }

    private void Restart()
    {
        _channel?.Dispose();
        _channel = null;
        _exchange.Restart();
        _drained = 0;
        _stage = FirstStage;
    }

    private void Report(DeviceCondition condition, string? detail)
    {
        _condition = condition;
        _logger.ReaderChanged(Id, condition, detail);
        _report(new DeviceReport(Id, condition, detail));
    }

    private TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    private long After(TimeSpan wait) => _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
}
