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
    private const byte NotAccepted = 0xFF;

    /// <summary>Of so many questions in vain, one is put in the other check.</summary>
    private const int ProbesToOtherCheck = 4;

    /// <summary>So many where the reader is there and its check in doubt.</summary>
    private const int ProbesInDoubt = 8;

    private Step _step = key is null ? Step.Open : Step.Challenge;
    private OsdpSecureChannel? _channel;
    private byte[] _cryptogram = [];
    private long _installUntil = time.GetTimestamp();
    private string _reader = "";
    private bool _hasChecksums;
    private int _vain;

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

    /// <summary>What is sent now ends in a checksum, for the reader has nothing better or is tried with it.</summary>
    public bool UsesChecksums => _hasChecksums ^ (_vain % Probes == Probes - 1);

    /// <summary>Answers that end in a checksum are heard now. Where there is a key they prove themselves by cryptogram and MAC.</summary>
    public bool TakesChecksums => UsesChecksums || _step == Step.Challenge;

    /// <summary>Which reader it is, by its own word (cUID); empty before the handshake, and in plaintext.</summary>
    public string Reader => _step == Step.Open ? _reader : "";

    /// <summary>The reader has proved that it holds the key, and has yet to accept the panel's proof.</summary>
    public bool IsHalfProven => _step == Step.Prove;

    /// <summary>For now, the reader may be given the site's key under the default one.</summary>
    public bool IsInstalling => key is not null && time.GetTimestamp() < Volatile.Read(ref _installUntil);

    /// <summary>What gives the reader the site's key.</summary>
    public OsdpCommand KeySet => OsdpCommand.KeySet(key!);

    private int Probes => IsCheckInDoubt ? ProbesInDoubt : ProbesToOtherCheck;

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

        // A challenge in the other check keeps its random: the answer to either is an answer.
        if (_channel is null || (IsUnderDefaultKey && !IsInstalling))
        {
            IsUnderDefaultKey &= IsInstalling;
            _channel?.Dispose();
            _channel = new OsdpSecureChannel(IsUnderDefaultKey ? OsdpKey.Default : key!,
                RandomNumberGenerator.GetBytes(OsdpSecureChannel.RandomLength));
        }

        return (OsdpCommandCode.Challenge, Plain(OsdpCommandCode.Challenge, sequence, OsdpSecurity.Challenge,
            _channel.OwnRandom.ToArray()));
    }

    /// <summary>Takes the answer to a step of the handshake.</summary>
    /// <returns>Why the reader is not believed; null where it is.</returns>
    public string? HandleStep(OsdpFrame reply, byte[] data)
    {
        if (_step == Step.Challenge)
        {
            // cUID 8, RND.B 8, cryptogram 16
            if (data.Length != 32 || !_channel!.IsProof(data.AsSpan(8, 8), data.AsSpan(16)))
            {
                return "its cryptogram does not come from the site's key";
            }

            if (!reply.HasCrc && !_hasChecksums && !IsCheckInDoubt)
            {
                (IsCheckInDoubt, _vain) = (true, 0);
                return null;
            }

            _cryptogram = _channel.OwnCryptogram(data.AsSpan(8, 8));
            _reader = Convert.ToHexString(data.AsSpan(0, 8));
            _step = Step.Prove;
            HearCheck(reply);
            return null;
        }

        if (reply.SecurityData.Span is [NotAccepted, ..] || !_channel!.Begin(_cryptogram, data))
        {
            return "it does not accept the site's key";
        }

        _step = Step.Open;
        return null;
    }

    /// <summary>A command as the reader hears it.</summary>
    public byte[] Seal(int sequence, OsdpCommand command) => key is null
        ? Plain(command.Code, sequence, OsdpSecurity.None, command.Data)
        : _channel!.Seal(address, sequence, command, !UsesChecksums);

    /// <summary>The answer where it may be heard at this step; otherwise null. In the handshake cryptogram and MAC are the proof, and
    /// the type of the security block adds nothing to it.</summary>
    public OsdpAnswer? Open(OsdpFrame reply) => _step switch
    {
        Step.Challenge => reply.Code == (byte)OsdpReplyCode.ClientCryptogram ? Whole(reply) : null,
        Step.Prove => reply.Code == (byte)OsdpReplyCode.InitialMac ? Whole(reply) : null,
        _ when key is null => reply.Security == OsdpSecurity.None ? Whole(reply) : null,
        _ => _channel!.Open(reply),
    };

    /// <summary>It answered a challenge that ended in a checksum, and may understand a CRC as well: that is asked for first.</summary>
    public bool IsCheckInDoubt { get; private set; }

    /// <summary>The line is gone or the reader is: the next may have a CRC.</summary>
    public void ForgetCheck() => (_hasChecksums, IsCheckInDoubt, _vain) = (false, false, 0);

    /// <summary>No answer came to the first question. Every so often it is put in the other check: some readers have checksums
    /// alone.</summary>
    /// <returns>Whether the next is in another check than the last.</returns>
    public bool TryOtherCheck()
    {
        var before = UsesChecksums;
        _vain++;
        return before != UsesChecksums;
    }

    /// <summary>The reader was believed: this is its check.</summary>
    public void HearCheck(OsdpFrame reply) => (_hasChecksums, IsCheckInDoubt, _vain) = (!reply.HasCrc, false, 0);

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

    /// <summary>A block's type may have taken the end of the data for a MAC.</summary>
    private static OsdpAnswer Whole(OsdpFrame reply) => new([.. reply.Data.Span, .. reply.Mac.Span], WasSecret: true);

    private byte[] Plain(OsdpCommandCode code, int sequence, OsdpSecurity security, byte[] data) => new OsdpFrame
    {
        Address = address,
        IsReply = false,
        Sequence = sequence,
        HasCrc = !UsesChecksums,
        Security = security,
        SecurityData = security == OsdpSecurity.None ? default(ReadOnlyMemory<byte>) : new[] { IsUnderDefaultKey ? DefaultKey : SiteKey },
        Code = (byte)code,
        Data = data,
    }.Encode();
}
