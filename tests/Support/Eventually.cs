using System.Diagnostics;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>Waits for what another process or loop brings about; generous, for nothing here is about speed.</summary>
public static class Eventually
{
    /// <summary>How long a test waits for what must come: far longer than it ever takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Cancelled when the patience that begins now is over.</summary>
    public static CancellationToken Token => new CancellationTokenSource(Patience).Token;

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

    /// <summary>For what takes seconds: it is asked twenty times a second.</summary>
    public static async Task IsAsync(Func<bool> condition, string otherwise = "it did not come about within a minute")
    {
        for (var waited = Stopwatch.StartNew(); !condition();)
        {
            if (waited.Elapsed >= Patience)
            {
                throw new TimeoutException(otherwise);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
