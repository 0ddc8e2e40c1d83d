using System.Security.Cryptography;
using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>
/// The reader's side of a secure channel, written from the standard on its own, block by block, and not from the panel's side: a mistake
/// made there does not open here.
/// </summary>
internal sealed class SimulatedOsdpSession
{
    public static readonly byte[] DefaultKey = [.. "0123456789:;<=>?"u8];

    private readonly byte[] _panelRandom;
    private readonly byte[] _encryption;
    private readonly byte[] _mac1;
    private readonly byte[] _mac2;
    private byte[] _fromPanel = new byte[16];
    private byte[] _fromReader = new byte[16];

    public SimulatedOsdpSession(byte[] key, byte[] panelRandom)
        : this(key, panelRandom, RandomNumberGenerator.GetBytes(8))
    {
    }

    internal SimulatedOsdpSession(byte[] key, byte[] panelRandom, byte[] random)
    {
        _panelRandom = panelRandom;
        Random = random;
        byte[] Session(byte purpose) => Encipher(key, [1, purpose, .. panelRandom[..6], .. new byte[8]]);
        _encryption = Session(0x82);
        _mac1 = Session(0x01);
        _mac2 = Session(0x02);
    }

    public byte[] Random { get; }

    public bool IsOpen { get; private set; }

    /// <summary>Proves to the panel that this reader holds the key.</summary>
    public byte[] Cryptogram => [.. Encipher(_encryption, _panelRandom, Random)];

    /// <summary>The initial MAC where the panel's cryptogram is right; otherwise null.</summary>
    public byte[]? Begin(byte[] panelCryptogram)
    {
        if (!panelCryptogram.AsSpan().SequenceEqual(Encipher(_encryption, Random, _panelRandom)))
        {
            return null;
        }

        IsOpen = true;
        return _fromReader = Encipher(_mac2, Encipher(_mac1, panelCryptogram));
    }

    /// <summary>The command's data in the clear; null where its MAC is wrong.</summary>
    public byte[]? Open(OsdpFrame command)
    {
        var mac = Mac(command.Covered.ToArray(), _fromReader);
        if (command.Security is not (OsdpSecurity.SignedCommand or OsdpSecurity.SealedCommand)
            || !mac.AsSpan(0, 4).SequenceEqual(command.Mac.Span))
        {
            return null;
        }

        var previous = Array.ConvertAll(_fromReader, value => (byte)(value ^ 0xFF));
        _fromPanel = mac;
        List<byte> clear = [];
        for (var at = 0; at < command.Data.Length; at += 16)
        {
            var block = command.Data.Slice(at, 16).ToArray();
            clear.AddRange(Xor(Decipher(_encryption, block), previous));
            previous = block;
        }

        return command.Security == OsdpSecurity.SignedCommand ? [] : [.. clear[..clear.LastIndexOf(0x80)]];
    }

    /// <param name="clearAs">The data goes as it is, under a security block of this type.</param>
    public byte[] Seal(int address, int sequence, byte code, byte[] data, bool hasCrc = true, OsdpSecurity? clearAs = null)
    {
        List<byte> secret = clearAs is null ? [] : [.. data];
        if (data.Length > 0 && clearAs is null)
        {
            List<byte> padded = [.. data, 0x80];
            padded.AddRange(new byte[(16 - padded.Count % 16) % 16]);
            var previous = Array.ConvertAll(_fromPanel, value => (byte)(value ^ 0xFF));
            for (var at = 0; at < padded.Count; at += 16)
            {
                previous = Encipher(_encryption, Xor([.. padded[at..(at + 16)]], previous));
                secret.AddRange(previous);
            }
        }

        return new OsdpFrame
        {
            Address = (byte)address,
            IsReply = true,
            Sequence = sequence,
            HasCrc = hasCrc,
            Security = clearAs ?? (data.Length > 0 ? OsdpSecurity.SealedReply : OsdpSecurity.SignedReply),
            Code = code,
            Data = secret.ToArray(),
        }.Encode(covered => (_fromReader = Mac(covered, _fromPanel))[..4]);
    }

    private byte[] Mac(byte[] covered, byte[] chain)
    {
        List<byte> text = [.. covered];
        if (text.Count % 16 != 0)
        {
            text.Add(0x80);
            text.AddRange(new byte[(16 - text.Count % 16) % 16]);
        }

        for (var at = 0; at < text.Count; at += 16)
        {
            chain = Encipher(at + 16 == text.Count ? _mac2 : _mac1, Xor([.. text[at..(at + 16)]], chain));
        }

        return chain;
    }

    private static byte[] Xor(byte[] one, byte[] other) => [.. one.Zip(other, (a, b) => (byte)(a ^ b))];

    private static byte[] Encipher(byte[] key, params byte[][] text)
    {
        using var cipher = Aes.Create();
        cipher.Key = key;
        return cipher.EncryptEcb([.. text.SelectMany(part => part)], PaddingMode.None);
    }

    private static byte[] Decipher(byte[] key, byte[] text)
    {
        using var cipher = Aes.Create();
        cipher.Key = key;
        return cipher.DecryptEcb(text, PaddingMode.None);
    }
}
