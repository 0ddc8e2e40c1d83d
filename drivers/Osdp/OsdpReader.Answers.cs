using System.Globalization;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <content>What its answers mean, stage by stage.</content>
internal sealed partial class OsdpReader
{
    private void Act(OsdpCommandCode asked, long firstSentAt, byte code, ReadOnlySpan<byte> securityData, byte[] data)
    {
        switch (_stage)
        {
            case Stage.Challenge:
                HandleCryptogram(data);
                return;
            case Stage.Prove:
                HandleInitialMac(securityData, data);
                return;
        }

        if (code == (byte)OsdpReplyCode.Nak && HandleNak(asked, (OsdpNak)(data.Length == 0 ? 0 : data[0])))
        {
            return;
        }

        switch (_stage)
        {
            case Stage.InstallKey:
                _logger.KeyInstalled(Id);
                _withDefaultKey = false;
                Restart();
                break;
            case Stage.Identify:
                _identity = code == (byte)OsdpReplyCode.Identity ? OsdpIdentity.Parse(data) : null;
                _stage = Stage.Capabilities;
                break;
            case Stage.Capabilities:
                _capabilities = (code == (byte)OsdpReplyCode.Capabilities ? OsdpCapabilities.Parse(data) : null) ?? OsdpCapabilities.Usual;
                _stage = Stage.Status;
                break;
            case Stage.Status:
                _news.Handle(code, data);
                BecomeReady();
                break;
            default:
                HandlePollReply(asked, firstSentAt, code, data);
                break;
        }
    }

    private void HandleCryptogram(byte[] data)
    {
        // cUID 8, RND.B 8, cryptogram 16
        if (data.Length != 32 || !_channel!.IsProof(data.AsSpan(8, 8), data.AsSpan(16)))
        {
            Refuse("its cryptogram does not come from the site's key");
            return;
        }

        _cryptogram = _channel.OwnCryptogram(data.AsSpan(8, 8));
        _stage = Stage.Prove;
    }

    private void HandleInitialMac(ReadOnlySpan<byte> securityData, byte[] data)
    {
        if (securityData.Length != 1 || securityData[0] != Accepted || !_channel!.Begin(_cryptogram, data))
        {
            Refuse("it does not accept the site's key");
            return;
        }

        _refusals = _withDefaultKey ? _refusals : 0;
        _counters.Began();
        _stage = _withDefaultKey ? Stage.InstallKey : Stage.Identify;
        if (_withDefaultKey && !IsInstalling)
        {
            Restart();
        }
    }

    /// <summary>True where the NAK ends what was going on.</summary>
    private bool HandleNak(OsdpCommandCode asked, OsdpNak nak)
    {
        if (_stage == Stage.InstallKey)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"it will not take the site's key (NAK {(byte)nak})"));
            return true;
        }

        if (nak == OsdpNak.UnexpectedSequence)
        {
            BeginAgain();
            return true;
        }

        if (_key is null && _stage != Stage.Ready && nak is (OsdpNak.SecurityUnsupported or OsdpNak.ConditionsNotMet))
        {
            Refuse("it speaks in a secure channel alone; give it a key");
            return true;
        }

        _capabilities = asked switch
        {
            OsdpCommandCode.Led => _capabilities with { Led = 0 },
            OsdpCommandCode.Buzzer => _capabilities with { Buzzer = 0 },
            _ => _capabilities,
        };
        return false;
    }

    private void BecomeReady()
    {
        _stage = Stage.Ready;
        _statusAt = _time.GetTimestamp();
        _polledAt = null;
        _signals.ShowAgain();
        if (_condition != DeviceCondition.Online)
        {
            Report(DeviceCondition.Online, _identity?.ToString());
        }
    }

    private void HandlePollReply(OsdpCommandCode asked, long firstSentAt, byte code, byte[] data)
    {
        if (asked == OsdpCommandCode.LocalStatus)
        {
            _statusAt = _time.GetTimestamp();
        }

        if (asked == OsdpCommandCode.Poll && code == (byte)OsdpReplyCode.Ack)
        {
            _news.FoundEmpty(firstSentAt);
        }

        _news.Handle(code, data);
        _drained = asked == OsdpCommandCode.Poll && code != (byte)OsdpReplyCode.Ack ? _drained + 1 : 0;
        if (_drained == 0)
        {
            _dueAt = (_polledAt ?? firstSentAt) + (long)(_timings.Poll.TotalSeconds * _time.TimestampFrequency);
        }
        else if (_drained >= MaxDrained)
        {
            _drained = 0;
        }
    }
}
