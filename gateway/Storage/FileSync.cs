using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>fsync of a file. .NET's own (RandomAccess.FlushToDisk, FileStream.Flush(true)) takes EROFS, EINVAL and ENOTSUP for success, and
/// EROFS is what ext4 answers once it has given up on a disk: libc is asked instead, and whatever it refuses is told.</summary>
internal static partial class FileSync
{
    /// <exception cref="IOException">The disk refuses it. What a later call says of the same bytes is worth nothing: the system has dropped
    /// them; they must be written anew.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (Fsync(file) != 0)
        {
            throw new IOException($"fsync: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>What was written to a stream and what is still in its buffer.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public static void Sync(FileStream file)
    {
        file.Flush();
        Sync(file.SafeFileHandle);
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);
}
