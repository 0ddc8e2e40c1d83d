using System.Diagnostics;

namespace Zhuhui.Edge.Drivers.Tests;

/// <summary>Waits for what another process or loop brings about; generous, for nothing here is about speed.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void Is(Func<bool> condition, string otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed >= Patience)
            {
                throw new TimeoutException(otherwise);
            }

            Thread.Yield();
        }
    }
}
