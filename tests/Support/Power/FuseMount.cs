using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>mount(2) and the device of FUSE, without libfuse.</summary>
internal static partial class FuseMount
{
    private const string Device = "/dev/fuse";
    private const int ReadWriteCloseOnExec = 0x80002;
    private const ulong NoSetUidNoDevices = 2 | 4;
    private const int ForceAndDetach = 1 | 2;

    public static string? Missing => !File.Exists(Device) ? $"{Device} is not there"
        : !IsAllowed() ? "mounting needs root with CAP_SYS_ADMIN" : null;

    public static SafeFileHandle At(string place)
    {
        var descriptor = Open(Device, ReadWriteCloseOnExec);
        if (descriptor < 0)
        {
            throw Refused($"{Device} could not be opened");
        }

        var device = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Mount("dropping-disk", place, "fuse.dropping-disk", NoSetUidNoDevices,
            $"fd={descriptor},rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions") != 0)
        {
            var refused = Refused($"nothing could be mounted at {place}");
            device.Dispose();
            throw refused;
        }

        return device;
    }

    /// <summary>Takes it from its place; every call on it that still waits is answered with an error.</summary>
    public static void TakeFrom(string place) => _ = Unmount(place, ForceAndDetach);

    public static unsafe int Read(SafeFileHandle device, byte[] into)
    {
        fixed (byte* bytes = into)
        {
            return (int)Read(device, bytes, (nuint)into.Length);
        }
    }

    public static unsafe void Write(SafeFileHandle device, ReadOnlySpan<byte> answer)
    {
        fixed (byte* bytes = answer)
        {
            // A call that was interrupted meanwhile is no longer waited for.
            _ = Write(device, bytes, (nuint)answer.Length);
        }
    }

    /// <summary>The bit of CAP_SYS_ADMIN, as the kernel tells it.</summary>
    private static bool IsAllowed() => File.ReadLines("/proc/self/status")
        .First(one => one.StartsWith("CapEff:", StringComparison.Ordinal)) is var line
        && ((Convert.ToUInt64(line[7..].Trim(), 16) >> 21) & 1) != 0;

    private static IOException Refused(string what) => new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string kind, ulong flags, string options);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(SafeFileHandle device, byte* into, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(SafeFileHandle device, byte* from, nuint length);
}
