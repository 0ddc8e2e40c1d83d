using System.Diagnostics.Metrics;
using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>How the link to the hub stands, how far it is behind and what it cost.</summary>
internal static class LinkMeter
{
    /// <param name="link">Null where the site has no link.</param>
    /// <param name="journals">Every stream, whether there is a link or not.</param>
    public static Meter Create(Func<LinkStatus?> link, Func<IEnumerable<(string Stream, long LastSeq)>> journals, TimeProvider time)
    {
        var meter = new Meter("Zhuhui.Edge.Link");
        meter.CreateObservableGauge("zhuhui.link.connected", () => link()?.Connected == true ? 1 : 0,
            description: "1 where the district hub is reached.");
        meter.CreateObservableGauge("zhuhui.link.promise", () => Known(link(), status => Of(1, "promise", NameOf(status.Promise))),
            description: "Whose acknowledgement frees the gateway of an event.");
        meter.CreateObservableCounter("zhuhui.events.acknowledged", () => Each((_, sent) => sent?.Acknowledged ?? 0), "{event}",
            "Events acknowledged as the link promises: by the hub, that its store has them, or by the broker.");
        meter.CreateObservableCounter("zhuhui.events.published", () => Each((_, sent) => sent?.Published ?? 0), "{event}",
            "Events the broker has taken for a hub.");
        meter.CreateObservableGauge("zhuhui.events.unacknowledged", () => Each((last, sent) => last - (sent?.Acknowledged ?? 0)), "{event}",
            "Events journaled and not acknowledged.");
        meter.CreateObservableGauge("zhuhui.events.oldest_unacknowledged", () => Each((_, sent) => AgeOf(sent?.OldestAt)), "s",
            "The age of the oldest of them; 0 where none waits.");
        Total("zhuhui.link.reconnects", "{connection}", "Connections to the broker beyond the first.", totals => totals.Reconnects);
        Total("zhuhui.events.resent", "{event}", "Events sent again for want of an acknowledgement.", totals => totals.Resent);
        Total("zhuhui.link.batches", "{batch}", "Batches of a backlog published.", totals => totals.Batches);
        Total("zhuhui.link.batch_in", "By", "Bytes of the events in them.", totals => totals.BatchBytesIn);
        Total("zhuhui.link.batch_out", "By", "Bytes of the batches themselves, compressed.", totals => totals.BatchBytesOut);
        meter.CreateObservableGauge("zhuhui.link.certificate_expiry_timestamp",
            () => Known(link()?.CertificateExpires, end => new Measurement<double>(end.ToUnixTimeSeconds())), "s",
            "When the gateway's certificate for the broker ends.");
        return meter;

        void Total(string name, string unit, string description, Func<LinkTotals, long> value) =>
            meter.CreateObservableCounter(name, () => Known(link(), status => new Measurement<double>(value(status.Totals))), unit,
                description);

        double AgeOf(DateTimeOffset? at) => at is { } then ? Math.Max(0, Math.Round((time.GetUtcNow() - then).TotalSeconds, 1)) : 0;

        IEnumerable<Measurement<double>> Each(Func<long, StreamStatus?, double> value)
        {
            var sent = link()?.Streams ?? [];
            return journals().Select(one => Of(value(one.LastSeq, sent.FirstOrDefault(s => s.Name == one.Stream)), "stream", one.Stream));
        }
    }

    private static string NameOf(LinkPromise promise) => JsonNamingPolicy.CamelCase.ConvertName(promise.ToString());

    private static Measurement<double> Of(double value, string label, string name) =>
        new(value, new KeyValuePair<string, object?>(label, name));

    /// <summary>Nothing where there is nothing to tell of.</summary>
    private static IEnumerable<Measurement<double>> Known<T>(T? there, Func<T, Measurement<double>> of)
        where T : class => there is null ? [] : [of(there)];

    private static IEnumerable<Measurement<double>> Known<T>(T? there, Func<T, Measurement<double>> of)
        where T : struct => there is { } known ? [of(known)] : [];
}
