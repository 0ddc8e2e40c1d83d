using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>What a reader in service is asked, and when: polls, its status now and then, and lights and buzzer between two polls. The bus's
/// loop alone calls it, but for <see cref="Show"/>.</summary>
internal sealed class OsdpPollPlan(OsdpTimings timings, OsdpCounters counters, TimeProvider time)
{
    /// <summary>A reader with news is asked again ahead of the others, this often in a row.</summary>
    private const int MaxDrained = 3;

    private readonly OsdpSignals _signals = new();
    private long? _polledAt;
    private long _statusAt;
    private bool _signalled;
    private int _drained;

    /// <summary>What the reader can show.</summary>
    public OsdpCapabilities Capabilities { get; set; } = OsdpCapabilities.Usual;

    public bool HasSignal => _signals.HasWork;

    /// <summary>True while the reader has more to tell and is asked ahead of the others.</summary>
    public bool IsDraining => _drained is > 0 and < MaxDrained;

    /// <summary>Any thread: shows a signal when the reader's turn comes.</summary>
    public void Show(ReaderSignal signal) => _signals.Show(signal);

    /// <summary>The reader has just told its status and is in service; what it last showed is shown again.</summary>
    public void Begin()
    {
        _statusAt = time.GetTimestamp();
        _polledAt = null;
        _signals.ShowAgain();
    }

    /// <summary>The reader has nothing more to tell, or is not heard.</summary>
    public void StopDraining() => _drained = 0;

    public OsdpCommand Next(long now)
    {
        // A poll between two of them: lights must not keep a card waiting on a slow line.
        var isTurnOfSignals = !_signalled;
        _signalled = false;
        if (isTurnOfSignals && _signals.Next(Capabilities) is { } signal)
        {
            _signalled = true;
            return signal;
        }

        if (time.GetElapsedTime(_statusAt, now) >= timings.Status)
        {
            return OsdpCommand.LocalStatus;
        }

        if (_polledAt is { } last)
        {
            counters.Polled(time.GetElapsedTime(last, now));
        }

        _polledAt = now;
        return OsdpCommand.Poll;
    }

    /// <returns>When the reader is to be asked next; null for at once.</returns>
    public long? Handle(OsdpCommandCode asked, long firstSentAt, byte code)
    {
        if (asked == OsdpCommandCode.LocalStatus)
        {
            _statusAt = time.GetTimestamp();
        }

        _drained = asked == OsdpCommandCode.Poll && code != (byte)OsdpReplyCode.Ack ? _drained + 1 : 0;
        if (_drained == 0)
        {
            return (_polledAt ?? firstSentAt) + (long)(timings.Poll.TotalSeconds * time.TimestampFrequency);
        }

        _drained = _drained >= MaxDrained ? 0 : _drained;
        return null;
    }

    /// <summary>The reader does not know a command; one for lights or buzzer is not sent again.</summary>
    public void Refused(OsdpCommandCode asked) => Capabilities = asked switch
    {
        OsdpCommandCode.Led => Capabilities with { Led = 0 },
        OsdpCommandCode.Buzzer => Capabilities with { Buzzer = 0 },
        _ => Capabilities,
    };
}
