using System.Globalization;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>How the panel goes on after an answer.</summary>
internal enum OsdpTurn
{
    /// <summary>With what is next.</summary>
    GoOn,

    /// <summary>From the handshake, at once.</summary>
    StartOver,

    /// <summary>From the handshake; the reader has lost count.</summary>
    BeginAgain,

    /// <summary>From the handshake, later: the reader will not or cannot be spoken to as the site wants.</summary>
    Refused,
}

/// <param name="Detail">Why it is refused.</param>
/// <param name="DueAt">When the reader is to be asked next; null for at once.</param>
internal readonly record struct OsdpVerdict(OsdpTurn Turn, string? Detail = null, long? DueAt = null);

/// <summary>What a reader is told and what its answers mean, stage by stage: handshake, key, identity, capabilities, status, and then
/// polls. The bus's loop alone calls it.</summary>
internal sealed class OsdpDialogue(string reader, OsdpSession session, OsdpPollPlan plan, OsdpPollReader news, OsdpPresence presence,
    OsdpCounters counters, ILogger logger)
{
    private Stage _stage = session.IsPlain ? Stage.Identify : Stage.Handshake;
    private OsdpIdentity? _identity;

    private enum Stage
    {
        Handshake,
        InstallKey,
        Identify,
        Capabilities,
        Status,
        Ready,
    }

    /// <summary>The reader is polled.</summary>
    public bool IsReady => _stage == Stage.Ready;

    /// <summary>Nothing has begun.</summary>
    public bool IsAtStart => _stage == FirstStage && session.IsAtStart;

    /// <summary>A key is being proved or given.</summary>
    public bool IsAboutKeys => _stage is Stage.Handshake or Stage.InstallKey;

    private Stage FirstStage => session.IsPlain ? Stage.Identify : Stage.Handshake;

    public void Restart()
    {
        session.End();
        plan.StopDraining();
        _stage = FirstStage;
    }

    public (OsdpCommandCode Code, byte[] Bytes) Next(int sequence, long now)
    {
        if (!session.IsOpen)
        {
            return session.NextStep(sequence);
        }

        var command = _stage switch
        {
            Stage.InstallKey => session.KeySet,
            Stage.Identify => OsdpCommand.Identify,
            Stage.Capabilities => OsdpCommand.Capabilities,
            Stage.Status => OsdpCommand.LocalStatus,
            _ => plan.Next(now),
        };
        return (command.Code, session.Seal(sequence, command));
    }

    /// <param name="asked">The command that was answered.</param>
    /// <param name="firstSentAt">When it was first sent.</param>
    /// <param name="data">The answer's data in the clear.</param>
    public OsdpVerdict Handle(OsdpCommandCode asked, long firstSentAt, OsdpFrame reply, byte[] data)
    {
        if (!session.IsOpen)
        {
            return HandleStep(reply.SecurityData.Span, data);
        }

        if (reply.Code == (byte)OsdpReplyCode.Nak && HandleNak(asked, (OsdpNak)(data.Length == 0 ? 0 : data[0])) is { } ended)
        {
            return ended;
        }

        switch (_stage)
        {
            case Stage.InstallKey:
                logger.KeyInstalled(reader);
                session.KeyIsInstalled();
                return new OsdpVerdict(OsdpTurn.StartOver);
            case Stage.Identify:
                _identity = reply.Code == (byte)OsdpReplyCode.Identity ? OsdpIdentity.Parse(data) : null;
                _stage = Stage.Capabilities;
                break;
            case Stage.Capabilities:
                plan.Capabilities = (reply.Code == (byte)OsdpReplyCode.Capabilities ? OsdpCapabilities.Parse(data) : null)
                    ?? OsdpCapabilities.Usual;
                _stage = Stage.Status;
                break;
            case Stage.Status:
                news.Handle(reply.Code, data);
                _stage = Stage.Ready;
                plan.Begin();
                presence.BeOnline(_identity?.ToString());
                break;
            default:
                if (asked == OsdpCommandCode.Poll && reply.Code == (byte)OsdpReplyCode.Ack)
                {
                    news.FoundEmpty(firstSentAt);
                }

                news.Handle(reply.Code, data);
                return new OsdpVerdict(OsdpTurn.GoOn, DueAt: plan.Handle(asked, firstSentAt, reply.Code));
        }

        return new OsdpVerdict(OsdpTurn.GoOn);
    }

    private OsdpVerdict HandleStep(ReadOnlySpan<byte> securityData, byte[] data)
    {
        if (session.HandleStep(securityData, data) is { } doubt)
        {
            return new OsdpVerdict(OsdpTurn.Refused, doubt);
        }

        if (!session.IsOpen)
        {
            return new OsdpVerdict(OsdpTurn.GoOn);
        }

        counters.Began();
        if (!session.IsUnderDefaultKey)
        {
            presence.Proven();
            _stage = Stage.Identify;
            return new OsdpVerdict(OsdpTurn.GoOn);
        }

        _stage = Stage.InstallKey;
        return new OsdpVerdict(session.IsInstalling ? OsdpTurn.GoOn : OsdpTurn.StartOver);
    }

    /// <summary>Null where what was going on goes on without what the reader does not do.</summary>
    private OsdpVerdict? HandleNak(OsdpCommandCode asked, OsdpNak nak)
    {
        if (_stage == Stage.InstallKey)
        {
            return new OsdpVerdict(OsdpTurn.Refused, string.Create(CultureInfo.InvariantCulture, $"it will not take the site's key (NAK "
                + $"{(byte)nak})"));
        }

        if (nak == OsdpNak.UnexpectedSequence)
        {
            return new OsdpVerdict(OsdpTurn.BeginAgain);
        }

        if (session.IsPlain && _stage != Stage.Ready && nak is (OsdpNak.SecurityUnsupported or OsdpNak.ConditionsNotMet))
        {
            return new OsdpVerdict(OsdpTurn.Refused, "it speaks in a secure channel alone; give it a key");
        }

        plan.Refused(asked);
        return null;
    }
}
