using System.Diagnostics.Metrics;
using Zhuhui.Edge.Gateway.Admin.Health;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The run itself, and what happened in it as people ask for it: who passed by what, why not, which alarms. The counts are those
/// of the local status; the door's path pays nothing for them that it did not pay before.</summary>
internal static class ConsoleMeter
{
    public static Meter Create(Func<double> uptimeSeconds, EventCounters counts)
    {
        var meter = new Meter("Zhuhui.Edge.Console");
        meter.CreateObservableGauge("zhuhui.up", uptimeSeconds, "s", "Seconds since the start.");
        meter.CreateObservableCounter("zhuhui.passages.granted", () => Of(counts.GrantedByMethod, "method"), "{person}",
            "People let in.");
        meter.CreateObservableCounter("zhuhui.passages.denied", () => Of(counts.DeniedByReason, "reason"), "{person}",
            "People not let in.");
        meter.CreateObservableCounter("zhuhui.alarms", () => Of(counts.AlarmsByKind, "kind"), "{alarm}", "Alarms.");
        return meter;
    }

    private static IEnumerable<Measurement<long>> Of(SortedDictionary<string, long> counts, string label) =>
        counts.Select(one => new Measurement<long>(one.Value, new KeyValuePair<string, object?>(label, one.Key)));
}
