using System.Security.Cryptography;
using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>The way a reader is spoken to: in a secure channel under the site's key, in plaintext where it has none, or, while an
/// installation lasts, under OSDP's default key. It owns the two steps of the handshake and the channel. The bus's loop alone calls it, but
/// for <see cref="InstallUntil"/>.</summary>
/// <remarks>A reader with a key hears nothing in plaintext but the two steps, and in plaintext is heard only there.</remarks>
/// <param name="key">The site's key for the reader; null for plaintext.</param>
internal sealed class OsdpSession(byte address, OsdpKey? key, TimeProvider time) : IDisposable
{
    private const byte SiteKey = 1;
    private const byte DefaultKey = 0;
    private const byte Accepted = 1;

    private Step _step = key is null ? Step.Open : Step.Challenge;
    private OsdpSecureChannel? _channel;
    private byte[] _cryptogram = [];
    private long _installUntil = time.GetTimestamp();

    private enum Step
    {
        Challenge,
        Prove,
        Open,
    }

    public bool IsPlain => key is null;

    /// <summary>Nothing of it has begun, or there is nothing to begin.</summary>
    public bool IsAtStart => key is null || _step == Step.Challenge;

    /// <summary>Commands can be sent.</summary>
    public bool IsOpen => _step == Step.Open;

    public bool IsUnderDefaultKey { get; private set; }

    /// <summary>For now, the reader may be given the site's key under the default one.</summary>
    public bool IsInstalling => key is not null && time.GetTimestamp() < Volatile.Read(ref _installUntil);

    /// <summary>What gives the reader the site's key.</summary>
    public OsdpCommand KeySet => OsdpCommand.KeySet(key!);

    /// <summary>Any thread.</summary>
    public void InstallUntil(long timestamp) => Volatile.Write(ref _installUntil, timestamp);

    /// <summary>The handshake's next command.</summary>
    public (OsdpCommandCode Code, byte[] Bytes) NextStep(int sequence)
    {
        if (_step == Step.Prove)
        {
            return (OsdpCommandCode.ServerCryptogram, Plain(OsdpCommandCode.ServerCryptogram, sequence, OsdpSecurity.ServerCryptogram,
                _cryptogram));
        }

        IsUnderDefaultKey &= IsInstalling;
        _channel = new OsdpSecureChannel(IsUnderDefaultKey ? OsdpKey.Default : key!,
            RandomNumberGenerator.GetBytes(OsdpSecureChannel.RandomLength));
        return (OsdpCommandCode.Challenge, Plain(OsdpCommandCode.Challenge, sequence, OsdpSecurity.Challenge,
            _channel.OwnRandom.ToArray()));
    }

    /// <summary>Takes the answer to a step of the handshake.</summary>
    /// <returns>Why the reader is not believed; null where it is.</returns>
    public string? HandleStep(ReadOnlySpan<byte> securityData, byte[] data)
    {
        if (_step == Step.Challenge)
        {
            // cUID 8, RND.B 8, cryptogram 16
            if (data.Length != 32 || !_channel!.IsProof(data.AsSpan(8, 8), data.AsSpan(16)))
            {
                return "its cryptogram does not come from the site's key";
            }

            _cryptogram = _channel.OwnCryptogram(data.AsSpan(8, 8));
            _step = Step.Prove;
            return null;
        }

        if (securityData.Length != 1 || securityData[0] != Accepted || !_channel!.Begin(_cryptogram, data))
        {
            return "it does not accept the site's key";
        }

        _step = Step.Open;
        return null;
    }

    /// <summary>A command as the reader hears it.</summary>
    public byte[] Seal(int sequence, OsdpCommand command) => key is null
        ? Plain(command.Code, sequence, OsdpSecurity.None, command.Data)
        : _channel!.Seal(address, sequence, command);

    /// <summary>The answer's data where it may be heard at this step; otherwise null.</summary>
    public byte[]? Open(OsdpFrame reply) => _step switch
    {
        Step.Challenge => reply.Security == OsdpSecurity.ClientCryptogram && reply.Code == (byte)OsdpReplyCode.ClientCryptogram
            ? reply.Data.ToArray()
            : null,
        Step.Prove => reply.Security == OsdpSecurity.InitialMac && reply.Code == (byte)OsdpReplyCode.InitialMac
            ? reply.Data.ToArray() : null,
        _ when key is null => reply.Security == OsdpSecurity.None ? reply.Data.ToArray() : null,
        _ => _channel!.Open(reply),
    };

    /// <summary>The reader did not take this key: an installation tries the default key, and the site's again after that.</summary>
    /// <returns>Whether the default key is tried next.</returns>
    public bool TryOtherKey() => IsUnderDefaultKey = IsInstalling && !IsUnderDefaultKey;

    /// <summary>The reader holds the site's key from here on.</summary>
    public void KeyIsInstalled() => IsUnderDefaultKey = false;

    /// <summary>Back to the start.</summary>
    public void End()
    {
        _channel?.Dispose();
        _channel = null;
        _step = key is null ? Step.Open : Step.Challenge;
    }

    public void Dispose() => _channel?.Dispose();

    private byte[] Plain(OsdpCommandCode code, int sequence, OsdpSecurity security, byte[] data) => new OsdpFrame
    {
        Address = address,
        IsReply = false,
        Sequence = sequence,
        Security = security,
        SecurityData = security == OsdpSecurity.None ? default(ReadOnlyMemory<byte>) : new[] { IsUnderDefaultKey ? DefaultKey : SiteKey },
        Code = (byte)code,
        Data = data,
    }.Encode();
}
