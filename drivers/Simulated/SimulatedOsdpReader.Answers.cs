using Zhuhui.Edge.Drivers.Osdp;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <content>How it answers a command.</content>
public sealed partial class SimulatedOsdpReader
{
    private byte[] AnswerInOrder(OsdpFrame command, ReadOnlySpan<byte> bytes)
    {
        if (command.Sequence == 0)
        {
            Forget();
        }
        else if (command.Sequence == _lastSequence && _lastAnswer is not null)
        {
            ChangedRepetitions += bytes.SequenceEqual(_lastCommand) ? 0 : 1;
            return _lastAnswer;
        }
        else if (_lastSequence < 0 || command.Sequence != _lastSequence % 3 + 1)
        {
            return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.UnexpectedSequence]);
        }

        _lastSequence = command.Sequence;
        _lastCommand = bytes.ToArray();
        return _lastAnswer = AnswerNew(command);
    }

    private byte[] AnswerNew(OsdpFrame command)
    {
        switch (command.Security)
        {
            case OsdpSecurity.Challenge:
                return AnswerChallenge(command);
            case OsdpSecurity.ServerCryptogram:
                return AnswerCryptogram(command);
            case OsdpSecurity.None when _session is { IsOpen: true } || !AcceptsPlaintext:
                PlaintextCommands += _session is { IsOpen: true } ? 1 : 0;
                _session = null;
                return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
            case OsdpSecurity.None:
                var (code, data) = Obey(command.Code, command.Data.ToArray());
                return Plain(command.Sequence, code, data);
            default:
                if (_session is not { IsOpen: true } || _session.Open(command) is not { } opened)
                {
                    _session = null;
                    return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
                }

                var answer = Obey(command.Code, opened);
                return _session.Seal(Address, command.Sequence, (byte)answer.Code, answer.Data);
        }
    }

    private byte[] AnswerChallenge(OsdpFrame command)
    {
        var withSiteKey = command.SecurityData.Length == 1 && command.SecurityData.Span[0] == 1;
        var key = withSiteKey ? _key : _key is null ? SimulatedOsdpSession.DefaultKey : null;
        if (key is null || command.Data.Length != 8)
        {
            return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
        }

        _session = new SimulatedOsdpSession(key, command.Data.ToArray());
        return Plain(
            command.Sequence,
            OsdpReplyCode.ClientCryptogram,
            [0, 0, 0, 0, 0, 0, 0, (byte)Address, .. _session.Random, .. _session.Cryptogram],
            OsdpSecurity.ClientCryptogram,
            withSiteKey ? (byte)1 : (byte)0);
    }

    private byte[] AnswerCryptogram(OsdpFrame command)
    {
        var initialMac = _session?.Begin(command.Data.ToArray());
        Sessions += initialMac is null ? 0 : 1;
        return Plain(
            command.Sequence,
            OsdpReplyCode.InitialMac,
            initialMac ?? new byte[16],
            OsdpSecurity.InitialMac,
            initialMac is null ? (byte)0xFF : (byte)1);
    }

    private (OsdpReplyCode Code, byte[] Data) Obey(byte code, byte[] data)
    {
        switch ((OsdpCommandCode)code)
        {
            case OsdpCommandCode.Poll:
                return _news.TryDequeue(out var news) ? news : (OsdpReplyCode.Ack, []);
            case OsdpCommandCode.Identify:
                return (OsdpReplyCode.Identity, [0, 0x5A, 0x48, 1, 0, (byte)Address, 0, 0, 0, 1, 2, 3]);
            case OsdpCommandCode.Capabilities:
                return (OsdpReplyCode.Capabilities, Capabilities);
            case OsdpCommandCode.LocalStatus:
                return (OsdpReplyCode.LocalStatus, [_tampered ? (byte)1 : (byte)0, _powerFailed ? (byte)1 : (byte)0]);
            case OsdpCommandCode.Led or OsdpCommandCode.Buzzer when RefusesSignals:
                return (OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
            case OsdpCommandCode.Led when data.Length == 14:
            case OsdpCommandCode.Buzzer when data.Length == 5:
                _shown.Add([code, .. data]);
                return (OsdpReplyCode.Ack, []);
            case OsdpCommandCode.KeySet when _session is { IsOpen: true } && data is [1, 16, ..] && data.Length == 18:
                _key = data[2..];
                KeysInstalled++;
                return (OsdpReplyCode.Ack, []);
            default:
                return (OsdpReplyCode.Nak, [(byte)OsdpNak.UnknownCommand]);
        }
    }

    private byte[] Plain(int sequence, OsdpReplyCode code, byte[] data, OsdpSecurity security = OsdpSecurity.None, byte securityData = 0) =>
        new OsdpFrame
        {
            Address = (byte)Address,
            IsReply = true,
            Sequence = sequence,
            Security = security,
            SecurityData = security == OsdpSecurity.None ? default : new[] { securityData },
            Code = (byte)code,
            Data = data,
        }.Encode();
}
