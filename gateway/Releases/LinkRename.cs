using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>rename(2): puts a link in another's place in one step. .NET 10's <c>File.Move</c> looks where a link leads, and finds no file
/// where that is a folder.</summary>
internal static partial class LinkRename
{
    /// <exception cref="IOException">The system refuses it.</exception>
    public static void Put(string from, string to)
    {
        if (Rename(from, to) != 0)
        {
            throw new IOException($"{to}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
