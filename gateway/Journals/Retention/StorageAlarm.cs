using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Retention;

/// <summary>Which places are nearly full, so that there is one alarm with a beginning and an end, over restarts too. Confined to one
/// loop.</summary>
internal sealed class StorageAlarm(IEnumerable<GatewayEvent> lastAlarms)
{
    private const int AlarmAt = 90;
    private const int OverBelow = 85;

    private readonly HashSet<string> _full = [.. OpenAfter(lastAlarms)];

    /// <summary>The alarm to raise or to end; null mostly.</summary>
    /// <param name="place">The disk or a stream.</param>
    /// <param name="limit">What there is in all.</param>
    public AlarmEvent? Evaluate(string place, long used, long limit)
    {
        var percent = limit <= 0 ? 0 : (int)Math.Min(100, used * 100.0 / limit);
        var left = Math.Max(0, limit - used);
        return percent >= AlarmAt && _full.Add(place) ? new StorageFilling(place, percent, left)
            : percent < OverBelow && _full.Remove(place) ? new StorageRelieved(place, percent, left)
            : null;
    }

    private static HashSet<string> OpenAfter(IEnumerable<GatewayEvent> alarms)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alarm in alarms)
        {
            _ = alarm switch
            {
                StorageFilling began => open.Add(began.Place),
                StorageRelieved ended => open.Remove(ended.Place),
                _ => false,
            };
        }

        return open;
    }
}
