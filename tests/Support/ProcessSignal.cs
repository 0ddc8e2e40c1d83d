using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>Signals to a program. Stopped in its tracks its sockets stay open, and nothing is answered until it goes on.</summary>
internal static class ProcessSignal
{
    private const int ReadAnew = 1;
    private const int StopNow = 19;
    private const int GoOn = 18;

    public static void Stop(int process) => Send(process, StopNow);

    public static void Continue(int process) => Send(process, GoOn);

    public static void Reload(int process) => Send(process, ReadAnew);

    private static void Send(int process, int signal)
    {
        if (kill(process, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} did not reach the process {process}.");
        }
    }

#pragma warning disable IDE1006, CA5392, SYSLIB1054 // The C library's own name.
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
#pragma warning restore IDE1006, CA5392, SYSLIB1054
}
