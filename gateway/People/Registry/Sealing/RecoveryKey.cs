using System.Security.Cryptography;
using NSec.Cryptography;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>The recovery key: 160 random bits, written down by the administrator and nowhere on the box. It opens sealed backups. No two
/// guesses of it are worth slowing down, so nothing does.</summary>
internal sealed class RecoveryKey : IDisposable
{
    private readonly byte[] _secret;

    private RecoveryKey(byte[] secret)
    {
        _secret = secret;
        Key = Key.Import(KeyAgreementAlgorithm.X25519, HKDF.DeriveKey(HashAlgorithmName.SHA256, secret,
            KeyAgreementAlgorithm.X25519.PrivateKeySize, info: "zhuhui recovery key 1"u8.ToArray()), KeyBlobFormat.RawPrivateKey);
        Lock = RecoveryLock.From(Key.PublicKey.Export(KeyBlobFormat.RawPublicKey))!;
    }

    public Key Key { get; }

    public RecoveryLock Lock { get; }

    public static RecoveryKey Make() => new(RandomNumberGenerator.GetBytes(RecoveryText.Bytes));

    /// <returns>The key; else the group that is not right, or 0 (<see cref="RecoveryText.Parse"/>).</returns>
    public static (RecoveryKey? Key, int Wrong) Parse(string text) => RecoveryText.Parse(text) is ({ } secret, _)
        ? (new RecoveryKey(secret), 0)
        : (null, RecoveryText.Parse(text).Wrong);

    /// <summary>To be shown once, to the person who writes it down.</summary>
    public string Spell() => RecoveryText.Format(_secret);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        Key.Dispose();
    }
}
