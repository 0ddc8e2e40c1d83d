using System.Security.Cryptography;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Codes that somebody is told and types in once: four groups of four, 80 random bits. I and L are 1, O is 0, U is none of the
/// letters (Crockford's base 32).</summary>
internal static class OneTimeCodes
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Groups = 4;
    private const int GroupLetters = 4;

    /// <summary>Of a code with which a password is set.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>Of a resident's link, which may come on paper.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromDays(7);

    public static string Make() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters,
        GroupLetters)));

    public static byte[] Digest(string typed) => AccountStore.Digest(string.Concat(typed.ToUpperInvariant()
        .Where(letter => letter != '-' && !char.IsWhiteSpace(letter)).Select(letter => letter switch
        {
            'I' or 'L' => '1',
            'O' => '0',
            _ => letter,
        })));

    public static bool Is(this OneTimeCode? code, byte[] digest, DateTimeOffset now) => code is not null && now < code.Until
        && CryptographicOperations.FixedTimeEquals(code.Digest, digest);
}
