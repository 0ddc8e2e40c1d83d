using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>One instrument's figures, by their labels. Its name on the page is the instrument's with underscores for dots, the unit behind
/// it and, for a counter, <c>_total</c>, as the OpenTelemetry specification has it for Prometheus. Safe from any thread.</summary>
internal sealed class PrometheusFamily
{
    private readonly Lock _lock = new();
    private readonly List<PrometheusSeries> _series = [];
    private readonly string _type;
    private readonly string _help;
    private readonly bool _isObservable;
    private readonly bool _adds;
    private readonly IReadOnlyList<double>? _bounds;

    public PrometheusFamily(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        _isObservable = instrument.IsObservable;
        _adds = kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>);
        _bounds = kind == typeof(Histogram<>) ? BoundsOf((Histogram<double>)instrument) : null;
        var isCounter = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>);
        _type = isCounter ? "counter" : _bounds is not null ? "histogram" : "gauge";
        _help = instrument.Description ?? "";
        Name = NameOf(instrument, isCounter);
        if (!_isObservable)
        {
            // It stands at nothing before it first moves. Where it turns out to have labels, those are not known yet.
            _series.Add(new PrometheusSeries([], _bounds));
        }
    }

    public string Name { get; }

    /// <summary>What an observable instrument says now is all it says.</summary>
    public void BeginObservation()
    {
        lock (_lock)
        {
            if (_isObservable)
            {
                _series.ForEach(one => one.IsShown = false);
            }
        }
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (_lock)
        {
            SeriesOf(labels).Record(value, _adds);
        }
    }

    public void AppendTo(StringBuilder text, string name)
    {
        lock (_lock)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {_help}\n# TYPE {name} {_type}\n");
            foreach (var one in _series.Where(one => one.IsShown))
            {
                one.AppendTo(text, name);
            }
        }
    }

    private static IReadOnlyList<double> BoundsOf(Histogram<double> histogram) => histogram.Advice?.HistogramBucketBoundaries
        ?? throw new ArgumentException($"{histogram.Name} has no buckets.", nameof(histogram));

    private static string NameOf(Instrument instrument, bool isCounter)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return instrument.Name.Replace('.', '_') + unit + (isCounter ? "_total" : "");
    }

    private PrometheusSeries SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        foreach (var one in _series)
        {
            if (one.IsOf(labels))
            {
                return one;
            }
        }

        if (!_isObservable && _series is [{ IsOfNothing: true }])
        {
            _series.Clear();
        }

        var added = new PrometheusSeries(labels.ToArray(), _bounds);
        _series.Add(added);
        return added;
    }
}
