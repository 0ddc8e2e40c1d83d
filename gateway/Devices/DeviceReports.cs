using System.Threading.Channels;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What boards report waits here, bounded, for the loop that journals it at the disk's pace: a bus that waited for a disk could
/// neither hear a fire nor release a lock. They are opened before the journal is. Where too much waits the oldest are only counted, and
/// how their devices are is told anew. Safe to use from any thread.</summary>
internal sealed class DeviceReports
{
    private readonly Lock _lock = new();
    private readonly Channel<DeviceReport> _waiting;
    private readonly Dictionary<string, int> _lost = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Device, int Matter), DeviceReport> _latest = [];

    public DeviceReports() => _waiting = Channel.CreateBounded<DeviceReport>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest }, Lose);

    /// <summary>Never waits.</summary>
    public void Report(DeviceReport report)
    {
        lock (_lock)
        {
            if (MatterOf(report.Condition) is { } matter)
            {
                _latest[(report.Device, matter)] = report;
            }

            if (report.Condition == DeviceCondition.Online)
            {
                // It ends that.
                _latest.Remove((report.Device, MatterOf(DeviceCondition.Impaired)!.Value));
            }
        }

        _waiting.Writer.TryWrite(report);
    }

    /// <summary>Tells of each report in order, first of what waited, until stopped; then of what is there still.</summary>
    /// <exception cref="OperationCanceledException">Always, at the end.</exception>
    public async Task NotifyAsync(Action<DeviceReport> listener, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var report in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                Notify(listener, report);
            }
        }
        finally
        {
            while (cancellationToken.IsCancellationRequested && _waiting.Reader.TryRead(out var report))
            {
                Notify(listener, report);
            }
        }
    }

    /// <summary>What of a device another report of the same matter makes out of date; null where nothing does.</summary>
    private static int? MatterOf(DeviceCondition condition) => condition switch
    {
        DeviceCondition.Online or DeviceCondition.Offline or DeviceCondition.KeyRefused => 0,
        DeviceCondition.Impaired or DeviceCondition.Mended => 1,
        DeviceCondition.Tampered or DeviceCondition.TamperCleared => 2,
        DeviceCondition.PowerFailed or DeviceCondition.PowerRestored => 3,
        _ => null,
    };

    private void Notify(Action<DeviceReport> listener, DeviceReport report)
    {
        List<DeviceReport> anew = [];
        lock (_lock)
        {
            foreach (var (device, times) in _lost)
            {
                anew.Add(new DeviceReport(device, DeviceCondition.Noted,
                    $"{times} of its reports are lost: the disk was too slow for them"));
                anew.AddRange(_latest.Where(one => one.Key.Device == device).OrderBy(one => one.Key.Matter).Select(one => one.Value));
            }

            _lost.Clear();
        }

        listener(report);
        anew.ForEach(listener);
    }

    private void Lose(DeviceReport report)
    {
        lock (_lock)
        {
            _lost[report.Device] = _lost.GetValueOrDefault(report.Device) + 1;
        }
    }
}
