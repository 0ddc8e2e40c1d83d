using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>The processor time of the calling thread (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).</summary>
internal static partial class ThreadTime
{
    private const int OfThisThread = 3;

    public static double Seconds
    {
        get
        {
            GetTime(OfThisThread, out var time);
            return time.Seconds + (time.Nanoseconds / 1e9);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
