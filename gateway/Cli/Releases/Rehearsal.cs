using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli.Releases;

/// <summary>This version opens a copy of another version's data folder, beside the gateway that runs on it.</summary>
internal static class Rehearsal
{
    private const string Own = "release";

    /// <summary>A file that is written at the very moment may be copied torn.</summary>
    private const int Tries = 3;

    /// <summary>What the running gateway keeps to write into meanwhile.</summary>
    private const long Left = 256L << 20;

    /// <summary>What a start makes anew, or only looks at when it is asked for: locks, the event index, backups.</summary>
    private static readonly string[] _leftOut = [Own, "lock", "buffer.db", "buffer-log.db", "backups"];

    /// <returns>How many people are in it.</returns>
    /// <exception cref="StorageException">It can't be copied or opened: so it would be at a start.</exception>
    public static int Run(SiteFile site)
    {
        var releases = Path.Combine(site.DataFolder, Own);
        var copy = RehearsalCopy.Of(releases);

        // Outside of what throws the copy away at the end: it is another's where this does not get it.
        using var own = RehearsalCopy.Take(releases);
        try
        {
            Delete(copy);
            CheckRoom(site.DataFolder);
            for (var left = Tries; ; left--)
            {
                try
                {
                    Delete(copy);
                    CopyFolder(site.DataFolder, copy);
                    using var gateway = OfflineGateway.OpenToChange(site with { DataFolder = copy });
                    return gateway.People.Residents.Count;
                }
                catch (StorageException) when (left > 1)
                {
                    // Once more, of another moment.
                }
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(copy, refusal);
        }
        finally
        {
            Delete(copy);
        }
    }

    /// <summary>A copy that fills the disk would keep the gateway from recording.</summary>
    private static void CheckRoom(string folder)
    {
        var needed = BytesIn(folder) + Left;
        if (DiskSpace.At(folder) is var (free, _) && free < needed)
        {
            throw new StorageException($"a copy of {folder} needs {needed >> 20} MB free there, and {free >> 20} MB are; free some first");
        }
    }

    private static long BytesIn(string folder) => Copied(folder).Sum(entry =>
        entry is FileInfo file ? file.Exists ? file.Length : 0 : BytesIn(entry.FullName));

    /// <summary>What of a folder is copied: sockets, locks and this room's own folder stay behind.</summary>
    private static IEnumerable<FileSystemInfo> Copied(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos()
        .Where(entry => entry.LinkTarget is null && !_leftOut.Contains(entry.Name, StringComparer.Ordinal)
            && (entry is DirectoryInfo || (entry is FileInfo { Extension: not (".sock" or ".lock") } file && IsPlain(file))));

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Files that grow meanwhile are copied as far as they have come; a start reads a torn end as a kill leaves it.</summary>
    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var entry in Copied(from))
        {
            Action<string, string> copy = entry is DirectoryInfo ? CopyFolder : CopyFile;
            copy(entry.FullName, Path.Combine(to, entry.Name));
        }
    }

    /// <summary>Without a lock of its own, and past the gateway's.</summary>
    private static void CopyFile(string from, string to)
    {
        try
        {
            using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = new FileStream(to, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            source.CopyTo(target);
        }
        catch (FileNotFoundException)
        {
            // A file that was put in another's place at this moment.
        }
    }

    private static bool IsPlain(FileInfo file) => (file.Attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0;
}
