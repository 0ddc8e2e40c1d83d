using System.Globalization;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>What a reader is told and what its answers mean, stage by stage: handshake, key, a poll at once, and then polls with all else
/// between them. The bus's loop alone calls it.</summary>
internal sealed class OsdpDialogue(string reader, OsdpSession session, OsdpPollPlan plan, OsdpPollReader news, OsdpPresence presence,
    OsdpCounters counters, ILogger logger)
{
    /// <summary>What says no to a poll so often in a row has a session that is of no use.</summary>
    private const int MostPollsRefused = 3;

    /// <summary>A reader that proved the key and does not take the panel's proof so often is believed to mean it.</summary>
    private const int MostDoubts = 4;

    /// <summary>A command other than a poll that is not answered when it was sent so often is not waited for.</summary>
    private const int MostTries = 6;

    private Stage _stage = session.IsPlain ? Stage.FirstPoll : Stage.Handshake;
    private string? _served;
    private int _pollsRefused;
    private int _doubts;
    private bool _isToldOfChecksums;

    private enum Stage
    {
        Handshake,
        InstallKey,
        FirstPoll,
        Ready,
    }

    /// <summary>The reader is polled.</summary>
    public bool IsReady => _stage == Stage.Ready;

    /// <summary>A session has begun and is not in use yet.</summary>
    public bool IsUnderWay => session.IsHalfProven || (_stage == Stage.FirstPoll && !session.IsPlain);

    /// <summary>Nothing has begun.</summary>
    public bool IsAtStart => _stage == FirstStage && session.IsAtStart;

    private Stage FirstStage => session.IsPlain ? Stage.FirstPoll : Stage.Handshake;

    public void Restart()
    {
        session.End();
        plan.End();
        _stage = FirstStage;
    }

    public (OsdpCommandCode Code, byte[] Bytes) Next(int sequence, long now)
    {
        if (!session.IsOpen)
        {
            return session.NextStep(sequence);
        }

        var command = _stage == Stage.InstallKey ? session.KeySet : plan.Next(now);
        return (command.Code, session.Seal(sequence, command));
    }

    /// <param name="asked">The command that was answered.</param>
    /// <param name="firstSentAt">When it was first sent.</param>
    /// <param name="answer">What the reply says.</param>
    public OsdpVerdict Handle(OsdpCommandCode asked, long firstSentAt, OsdpFrame reply, OsdpAnswer answer)
    {
        if (!session.IsOpen)
        {
            return HandleStep(reply, answer.Data!);
        }

        if (reply.Code == (byte)OsdpReplyCode.Nak
            && HandleNak(asked, (OsdpNak)(answer.Data is [var reason, ..] ? reason : 0)) is { } ended)
        {
            return ended;
        }

        if (_stage == Stage.InstallKey)
        {
            logger.KeyInstalled(reader);
            session.KeyIsInstalled();
            return new OsdpVerdict(OsdpTurn.StartOver);
        }

        if (_stage == Stage.FirstPoll)
        {
            BeginService(reply);
        }

        if (asked != OsdpCommandCode.Poll || reply.Code != (byte)OsdpReplyCode.Nak)
        {
            _pollsRefused = 0;
            presence.Served();
        }

        if (asked == OsdpCommandCode.Poll && reply.Code == (byte)OsdpReplyCode.Ack)
        {
            news.FoundEmpty(firstSentAt);
        }

        var isUsable = IsUsable(asked, reply.Code, answer.Data);
        if (isUsable || (answer.Data is not null && reply.Code != (byte)OsdpReplyCode.LocalStatus))
        {
            news.Handle(reply.Code, answer);
        }

        return new OsdpVerdict(OsdpTurn.GoOn, DueAt: plan.Handle(asked, firstSentAt, reply.Code, isUsable));
    }

    /// <summary>Its session is gone, it says in plaintext: as after a power cut, or because the line spoiled what it heard.</summary>
    public OsdpVerdict HandlePlainNak(OsdpCommandCode asked, OsdpNak nak)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"NAK {(byte)nak}");
        if (session.IsHalfProven)
        {
            return Doubt($"it does not take the panel's proof ({why})");
        }

        if (_stage is Stage.Handshake or Stage.InstallKey)
        {
            return new OsdpVerdict(OsdpTurn.Refused, $"it refuses the secure channel ({why})");
        }

        if (_stage == Stage.Ready)
        {
            plan.Lost(asked, isSilence: false);
        }

        return new OsdpVerdict(OsdpTurn.BeginAgain, $"its session ends as it begins ({why})");
    }

    /// <summary>No answer came to a command that was sent so often.</summary>
    /// <returns>Whether it is given up, and the session with it: a number that was used cannot be used for another command.</returns>
    public bool GivesUp(OsdpCommandCode asked, int tries)
    {
        if (_stage != Stage.Ready || asked == OsdpCommandCode.Poll || tries < MostTries)
        {
            return false;
        }

        plan.Lost(asked, isSilence: true);
        return true;
    }

    private OsdpVerdict HandleStep(OsdpFrame reply, byte[] data)
    {
        var wasHalfProven = session.IsHalfProven;
        if (session.HandleStep(reply, data) is { } doubt)
        {
            return wasHalfProven ? Doubt(doubt) : new OsdpVerdict(OsdpTurn.Refused, doubt);
        }

        if (!session.IsOpen)
        {
            return new OsdpVerdict(session.IsHalfProven ? OsdpTurn.GoOn : OsdpTurn.StartOver);
        }

        counters.Began();
        _doubts = 0;
        if (!session.IsUnderDefaultKey)
        {
            presence.Proven();
            _stage = Stage.FirstPoll;
            return new OsdpVerdict(OsdpTurn.GoOn);
        }

        _stage = Stage.InstallKey;
        return new OsdpVerdict(session.IsInstalling ? OsdpTurn.GoOn : OsdpTurn.StartOver);
    }

    /// <summary>The reader has proved that it holds the key: what goes wrong after that is an answer that crossed another on the line, or a
    /// proof that came spoiled, unless it goes wrong each time.</summary>
    private OsdpVerdict Doubt(string detail)
    {
        var isMeant = ++_doubts >= MostDoubts;
        _doubts = isMeant ? 0 : _doubts;
        return new OsdpVerdict(isMeant ? OsdpTurn.Refused : OsdpTurn.BeginAgain, detail);
    }

    private void BeginService(OsdpFrame reply)
    {
        _stage = Stage.Ready;
        session.HearCheck(reply);
        plan.Begin(mayBeAnother: !presence.IsOnline || session.Reader != _served);
        _served = session.Reader;
        if (session.UsesChecksums && !_isToldOfChecksums)
        {
            _isToldOfChecksums = true;
            presence.Note("it speaks with checksums: set it to CRC if it can be, for noise passes a checksum once in 256 times");
        }
    }

    /// <summary>A question about the reader itself was answered, and what it says is taken.</summary>
    private bool IsUsable(OsdpCommandCode asked, byte code, byte[]? data)
    {
        switch (asked)
        {
            case OsdpCommandCode.Identify:
                var identity = code == (byte)OsdpReplyCode.Identity && data is not null ? OsdpIdentity.Parse(data) : null;
                if (identity is { } known && logger.IsEnabled(LogLevel.Information))
                {
                    logger.ReaderIdentified(reader, known.ToString());
                }

                return identity is not null;
            case OsdpCommandCode.Capabilities:
                var capabilities = code == (byte)OsdpReplyCode.Capabilities && data is not null ? OsdpCapabilities.Parse(data) : null;
                plan.Can(capabilities ?? plan.Capabilities);
                return capabilities is not null;
            case OsdpCommandCode.LocalStatus:
                return code == (byte)OsdpReplyCode.LocalStatus && data is not null && OsdpLocalStatus.Parse(data) is not null;
            default:
                return true;
        }
    }

    /// <summary>Null where what was going on goes on without what the reader does not do.</summary>
    private OsdpVerdict? HandleNak(OsdpCommandCode asked, OsdpNak nak)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"NAK {(byte)nak}");
        if (_stage == Stage.InstallKey)
        {
            return new OsdpVerdict(OsdpTurn.Refused, $"it will not take the site's key ({why})");
        }

        if (nak == OsdpNak.UnexpectedSequence)
        {
            return new OsdpVerdict(OsdpTurn.BeginAgain, $"it has lost count ({why})");
        }

        if (session.IsPlain && _stage != Stage.Ready && nak is (OsdpNak.SecurityUnsupported or OsdpNak.ConditionsNotMet))
        {
            return new OsdpVerdict(OsdpTurn.Refused, "it speaks in a secure channel alone; give it a key");
        }

        if (asked == OsdpCommandCode.Poll && (_stage == Stage.FirstPoll || ++_pollsRefused >= MostPollsRefused))
        {
            return new OsdpVerdict(OsdpTurn.BeginAgain, $"it will not be polled ({why})");
        }

        plan.Refused(asked);
        return null;
    }
}
