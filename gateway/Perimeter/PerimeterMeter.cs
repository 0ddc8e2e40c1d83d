using System.Diagnostics.Metrics;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>The alarms of cameras, and what is armed.</summary>
internal static class PerimeterMeter
{
    public static Meter Create(Func<IReadOnlyList<AlarmStatus>> alarms, Func<IReadOnlyList<PlaceStatus>> places, Func<long> joined)
    {
        var meter = new Meter("Zhuhui.Edge.Perimeter");
        meter.CreateObservableCounter("zhuhui.alarms.suppressed", joined, "{alarm}",
            "Alarms that were not raised, for they belonged to one that was open.");
        meter.CreateObservableGauge("zhuhui.alarms.open", () => OpenByRingAndKind(alarms()), "{alarm}",
            "Alarms of cameras without an end.");
        meter.CreateObservableGauge("zhuhui.alarms.unacknowledged", () => alarms().Count(a => a.AcknowledgedBy is null), "{alarm}",
            "Alarms of cameras that no operator has acknowledged.");
        meter.CreateObservableGauge("zhuhui.place.armed",
            () => places().Select(p => new Measurement<int>(p.Armed ? 1 : 0, new KeyValuePair<string, object?>("place", p.Place))),
            description: "1 where the line, zone or camera is armed.");
        return meter;
    }

    private static IEnumerable<Measurement<int>> OpenByRingAndKind(IReadOnlyList<AlarmStatus> alarms) => alarms
        .Where(a => a.EndedAt is null)
        .GroupBy(a => (a.Ring, a.Kind))
        .Select(open => new Measurement<int>(open.Count(), new KeyValuePair<string, object?>("ring", AlarmKinds.NameOf(open.Key.Ring)),
            new KeyValuePair<string, object?>("kind", AlarmKinds.NameOf(open.Key.Kind))));
}
