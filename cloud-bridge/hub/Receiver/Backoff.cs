namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>Waits between two tries to reach the broker or the store: a quarter of a second doubling to 10 s, each shortened by up to a
/// half at random, so that receivers of one district do not come back in step.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);
    private int _tries;

    public TimeSpan Next()
    {
        var seconds = Math.Min(_longest.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(_tries++, 10)));
#pragma warning disable CA5394 // Jitter is no secret.
        return TimeSpan.FromSeconds(seconds * (0.5 + (Random.Shared.NextDouble() / 2)));
#pragma warning restore CA5394
    }

    public void Reset() => _tries = 0;
}
