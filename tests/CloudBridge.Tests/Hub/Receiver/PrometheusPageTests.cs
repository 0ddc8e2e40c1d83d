using System.Diagnostics.Metrics;
using Zhuhui.Edge.Gateway.Console;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

/// <summary>The exporter of both programs; it is tested here in the hub's, which is built with the same file.</summary>
public sealed class PrometheusPageTests : IDisposable
{
    private readonly Meter _meter = new("Room");

    [Fact]
    public void A_name_has_underscores_its_unit_and_total_behind_a_counter()
    {
        _meter.CreateCounter<long>("zhuhui.bytes.sent", "By", "Sent.");
        _meter.CreateObservableGauge("zhuhui.age", () => 2.5, "s", "Age.");
        using var page = new PrometheusPage([_meter]);
        Assert.Equal("""
            # HELP zhuhui_age_seconds Age.
            # TYPE zhuhui_age_seconds gauge
            zhuhui_age_seconds 2.5
            # HELP zhuhui_bytes_sent_bytes_total Sent.
            # TYPE zhuhui_bytes_sent_bytes_total counter
            zhuhui_bytes_sent_bytes_total 0

            """, page.Format());
    }

    [Fact]
    public void A_counter_keeps_every_series_and_never_falls_however_often_it_is_looked_at()
    {
        var counter = _meter.CreateCounter<long>("passages");
        using var page = new PrometheusPage([_meter]);
        counter.Add(2, Label("method", "card"));
        counter.Add(1, Label("method", "face"));
        page.Format();
        counter.Add(1, Label("method", "face"));
        page.Format();
        Assert.Equal(["passages_total{method=\"card\"} 2", "passages_total{method=\"face\"} 2"], Figures(page));
    }

    [Fact]
    public async Task Threads_lose_no_count()
    {
        var counter = _meter.CreateCounter<long>("passages");
        using var page = new PrometheusPage([_meter]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                counter.Add(1, Label("door", i % 10));
                page.Format();
            }
        })));
        var expected = Enumerable.Range(0, 10).Select(door => $"passages_total{{door=\"{door}\"}} 400");
        Assert.Equal(expected, Figures(page).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_an_observable_instrument_no_longer_names_is_gone_and_comes_back()
    {
        string[] open = ["north", "south"];
        _meter.CreateObservableGauge("open", () => open.Select(door => new Measurement<int>(1, Label("door", door))));
        using var page = new PrometheusPage([_meter]);
        Assert.Equal(["open{door=\"north\"} 1", "open{door=\"south\"} 1"], Figures(page));
        open = [];
        Assert.Empty(Figures(page));
        open = ["south"];
        Assert.Equal(["open{door=\"south\"} 1"], Figures(page));
    }

    [Fact]
    public void A_histogram_has_its_own_buckets_each_with_all_below()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] };
        var histogram = _meter.CreateHistogram("took", "s", null, advice: advice);
        using var page = new PrometheusPage([_meter]);
        histogram.Record(0.5);
        histogram.Record(0.75);
        histogram.Record(4);
        string[] expected =
        [
            "took_seconds_bucket{le=\"0.5\"} 1", "took_seconds_bucket{le=\"1\"} 2", "took_seconds_bucket{le=\"+Inf\"} 3",
            "took_seconds_sum 5.25", "took_seconds_count 3",
        ];
        Assert.Equal(expected, Figures(page));
    }

    [Fact]
    public void A_label_is_written_as_it_is_but_for_quotes_backslashes_and_line_breaks()
    {
        _meter.CreateObservableGauge("up", () => new Measurement<int>(1, Label("device", "东门 \"a\\b\"\n")));
        using var page = new PrometheusPage([_meter]);
        Assert.Equal(["up{device=\"东门 \\\"a\\\\b\\\"\\n\"} 1"], Figures(page));
    }

    [Fact]
    public void Another_meter_of_the_same_name_is_another_programs()
    {
        using var other = new Meter("Room");
        other.CreateObservableGauge("up", () => 2);
        _meter.CreateObservableGauge("up", () => 1);
        using var page = new PrometheusPage([_meter]);
        Assert.Equal(["up 1"], Figures(page));
    }

    [Fact]
    public void An_old_name_stands_beside_the_new_one()
    {
        _meter.CreateObservableGauge("new.name", () => 1);
        using var page = new PrometheusPage([_meter], new Dictionary<string, string> { ["new_name"] = "old_name" });
        Assert.Equal(["new_name 1", "old_name 1"], Figures(page));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Label(string name, object value) => new(name, value);

    private static IEnumerable<string> Figures(PrometheusPage page) =>
        page.Format().Split('\n').Where(line => line.Length > 0 && line[0] != '#');
}
