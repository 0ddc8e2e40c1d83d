using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>What the link's loop counts over all its connections.</summary>
internal sealed class LinkCounts
{
    public long Connections { get; set; }

    public long Batches { get; set; }

    public long BatchBytesIn { get; set; }

    public long BatchBytesOut { get; set; }

    public LinkTotals With(long resent) => new(Math.Max(0, Connections - 1), resent, Batches, BatchBytesIn, BatchBytesOut);
}
