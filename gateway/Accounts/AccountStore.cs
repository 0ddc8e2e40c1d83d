using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>The accounts, in memory and in one file of the data folder that its owner alone may read. One writer: a change is on the disk
/// before it holds.</summary>
internal sealed class AccountStore
{
    public const string FileName = "accounts.json";

    private const int TokenBytes = 32;

    private readonly Lock _lock = new();
    private readonly string _file;
    private volatile IReadOnlyList<Account> _all;

    /// <exception cref="StorageException">The file can't be read, or is none of this gateway's.</exception>
    public AccountStore(string dataFolder)
    {
        _file = Path.Combine(dataFolder, FileName);
        try
        {
            _all = File.Exists(_file) ? JsonSerializer.Deserialize<Account[]>(File.ReadAllBytes(_file), EventJson.Options) ?? [] : [];
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(_file, refusal);
        }
        catch (JsonException spoilt)
        {
            throw new StorageException($"{_file} is no list of accounts: {spoilt.Message}; put back the one from a "
                + "backup, or move it away and "
                + "make the accounts anew");
        }
    }

    public IReadOnlyList<Account> All => _all;

    /// <summary>Makes a machine's account.</summary>
    /// <returns>The token, which is told once and kept by nobody here; null where an account of that name is there.</returns>
    public string? MakeToken(string name, Role role)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        lock (_lock)
        {
            if (_all.Any(one => one.Name == name))
            {
                return null;
            }

            Keep([.. _all, new Account(Guid.CreateVersion7().ToString("n"), name, role, Digest(token))]);
            return token;
        }
    }

    /// <returns>Null where it is nobody's.</returns>
    public Caller? WithToken(string token)
    {
        var digest = Digest(token);
        return _all.FirstOrDefault(one => one.TokenDigest is { } known && CryptographicOperations.FixedTimeEquals(known, digest))?.Caller;
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private void Keep(IReadOnlyList<Account> all)
    {
        AtomicFile.Write(_file, JsonSerializer.SerializeToUtf8Bytes(all, EventJson.Options));
        _all = all;
    }
}
