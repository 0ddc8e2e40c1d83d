namespace Zhuhui.Edge.CloudBridge;

/// <summary>Waits between tries: half a second at first, doubled each time up to a longest, each shortened at random by up to a half so that a
/// district's gateways do not knock in step.</summary>
internal sealed class Backoff(TimeSpan longest)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(0.5);
    private int _tries;

    public TimeSpan Next()
    {
        var whole = Math.Min(longest.TotalSeconds, s_first.TotalSeconds * Math.Pow(2, Math.Min(_tries, 20)));
        _tries++;
#pragma warning disable CA5394 // Jitter is no secret.
        return TimeSpan.FromSeconds(whole * (0.5 + (Random.Shared.NextDouble() / 2)));
#pragma warning restore CA5394
    }

    public void Reset() => _tries = 0;
}
