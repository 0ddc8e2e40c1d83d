using System.Security.Cryptography;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <content>What the reader is told next.</content>
internal sealed partial class OsdpReader
{
    private byte[] Compose(long now)
    {
        switch (_stage)
        {
            case Stage.Challenge:
                _withDefaultKey &= IsInstalling;
                _channel = new OsdpSecureChannel(
                    _withDefaultKey ? OsdpKey.Default : _key!,
                    RandomNumberGenerator.GetBytes(OsdpSecureChannel.RandomLength));
                return Begin(OsdpCommandCode.Challenge, OsdpSecurity.Challenge, _channel.OwnRandom.ToArray(), now);
            case Stage.Prove:
                return Begin(OsdpCommandCode.ServerCryptogram, OsdpSecurity.ServerCryptogram, _cryptogram, now);
            default:
                var command = Choose(now);
                if (command.Code == OsdpCommandCode.Poll)
                {
                    if (_polledAt is { } last)
                    {
                        _counters.Polled(_time.GetElapsedTime(last, now));
                    }

                    _polledAt = now;
                }

                var bytes = _key is null
                    ? Plain(command.Code, OsdpSecurity.None, default, command.Data)
                    : _channel!.Seal(Address, _exchange.Sequence, command);
                return _exchange.Begin(command.Code, bytes, now);
        }
    }

    private OsdpCommand Choose(long now)
    {
        switch (_stage)
        {
            case Stage.InstallKey:
                return OsdpCommand.KeySet(_key!);
            case Stage.Identify:
                return OsdpCommand.Identify;
            case Stage.Capabilities:
                return OsdpCommand.Capabilities;
            case Stage.Status:
                return OsdpCommand.LocalStatus;
            default:
                // A poll between two of them: lights must not keep a card waiting on a slow line.
                var isTurnOfSignals = !_signalled;
                _signalled = false;
                if (isTurnOfSignals && _signals.Next(_capabilities) is { } signal)
                {
                    _signalled = true;
                    return signal;
                }

                return _time.GetElapsedTime(_statusAt, now) >= _timings.Status ? OsdpCommand.LocalStatus : OsdpCommand.Poll;
        }
    }

    private byte[] Begin(OsdpCommandCode code, OsdpSecurity security, byte[] data, long now) =>
        _exchange.Begin(code, Plain(code, security, new[] { _withDefaultKey ? DefaultKey : SiteKey }, data), now);

    private byte[] Plain(OsdpCommandCode code, OsdpSecurity security, ReadOnlyMemory<byte> securityData, byte[] data) => new OsdpFrame
    {
        Address = Address,
        IsReply = false,
        Sequence = _exchange.Sequence,
        Security = security,
        SecurityData = securityData,
        Code = (byte)code,
        Data = data,
    }.Encode();
}
