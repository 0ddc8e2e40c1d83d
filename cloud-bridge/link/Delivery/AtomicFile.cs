using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Puts a file in place whole or not at all, whenever the process is killed or the power fails: written beside, brought to the
/// disk, renamed, and the folder synced, so that the new name survives too.</summary>
internal static partial class AtomicFile
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <param name="syncFolder">Brings the folder's names to the disk: <see cref="SyncFolder"/>.</param>
    /// <exception cref="IOException">The disk refuses it; the old file is there still, or the new one whole.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, Action<string> syncFolder)
    {
        var unfinished = path + ".new";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush();
            // Not .NET's own, which takes EROFS for success.
            if (Fsync(file.SafeFileHandle) != 0)
            {
                throw Failed(unfinished);
            }
        }

        File.Move(unfinished, path, overwrite: true);
        syncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>fsync of a folder. .NET opens no folders, so libc does.</summary>
    public static void SyncFolder(string folder)
    {
        using var opened = Open(folder, ReadOnly | CloseOnExec);
        if (opened.IsInvalid || Fsync(opened) != 0)
        {
            throw Failed(folder);
        }
    }

    private static IOException Failed(string folder) =>
        new($"{folder} could not be synced to the disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);
}
