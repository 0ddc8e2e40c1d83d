using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>How far a target has one stream.</summary>
internal sealed record Position(string Stream, Guid Ledger, long Seq);

/// <summary>How far a target has what happened.</summary>
/// <param name="LastSuccess">When it took something last; null where it never did.</param>
internal sealed record Cursor(IReadOnlyList<Position> Positions, DateTimeOffset? LastSuccess);

/// <summary>The file that a cursor lies in: a line of JSON and its SHA-256, replaced whole.</summary>
internal sealed class CursorFile(string dataFolder, string target)
{
    private readonly string _path = Path.Combine(Folder(dataFolder), $"{target}.cursor");

    /// <summary>There is a file, and it can't be read.</summary>
    public bool IsDamaged { get; private set; }

    public static string Folder(string dataFolder) => Path.Combine(dataFolder, "outside");

    /// <returns>Null where there is none: the target is new.</returns>
    public Cursor? Load()
    {
        try
        {
            var lines = File.ReadAllText(_path).Split('\n');
            if (lines.Length == 3 && lines[1] == HashOf(lines[0]) && JsonSerializer.Deserialize<Cursor>(lines[0], EventJson.Options) is
                { Positions: not null } cursor)
            {
                return cursor;
            }

            IsDamaged = true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            IsDamaged = false;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            IsDamaged = true;
        }

        return null;
    }

    /// <returns>Why the disk refuses it; null where it is there.</returns>
    public string? Save(Cursor cursor)
    {
        try
        {
            FolderSync.Make(Path.GetDirectoryName(_path)!);
            var line = JsonSerializer.Serialize(cursor, EventJson.Options);
            AtomicFile.Write(_path, Encoding.UTF8.GetBytes($"{line}\n{HashOf(line)}\n"));
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }

    /// <summary>Of targets that the site has no more: one that comes back is a new one.</summary>
    public static void RemoveOthers(string dataFolder, IEnumerable<string> targets)
    {
        try
        {
            foreach (var file in Directory.Exists(Folder(dataFolder)) ? Directory.GetFiles(Folder(dataFolder), "*.cursor") : [])
            {
                if (!targets.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal))
                {
                    File.Delete(file);
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It is tried again with the next start.
        }
    }

    private static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}
