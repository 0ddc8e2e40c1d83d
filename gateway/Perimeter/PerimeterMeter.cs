using System.Diagnostics.Metrics;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>The alarms, and what is armed.</summary>
internal static class PerimeterMeter
{
    public static Meter Create(Func<IReadOnlyList<AlarmStatus>> alarms, Func<IReadOnlyList<PlaceStatus>> places, Func<long> joined)
    {
        var meter = new Meter("Zhuhui.Edge.Perimeter");
        meter.CreateObservableCounter("zhuhui.alarms.suppressed", joined, "{alarm}",
            "Alarms that were not raised, for they belonged to one that was open.");
        meter.CreateObservableGauge("zhuhui.alarms.open", () => OpenByRingAndKind(alarms()), "{alarm}",
            "Alarms without an end; of what is no camera's the kind is its event's type, and ring is empty.");
        meter.CreateObservableGauge("zhuhui.alarms.unacknowledged", () => alarms().Count(a => a.AcknowledgedBy is null), "{alarm}",
            "Alarms that no operator has acknowledged.");
        meter.CreateObservableGauge("zhuhui.place.armed",
            () => places().Select(p => new Measurement<int>(p.Armed ? 1 : 0, new KeyValuePair<string, object?>("place", p.Place))),
            description: "1 where the line, zone or camera is armed.");
        return meter;
    }

    private static IEnumerable<Measurement<int>> OpenByRingAndKind(IReadOnlyList<AlarmStatus> alarms) => alarms
        .Where(a => a.EndedAt is null)
        .GroupBy(a => (Ring: a.Ring is { } ring ? AlarmKinds.NameOf(ring) : "",
            Kind: a.Kind is { } kind ? AlarmKinds.NameOf(kind) : a.Type))
        .Select(open => new Measurement<int>(open.Count(), new KeyValuePair<string, object?>("ring", open.Key.Ring),
            new KeyValuePair<string, object?>("kind", open.Key.Kind)));
}
