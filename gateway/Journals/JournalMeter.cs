using System.Diagnostics.Metrics;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>How far the journals have come, and whether the disk takes what they write.</summary>
internal static class JournalMeter
{
    public static Meter Create(Func<bool> isDegraded, Func<IEnumerable<(string Stream, long LastSeq)>> journals)
    {
        var meter = new Meter("Zhuhui.Edge.Journals");
        meter.CreateObservableGauge("zhuhui.ledger.degraded", () => isDegraded() ? 1 : 0, description: "1 where the disk takes no events.");
        meter.CreateObservableCounter("zhuhui.events.journaled",
            () => journals().Select(one => new Measurement<long>(one.LastSeq, new KeyValuePair<string, object?>("stream", one.Stream))),
            "{event}", "Events in the journal.");
        return meter;
    }
}
