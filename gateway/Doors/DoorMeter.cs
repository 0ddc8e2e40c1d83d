using System.Diagnostics.Metrics;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>How the doors stand. Asked for from outside: a door's own loop knows nothing of it.</summary>
internal static class DoorMeter
{
    public static Meter Create(Func<IEnumerable<(string Door, bool IsReleased, long Missed)>> doors)
    {
        var meter = new Meter("Zhuhui.Edge.Doors");
        meter.CreateObservableGauge("zhuhui.door.released", () => doors().Select(d => Of(d.Door, d.IsReleased ? 1 : 0)),
            description: "1 where the lock was seen released.");
        meter.CreateObservableCounter("zhuhui.door.messages.missed", () => doors().Select(d => Of(d.Door, d.Missed)), "{message}",
            "Reads refused because too many waited.");
        return meter;

        static Measurement<long> Of(string door, long value) => new(value, new KeyValuePair<string, object?>("door", door));
    }
}
