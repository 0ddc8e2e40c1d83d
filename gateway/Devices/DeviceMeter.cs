using System.Diagnostics.Metrics;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>How boards, buses and readers are.</summary>
internal static class DeviceMeter
{
    public static Meter Create(Func<IReadOnlyList<DeviceStatus>> devices)
    {
        var meter = new Meter("Zhuhui.Edge.Devices");
        meter.CreateObservableGauge("zhuhui.device.online", () => Each(d => d.Online == true ? 1L : 0),
            description: "1 where the board, bus or reader answers.");
        meter.CreateObservableCounter("zhuhui.device.outages", () => Each(d => d.Outages), "{outage}", "How often it was lost.");
        meter.CreateObservableGauge("zhuhui.device.tampered", () => Each(d => d.Tampered ? 1L : 0),
            description: "1 where its case is open.");
        return meter;

        IEnumerable<Measurement<long>> Each(Func<DeviceStatus, long> value) =>
            devices().Select(d => new Measurement<long>(value(d), new KeyValuePair<string, object?>("device", d.Id)));
    }
}
