using System.Security.Cryptography;
using OtpNet;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Codes of an authenticator on somebody's phone (RFC 6238: six digits, 30 s, one step either way). Otp.NET 1.4.1 takes one code
/// as often as it is shown: the last step taken is kept with the account, and nothing of it or before it is taken again.</summary>
internal sealed class TotpCodes(string dataFolder, TimeProvider time) : IDisposable
{
    public const int RecoveryCodes = 8;

    private const int SecretBytes = 20;
    private const string Issuer = "zhuhui-edge";

    private readonly Lazy<BoundCipher> _cipher = new(() => BoundCipher.Open(DataKey.Account, dataFolder));

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>What an authenticator reads from a QR code.</summary>
    public static string UriOf(string name, byte[] secret) => new OtpUri(OtpType.Totp, secret, name, Issuer).ToString();

    public static string Spell(byte[] secret) => Base32Encoding.ToString(secret);

    /// <summary>Begins with a code, which shows that the phone has the secret.</summary>
    /// <returns>What is kept, and the recovery codes, which are told once; null where the code is wrong.</returns>
    /// <exception cref="StorageException">The account key can't be read or made.</exception>
    public (TotpSecret Secret, IReadOnlyList<string> Recovery)? Enrol(string account, byte[] secret, string code)
    {
        if (StepOf(secret, code) is not { } step)
        {
            return null;
        }

        string[] recovery = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => OneTimeCodes.Make())];
        return (new TotpSecret(_cipher.Value.Seal(account, secret), step, [.. recovery.Select(OneTimeCodes.Digest)]), recovery);
    }

    /// <param name="code">Of the phone, or one of the recovery codes.</param>
    /// <returns>What is to be kept before anybody is let in; null where the code is wrong, or was used.</returns>
    /// <exception cref="StorageException">The account key can't be read.</exception>
    public TotpSecret? Take(string account, TotpSecret kept, string code)
    {
        var digest = OneTimeCodes.Digest(code);
        if (kept.Recovery.FirstOrDefault(one => CryptographicOperations.FixedTimeEquals(one, digest)) is { } used)
        {
            return kept with { Recovery = [.. kept.Recovery.Where(one => one != used)] };
        }

        return _cipher.Value.Open(account, kept.Sealed) is { } secret && StepOf(secret, code) is { } step && step > kept.LastStep
            ? kept with { LastStep = step } : null;
    }

    public void Dispose()
    {
        if (_cipher.IsValueCreated)
        {
            _cipher.Value.Dispose();
        }
    }

    private long? StepOf(byte[] secret, string code) => new Totp(secret).VerifyTotp(time.GetUtcNow().UtcDateTime,
        string.Concat(code.Where(char.IsAsciiDigit)), out var step, new VerificationWindow(1, 1)) ? step : null;
}
