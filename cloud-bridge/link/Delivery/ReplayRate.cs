namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Bounds how many historical events a second leave, over all streams it is given to: a bucket of a tenth of a second that a batch
/// may overdraw.</summary>
internal sealed class ReplayRate(int perSecond, TimeProvider time)
{
    private readonly double _most = Math.Max(1, perSecond / 10.0);
    private double _left = Math.Max(1, perSecond / 10.0);
    private long _filled = time.GetTimestamp();

    /// <summary>How long none may leave; zero where one may now.</summary>
    public TimeSpan Wait()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(_most, _left + (time.GetElapsedTime(_filled, now).TotalSeconds * perSecond));
        _filled = now;
        return _left >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Max(0.001, (1 - _left) / perSecond));
    }

    public void Took(int events) => _left -= events;
}
