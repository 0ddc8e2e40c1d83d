using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Retention;

/// <summary>When a place is nearly full, and when there is room again.</summary>
internal static class StorageAlarm
{
    private const int AlarmAt = 90;
    private const int OverBelow = 85;

    /// <summary>The alarm to raise or to end; null mostly.</summary>
    /// <param name="place">The disk or a stream.</param>
    /// <param name="limit">What there is in all.</param>
    /// <param name="isOpen">The place's alarm goes on.</param>
    public static AlarmEvent? Evaluate(string place, long used, long limit, bool isOpen)
    {
        var percent = limit <= 0 ? 0 : (int)Math.Min(100, used * 100.0 / limit);
        var left = Math.Max(0, limit - used);
        return percent >= AlarmAt && !isOpen ? new StorageFilling(place, percent, left)
            : percent < OverBelow && isOpen ? new StorageRelieved(place, percent, left)
            : null;
    }
}
