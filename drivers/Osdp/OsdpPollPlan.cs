using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>What a reader in service is asked, and when: polls, and between two of them a light, the buzzer, or a question about itself.
/// The bus's loop alone calls it, but for <see cref="Show"/>.</summary>
/// <param name="note">Hears once what a reader does not do.</param>
internal sealed class OsdpPollPlan(OsdpTimings timings, OsdpCounters counters, OsdpPatience patience, Action<string> note,
    TimeProvider time)
{
    /// <summary>A reader with news is asked again ahead of the others, this often in a row.</summary>
    private const int MaxDrained = 3;

    /// <summary>A light or buzzer command that ended a session so often, or was not answered, is not sent again.</summary>
    private const int MostLost = 12;

    private readonly OsdpSignals _signals = new();
    private readonly OsdpQuestions _questions = new(timings, note, time);
    private long? _polledAt;
    private bool _mustPoll = true;
    private int _drained;
    private int _lightsLost;
    private OsdpCommand? _shown;
    private long _litAt;
    private long? _remindAt;

    /// <summary>What the reader can show.</summary>
    public OsdpCapabilities Capabilities { get; private set; } = OsdpCapabilities.Usual;

    public bool HasSignal => _signals.HasWork && !_questions.IsAboutLights;

    /// <summary>True while the reader has more to tell and is asked ahead of the others.</summary>
    public bool IsDraining => _drained is > 0 and < MaxDrained;

    /// <summary>Any thread: shows a signal when the reader's turn comes.</summary>
    public void Show(ReaderSignal signal) => _signals.Show(signal);

    /// <summary>The reader is in service: its first poll was answered.</summary>
    /// <param name="mayBeAnother">It was away, or it is another one: everything is asked, and what it last showed is shown again. Otherwise
    /// it lost its session and no more, which on a bad line happens at any moment and must cost nothing but the session.</param>
    public void Begin(bool mayBeAnother)
    {
        var now = time.GetTimestamp();
        if (mayBeAnother)
        {
            (Capabilities, _lightsLost, _shown, _remindAt) = (OsdpCapabilities.Usual, 0, null, null);
            _questions.AskAll();
            _signals.ShowAgain();
            _litAt = now;
        }
        else if (time.GetElapsedTime(_litAt, now) > timings.Relight)
        {
            // It may have lost its supply for a moment, and its light with it.
            _remindAt ??= now + (long)(timings.RelightAfter.TotalSeconds * time.TimestampFrequency);
        }
    }

    /// <summary>The session is over: the next begins with a poll.</summary>
    public void End()
    {
        (_mustPoll, _drained, _polledAt) = (true, 0, null);
        if (_shown is { } untaken)
        {
            _signals.PutBack(untaken);
            _shown = null;
        }
    }

    /// <summary>The reader has nothing more to tell, or is not heard.</summary>
    public void StopDraining() => _drained = 0;

    public OsdpCommand Next(long now)
    {
        // A poll between two of them: lights and questions must not keep a card waiting on a slow line.
        if (!_mustPoll && Other(now) is { } other)
        {
            _mustPoll = true;
            return other;
        }

        _mustPoll = false;
        if (_polledAt is { } last)
        {
            counters.Polled(time.GetElapsedTime(last, now));
        }

        _polledAt = now;
        return OsdpCommand.Poll;
    }

    /// <param name="isUsable">Where it was a question about itself: the answer says what it was asked.</param>
    /// <returns>When the reader is to be asked next; null for at once.</returns>
    public long? Handle(OsdpCommandCode asked, long firstSentAt, byte code, bool isUsable)
    {
        _shown = null;
        if (isUsable)
        {
            _questions.Answered(asked);
        }
        else
        {
            _questions.Refused(asked);
        }

        if (asked is OsdpCommandCode.Led or OsdpCommandCode.Buzzer && code != (byte)OsdpReplyCode.Nak)
        {
            _lightsLost = 0;
        }

        _drained = asked == OsdpCommandCode.Poll && code is not ((byte)OsdpReplyCode.Ack or (byte)OsdpReplyCode.Nak) ? _drained + 1 : 0;
        if (_drained == 0)
        {
            var every = patience.IsLineBad ? timings.PollOnBadLine : timings.Poll;
            return (_polledAt ?? firstSentAt) + (long)(every.TotalSeconds * time.TimestampFrequency);
        }

        _drained = _drained >= MaxDrained ? 0 : _drained;
        return null;
    }

    /// <summary>It has told what it can show.</summary>
    public void Can(OsdpCapabilities capabilities) => Capabilities = capabilities;

    /// <summary>The reader will not do what it was told; what is for lights or buzzer is not sent again.</summary>
    public void Refused(OsdpCommandCode asked)
    {
        _shown = null;
        Capabilities = asked switch
        {
            OsdpCommandCode.Led => Capabilities with { Led = 0 },
            OsdpCommandCode.Buzzer => Capabilities with { Buzzer = 0 },
            _ => Capabilities,
        };
    }

    /// <summary>No answer came to it however often it was sent, or the session ended in its place, which may be the line's doing.</summary>
    public void Lost(OsdpCommandCode asked, bool isSilence)
    {
        if (isSilence)
        {
            _questions.Refused(asked);
        }
        else
        {
            _questions.Lost(asked);
        }

        if (asked is not (OsdpCommandCode.Led or OsdpCommandCode.Buzzer))
        {
            return;
        }

        _lightsLost += isSilence ? 4 : 1;
        if (_lightsLost >= MostLost)
        {
            Refused(asked);
            _lightsLost = 0;
            var what = asked == OsdpCommandCode.Led ? "light (69)" : "buzzer (6A)";
            note($"its answers cannot be used: it does not take orders for its {what}; its cards count all the same");
        }
    }

    private OsdpCommand? Other(long now)
    {
        if (_remindAt <= now)
        {
            (_remindAt, _litAt) = (null, now);
            _signals.Remind();
        }

        _shown = _questions.IsAboutLights ? null : _signals.Next(Capabilities);
        return _shown ?? _questions.Next(now);
    }
}
