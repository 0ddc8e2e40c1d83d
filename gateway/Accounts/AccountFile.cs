using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>The accounts on the disk: one file, its owner's alone, in place whole or not at all. Version 1 was a bare list of machines'
/// tokens.</summary>
internal static class AccountFile
{
    public const int Version = 2;

    private const string Remedy = "put back the one from a backup, or move it away and make the accounts anew";

    /// <exception cref="StorageException">The file can't be read, or is none of this gateway's.</exception>
    public static IReadOnlyList<Account> Read(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                return [];
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            if (json.RootElement.ValueKind == JsonValueKind.Array)
            {
                return json.RootElement.Deserialize<Account[]>(EventJson.Options)!;
            }

            return json.RootElement.Deserialize<Kept>(EventJson.Options) switch
            {
                { Version: > Version } newer => throw new StorageException(
                    $"{file} has version {newer.Version}, and this program knows {Version}; it is a newer program's"),
                { Version: Version, Accounts: { } accounts } => accounts,
                _ => throw new StorageException($"{file} is no list of accounts; {Remedy}"),
            };
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(file, refusal);
        }
        catch (JsonException spoilt)
        {
            throw new StorageException($"{file} is no list of accounts: {spoilt.Message}; {Remedy}");
        }
    }

    /// <exception cref="StorageException">The disk refuses it; what was there is there still.</exception>
    public static void Write(string file, IReadOnlyList<Account> accounts)
    {
        try
        {
            AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(new Kept(Version, accounts), EventJson.Options));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(file, refusal);
        }
    }

    private sealed record Kept(int Version, IReadOnlyList<Account>? Accounts);
}
