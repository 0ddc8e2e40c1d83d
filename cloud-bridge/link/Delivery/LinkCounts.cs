using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>What the link's loop counts over all its connections.</summary>
internal sealed class LinkCounts
{
    public long Connections { get; set; }

    public long Batches { get; private set; }

    public long BatchBytesIn { get; private set; }

    public long BatchBytesOut { get; private set; }

    public void Batch(int bytesIn, long bytesOut)
    {
        Batches++;
        BatchBytesIn += bytesIn;
        BatchBytesOut += bytesOut;
    }

    public LinkTotals With(long resent) => new(Math.Max(0, Connections - 1), resent, Batches, BatchBytesIn, BatchBytesOut);
}
