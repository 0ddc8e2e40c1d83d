using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>The accounts, in memory and in one file of the data folder that its owner alone may read. One writer. What gives somebody a
/// right is on the disk before it holds; what takes one away holds first. A file that can't be read stops no door: nobody has an account
/// then, and nothing is written over it.</summary>
internal sealed class AccountStore
{
    public const string FileName = "accounts.json";

    private const int TokenBytes = 32;

    private readonly Lock _lock = new();
    private readonly string _file;
    private volatile IReadOnlyList<Account> _all = [];

    public AccountStore(string dataFolder)
    {
        _file = Path.Combine(dataFolder, FileName);
        try
        {
            _all = AccountFile.Read(_file);
        }
        catch (StorageException unreadable)
        {
            Trouble = unreadable.Message;
        }
    }

    /// <summary>Why there are no accounts; null where all is well.</summary>
    public string? Trouble { get; }

    public IReadOnlyList<Account> All => _all;

    public Account? WithId(string id) => _all.FirstOrDefault(one => one.Id == id);

    /// <param name="name">Capitals and small letters are the same.</param>
    public Account? Named(string name) => _all.FirstOrDefault(one => IsName(one, name));

    public static bool IsName(Account account, string name) => account.Name.Length > 0
        && string.Equals(account.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a machine's account.</summary>
    /// <returns>The token, which is told once and kept by nobody here; null where an account of that name is there.</returns>
    /// <param name="person">Whose own data it may see; null for all roles but a resident's.</param>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public string? MakeToken(string name, Role role, string? person = null)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return Decide<string?>(all => all.Any(one => IsName(one, name)) ? (all, null)
            : ([.. all, New(name, role, Digest(token), person)], token));
    }

    /// <returns>Null where it is nobody's.</returns>
    public Caller? WithToken(string token)
    {
        var digest = Digest(token);
        return _all.FirstOrDefault(one => one is { Disabled: false, TokenDigest: { } known }
            && CryptographicOperations.FixedTimeEquals(known, digest))?.Caller;
    }

    /// <summary>Whether somebody who has logged in still is who that was: for what goes on for hours.</summary>
    public bool StillHolds(Caller caller) => _all.Any(one => !one.Disabled && one.Caller == caller);

    public static Account New(string name, Role role, byte[]? token = null, string? person = null) =>
        new(Guid.CreateVersion7().ToString("n"), name, role, token, person) { Stamp = NewStamp() };

    public static string NewStamp() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Judges and changes in one step: nothing comes between.</summary>
    /// <param name="decide">Gives the accounts afterwards, and what is answered.</param>
    /// <param name="takesAway">Holds in memory even where the disk refuses it.</param>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public T Decide<T>(Func<IReadOnlyList<Account>, (IReadOnlyList<Account> All, T Answer)> decide, bool takesAway = false)
    {
        if (Trouble is { } trouble)
        {
            throw new StorageException(trouble);
        }

        lock (_lock)
        {
            var (all, answer) = decide(_all);
            if (all != _all)
            {
                if (takesAway)
                {
                    _all = all;
                }

                AccountFile.Write(_file, all);
                _all = all;
            }

            return answer;
        }
    }

    /// <param name="change">Gives the account afterwards; null leaves all as it was.</param>
    /// <returns>The account afterwards; null where it is gone, or nothing was changed.</returns>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public Account? Change(string id, Func<Account, Account?> change, bool takesAway = false) => Decide<Account?>(
        all => all.FirstOrDefault(one => one.Id == id) is { } account && change(account) is { } changed
            ? ([.. all.Select(one => one.Id == id ? changed : one)], changed) : (all, null), takesAway);
}
