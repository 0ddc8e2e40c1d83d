using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>fsync of a folder: a new file's name survives a power cut only after it. .NET opens no folders, so libc does.</summary>
internal static partial class FolderSync
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>Those whose own names this process has brought to the disk.</summary>
    private static readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    /// <summary>A folder that is there, its own name on the disk too: a file is as safe as the folders that it lies in.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder above is another user's.</exception>
    public static void Make(string folder, UnixFileMode mode = OwnerOnly)
    {
        var isThere = Directory.Exists(folder);
        if (isThere && _made.ContainsKey(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is not { Length: > 0 } above)
        {
            Directory.CreateDirectory(folder, mode);
            return;
        }

        if (!isThere)
        {
            if (!Directory.Exists(above))
            {
                Make(above, mode);
            }

            Directory.CreateDirectory(folder, mode);
        }

        try
        {
            Sync(above);
        }
        catch (IOException) when (isThere)
        {
            // Somebody made it long ago, on a disk that is only read perhaps; a kill between the two steps in an earlier run is rarer.
        }

        _made[folder] = true;
    }

    /// <summary>A folder and the two above it, where a start may have made all three.</summary>
    public static void SyncWithAbove(string folder)
    {
        Sync(folder);
        for (var (above, levels) = (Path.GetDirectoryName(folder), 2); levels > 0 && above is { Length: > 0 }; levels--)
        {
            Sync(above);
            above = Path.GetDirectoryName(above);
        }
    }

    public static void Sync(string folder)
    {
        var descriptor = Open(folder, ReadOnly | CloseOnExec);
        if (descriptor < 0)
        {
            throw Failed(folder);
        }

        try
        {
            if (Fsync(descriptor) != 0)
            {
                throw Failed(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string folder) =>
        new($"{folder} could not be synced to the disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
