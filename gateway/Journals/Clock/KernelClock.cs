using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Gateway.Journals.Clock;

/// <summary>What the kernel says of its clock, as NTP and PTP daemons told it (adjtimex(2)).</summary>
internal static partial class KernelClock
{
    /// <summary>More than struct timex has on any architecture.</summary>
    private const int TimexBytes = 512;

    /// <summary>TIME_ERROR: the clock is not synchronised.</summary>
    private const int NotSynchronised = 5;

    /// <summary>null where the kernel does not say.</summary>
    public static ClockState? Read()
    {
        try
        {
            // All zero: modes 0 changes nothing and needs no right.
            Span<byte> timex = stackalloc byte[TimexBytes];
            timex.Clear();
            return AdjustTime(ref MemoryMarshal.GetReference(timex)) switch
            {
                < 0 => null,
                NotSynchronised => ClockState.Unsynchronised,
                _ => ClockState.Synchronised,
            };
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int AdjustTime(ref byte timex);
}
