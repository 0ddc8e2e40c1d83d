using System.Security.Cryptography;
using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>An answer that may be heard.</summary>
/// <param name="Data">In the clear; null where it comes from the reader and does not decrypt.</param>
/// <param name="WasSecret">Nobody at the wire could read it.</param>
internal readonly record struct OsdpAnswer(byte[]? Data, bool WasSecret);

/// <summary>
/// The panel's side of one secure channel (SIA OSDP 2.2, annex D): session keys from the base key and the panel's random, both cryptograms,
/// and the two chained MACs. One object a session; a frame that fails leaves it as it was, so that the true one can still come.
/// </summary>
internal sealed class OsdpSecureChannel : IDisposable
{
    public const int RandomLength = 8;
    private const int Block = 16;
    private readonly byte[] _ownRandom = new byte[RandomLength];
    private readonly Aes _encryption;
    private readonly Aes _mac1;
    private readonly Aes _mac2;
    private byte[] _sentMac = new byte[Block];
    private byte[] _heardMac = new byte[Block];

    /// <param name="random">RND.A: eight bytes from a cryptographic generator, never used for another session.</param>
    public OsdpSecureChannel(OsdpKey key, ReadOnlySpan<byte> random)
        : this(SessionKey(key, 0x82, random), SessionKey(key, 0x01, random), SessionKey(key, 0x02, random)) =>
        _ownRandom = random.ToArray();

    /// <summary>A channel with these session keys and both chains at zero, as published vectors have it.</summary>
    internal OsdpSecureChannel(byte[] encryption, byte[] mac1, byte[] mac2)
    {
        _encryption = Cipher(encryption);
        _mac1 = Cipher(mac1);
        _mac2 = Cipher(mac2);
    }

    public ReadOnlySpan<byte> OwnRandom => _ownRandom;

    public void Dispose()
    {
        _encryption.Dispose();
        _mac1.Dispose();
        _mac2.Dispose();
        CryptographicOperations.ZeroMemory(_sentMac);
        CryptographicOperations.ZeroMemory(_heardMac);
    }

    /// <summary>True where the reader's cryptogram proves that it holds the key.</summary>
    public bool IsProof(ReadOnlySpan<byte> readerRandom, ReadOnlySpan<byte> cryptogram) =>
        CryptographicOperations.FixedTimeEquals(_encryption.EncryptEcb([.. _ownRandom, .. readerRandom], PaddingMode.None), cryptogram);

    /// <summary>What proves to the reader that the panel holds the key.</summary>
    public byte[] OwnCryptogram(ReadOnlySpan<byte> readerRandom) => _encryption.EncryptEcb([.. readerRandom, .. _ownRandom],
        PaddingMode.None);

    /// <summary>Starts both chains; false where the reader's initial MAC is not the one both keys give.</summary>
    public bool Begin(ReadOnlySpan<byte> ownCryptogram, ReadOnlySpan<byte> initialMac)
    {
        var expected = _mac2.EncryptEcb(_mac1.EncryptEcb(ownCryptogram, PaddingMode.None), PaddingMode.None);
        if (!CryptographicOperations.FixedTimeEquals(expected, initialMac))
        {
            return false;
        }

        _heardMac = expected;
        return true;
    }

    /// <summary>Seals a command; its bytes are for good: a repetition sends them again and does not seal again.</summary>
    public byte[] Seal(byte address, int sequence, OsdpCommand command, bool hasCrc = true)
    {
        var frame = new OsdpFrame
        {
            Address = address,
            IsReply = false,
            Sequence = sequence,
            HasCrc = hasCrc,
            Security = command.Data.Length == 0 ? OsdpSecurity.SignedCommand : OsdpSecurity.SealedCommand,
            Code = (byte)command.Code,
            Data = command.Data.Length == 0 ? default : _encryption.EncryptCbc(Pad(command.Data), Inverse(_heardMac), PaddingMode.None),
        };
        return frame.Encode(covered =>
        {
            _sentMac = Mac(covered, _heardMac);
            return _sentMac[..OsdpFrame.MacLength];
        });
    }

    /// <summary>Checks a reply's MAC, then decrypts its data; null where the MAC is wrong, and then nothing has changed. The MAC alone
    /// proves who speaks, so the block's type says no more than whether the data is encrypted.</summary>
    public OsdpAnswer? Open(OsdpFrame reply)
    {
        if (!reply.HasMac)
        {
            return null;
        }

        var mac = Mac(reply.Covered.Span, _sentMac);
        if (!CryptographicOperations.FixedTimeEquals(mac.AsSpan(0, OsdpFrame.MacLength), reply.Mac.Span))
        {
            return null;
        }

        _heardMac = mac;
        return reply.Data.IsEmpty ? new OsdpAnswer([], WasSecret: true)
            : reply.Security is OsdpSecurity.SealedReply or OsdpSecurity.SealedCommand
                ? new OsdpAnswer(Decrypt(reply.Data.Span), WasSecret: true)
            : new OsdpAnswer(reply.Data.ToArray(), WasSecret: false);
    }

    private byte[]? Decrypt(ReadOnlySpan<byte> data)
    {
        if (data.Length % Block != 0)
        {
            return null;
        }

        var clear = _encryption.DecryptCbc(data, Inverse(_sentMac), PaddingMode.None);
        var end = Array.FindLastIndex(clear, value => value != 0);
        return end < 0 || clear[end] != 0x80 ? null : clear[..end];
    }

    private byte[] Mac(ReadOnlySpan<byte> covered, byte[] previous)
    {
        var padded = covered.Length % Block == 0 ? covered.ToArray() : Pad(covered);
        var chain = padded.Length == Block ? previous : _mac1.EncryptCbc(padded.AsSpan(..^Block), previous, PaddingMode.None)[^Block..];
        return _mac2.EncryptCbc(padded.AsSpan(^Block..), chain, PaddingMode.None);
    }

    private static byte[] Pad(ReadOnlySpan<byte> data)
    {
        var padded = new byte[(data.Length / Block + 1) * Block];
        data.CopyTo(padded);
        padded[data.Length] = 0x80;
        return padded;
    }

    private static byte[] Inverse(byte[] mac) => Array.ConvertAll(mac, value => (byte)~value);

    /// <param name="purpose">82 for S-ENC, 01 for S-MAC1, 02 for S-MAC2.</param>
    internal static byte[] SessionKey(OsdpKey key, byte purpose, ReadOnlySpan<byte> random)
    {
        Span<byte> seed = stackalloc byte[Block];
        seed.Clear();
        seed[0] = 0x01;
        seed[1] = purpose;
        random[..6].CopyTo(seed[2..]);
        using var parent = Aes.Create();
        parent.SetKey(key.Bytes);
        return parent.EncryptEcb(seed, PaddingMode.None);
    }

    private static Aes Cipher(byte[] key)
    {
        var cipher = Aes.Create();
        cipher.SetKey(key);
        return cipher;
    }
}
