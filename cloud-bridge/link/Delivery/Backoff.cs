namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Waits between tries. After a link that held is lost: anything up to 5 s, so that the 500 gateways of a district come back to a
/// broker that was restarted at some 100 a second, and all within the first seconds. After a try that failed: between half a second and a
/// bound that doubles from one second up to a longest, at random, so that nobody knocks more often than twice a second and no two in step;
/// with the usual longest of 30 s all are back within 30 s of the broker's return, however long it was away.</summary>
public sealed class Backoff(TimeSpan longest)
{
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _spread = TimeSpan.FromSeconds(5);
    private int _tries;

    /// <summary>The wait after a try that failed.</summary>
    public TimeSpan Next()
    {
        var bound = Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(_tries, 20)));
        _tries++;
        return Between(_shortest, TimeSpan.FromSeconds(bound));
    }

    /// <summary>The wait after a link that held; failures are counted anew from there.</summary>
    public TimeSpan AfterLoss()
    {
        Reset();
        return Between(TimeSpan.Zero, longest < _spread ? longest : _spread);
    }

    public void Reset() => _tries = 0;

#pragma warning disable CA5394 // Jitter is no secret.
    private static TimeSpan Between(TimeSpan least, TimeSpan most) => least + (Random.Shared.NextDouble() * (most - least));
#pragma warning restore CA5394
}
