namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Waits between two tries: 0.5 s doubling to 5 s, each shortened by up to a half at random so that cameras behind one failed
/// switch do not come back in step. A try that finds nobody costs one connection (<see cref="RtspProbe"/>), so it may be repeated this
/// often.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);
    private TimeSpan _next = _shortest;

    /// <summary>After a refused password: many cameras shut out an address that tries wrong ones too fast.</summary>
    public static TimeSpan AfterRefusal { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait after the stream was lost so.</summary>
    public TimeSpan After(StreamLossKind loss) => loss == StreamLossKind.Unauthorised ? AfterRefusal : Next();

    public TimeSpan Next()
    {
        var wait = _next * (1 - (Random.Shared.NextDouble() / 2));
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return wait;
    }

    public void Reset() => _next = _shortest;
}
