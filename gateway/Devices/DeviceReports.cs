using System.Threading.Channels;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What boards report waits here, bounded, for the loop that journals it at the disk's pace: a bus that waited for a disk could
/// neither hear a fire nor release a lock. They are opened before the journal is. Safe to use from any thread.</summary>
internal sealed class DeviceReports
{
    private readonly Channel<DeviceReport> _waiting = Channel.CreateBounded<DeviceReport>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Never waits.</summary>
    public void Report(DeviceReport report) => _waiting.Writer.TryWrite(report);

    /// <summary>Tells of each report in order, first of what waited, until stopped; then of what is there still.</summary>
    /// <exception cref="OperationCanceledException">Always, at the end.</exception>
    public async Task NotifyAsync(Action<DeviceReport> listener, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var report in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                listener(report);
            }
        }
        finally
        {
            while (cancellationToken.IsCancellationRequested && _waiting.Reader.TryRead(out var report))
            {
                listener(report);
            }
        }
    }
}
