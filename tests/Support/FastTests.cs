using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>The run of <c>tests/run.sh --fast</c>, which says so by an environment variable: the kernel then lets this process start no
/// other one, neither by a test's own hand nor by the product's. What needs one carries the trait needs=process and is left out. A fixture
/// of each test program, made before its first test.</summary>
public sealed partial class FastTests
{
    private const int NoNewPrivileges = 38;
    private const ulong SetFilter = 1;

    /// <summary>For all threads there are.</summary>
    private const ulong AllThreads = 1;

    public FastTests()
    {
        if (Running)
        {
            ForbidProcesses();
        }
    }

    public static bool Running { get; } = Environment.GetEnvironmentVariable("ZHUHUI_TESTS_FAST") == "1";

    /// <summary>How many cases a search among random ones tries: all of them in a whole run, a tenth in a fast one.</summary>
    public static int Cases(int whole) => Running ? Math.Max(1, whole / 10) : whole;

    private static unsafe void ForbidProcesses()
    {
        var (seccomp, execve, execveat) = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (317, 59u, 322u),
            Architecture.Arm64 => (277, 221u, 281u),
            var other => throw new PlatformNotSupportedException($"what starts a process on {other} is not known"),
        };

        // A program for the kernel: execve and execveat fail with EPERM, all other calls go through.
        ReadOnlySpan<Step> steps =
        [
            new(0x20, 0, 0, 0),
            new(0x15, 2, 0, execve),
            new(0x15, 1, 0, execveat),
            new(0x06, 0, 0, 0x7fff0000),
            new(0x06, 0, 0, 0x00050001),
        ];
        fixed (Step* first = steps)
        {
            var filter = new Filter((ushort)steps.Length, first);
            if (Prctl(NoNewPrivileges, 1, 0, 0, 0) != 0 || Syscall(seccomp, SetFilter, AllThreads, &filter) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError(),
                    "the kernel takes no filter that would keep processes from starting");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, ulong first, ulong second, ulong third, ulong fourth);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial long Syscall(long number, ulong operation, ulong flags, Filter* filter);

    /// <summary>struct sock_filter of linux/filter.h.</summary>
    private readonly record struct Step(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary>struct sock_fprog of linux/filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly unsafe struct Filter(ushort length, Step* steps)
    {
        private readonly ushort _length = length;
        private readonly Step* _steps = steps;
    }
}
