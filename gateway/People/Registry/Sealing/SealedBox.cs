using System.Buffers.Binary;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>
/// The secret half of a sealed file: an X25519 key made for this file alone, then pieces of 64 KiB under AES-256-GCM. The key comes from
/// HKDF-SHA256 of what the two keys agree on and of everything that stands before the pieces. A piece's nonce is its number and whether it
/// is the last, so that a flipped bit, pieces that changed places and a file cut off anywhere are all refused.
/// </summary>
internal static class SealedBox
{
    public const int Piece = 1 << 16;
    public const int TagBytes = 16;

    private const int NonceBytes = 12;
    private const int KeyBytes = 32;

    private static readonly KeyAgreementAlgorithm _x25519 = KeyAgreementAlgorithm.X25519;

    /// <summary>Begins behind a head that was written.</summary>
    public static Writer Seal(Stream file, byte[] head, RecoveryLock recovery)
    {
        using var own = Key.Create(_x25519);
        var shown = own.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        file.Write(shown);
        return new Writer(file, Derive(own, recovery.Key, [.. head, .. shown, .. recovery.Bytes])
            ?? throw new CryptographicException("the recovery key's public half is no key"));
    }

    /// <summary>Opens what stands behind a head that was read.</summary>
    /// <returns>Null where no such key stands here.</returns>
    public static Reader? Open(Stream file, byte[] head, RecoveryKey recovery)
    {
        var shown = new byte[_x25519.PublicKeySize];
        return file.ReadAtLeast(shown, shown.Length, throwOnEndOfStream: false) == shown.Length
            && PublicKey.TryImport(_x25519, shown, KeyBlobFormat.RawPublicKey, out var own)
            && Derive(recovery.Key, own!, [.. head, .. shown, .. recovery.Lock.Bytes]) is { } key ? new Reader(file, key) : null;
    }

    private static byte[]? Derive(Key mine, PublicKey theirs, byte[] before)
    {
        using var agreed = _x25519.Agree(mine, theirs);
        return agreed is null ? null : KeyDerivationAlgorithm.HkdfSha256.DeriveBytes(agreed, SHA256.HashData(before),
            "zhuhui sealed file 1"u8, KeyBytes);
    }

    private static byte[] Nonce(long number, bool isLast)
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceBytes - 1 - sizeof(long)), number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }

    /// <summary>Takes the contents; <see cref="Finish"/> ends them.</summary>
    internal sealed class Writer(Stream file, byte[] key) : IDisposable
    {
        private readonly AesGcm _aes = new(key, TagBytes);
        private readonly byte[] _piece = new byte[Piece];
        private int _filled;
        private long _number;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                if (_filled == Piece)
                {
                    Put(isLast: false);
                }

                var some = Math.Min(bytes.Length, Piece - _filled);
                bytes[..some].CopyTo(_piece.AsSpan(_filled));
                _filled += some;
                bytes = bytes[some..];
            }
        }

        public void Finish() => Put(isLast: true);

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(_piece);
            CryptographicOperations.ZeroMemory(key);
            _aes.Dispose();
        }

        private void Put(bool isLast)
        {
            Span<byte> tag = stackalloc byte[TagBytes];
            var box = new byte[_filled];
            _aes.Encrypt(Nonce(_number++, isLast), _piece.AsSpan(0, _filled), box, tag);
            file.Write(box);
            file.Write(tag);
            _filled = 0;
        }
    }

    /// <summary>Gives the contents, each piece only once it was found untouched.</summary>
    internal sealed class Reader(Stream file, byte[] key) : IDisposable
    {
        private readonly AesGcm _aes = new(key, TagBytes);
        private readonly byte[] _box = new byte[Piece + TagBytes];
        private readonly byte[] _piece = new byte[Piece];
        private int _filled;
        private int _taken;
        private long _number;
        private bool _isOver;

        /// <summary>Whether all was read, and it is all there was.</summary>
        public bool IsAtEnd
        {
            get
            {
                Fill();
                return _isOver && _taken == _filled;
            }
        }

        /// <exception cref="InvalidDataException">The file was altered, or it ends before.</exception>
        public void ReadExactly(Span<byte> into)
        {
            while (into.Length > 0)
            {
                Fill();
                if (_taken == _filled)
                {
                    throw new InvalidDataException("it ends before its contents do");
                }

                var some = Math.Min(into.Length, _filled - _taken);
                _piece.AsSpan(_taken, some).CopyTo(into);
                _taken += some;
                into = into[some..];
            }
        }

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(_piece);
            CryptographicOperations.ZeroMemory(key);
            _aes.Dispose();
        }

        private void Fill()
        {
            if (_taken < _filled || _isOver)
            {
                return;
            }

            var length = file.ReadAtLeast(_box, _box.Length, throwOnEndOfStream: false);
            if (length < TagBytes)
            {
                throw new InvalidDataException("it is cut off");
            }

            _isOver = length < _box.Length || file.Position == file.Length;
            (_filled, _taken) = (length - TagBytes, 0);
            try
            {
                _aes.Decrypt(Nonce(_number++, _isOver), _box.AsSpan(0, _filled), _box.AsSpan(_filled, TagBytes), _piece.AsSpan(0, _filled));
            }
            catch (AuthenticationTagMismatchException altered)
            {
                (_filled, _isOver) = (0, true);
                throw new InvalidDataException("it was altered or cut off", altered);
            }
        }
    }
}
