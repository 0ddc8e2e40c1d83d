using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>open(2) of a file in a folder that is somebody else's: follows no link in its place and waits for no pipe.</summary>
internal static partial class PlainFile
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>O_NOFOLLOW, which Linux numbers by processor.</summary>
    private static readonly int _noLink = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000
        : 0x20000;

    /// <exception cref="IOException">It is not there, is a link or no plain file, or the system refuses it.</exception>
    public static FileStream Open(string path)
    {
        var handle = new SafeFileHandle(OpenRaw(path, NonBlocking | CloseOnExec | _noLink), ownsHandle: true);
        if (handle.IsInvalid)
        {
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var file = new FileStream(handle, FileAccess.Read);
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new IOException($"{path} is no plain file");
        }

        return file;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenRaw(string path, int flags);
}
