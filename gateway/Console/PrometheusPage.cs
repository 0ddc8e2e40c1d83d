using System.Diagnostics.Metrics;
using System.Text;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>What the instruments of some meters say, in Prometheus' text format (version 0.0.4). Listens from its making on; a counter's
/// figure never falls, and what an observable instrument no longer names is no longer on the page. The hub's program is built with this
/// file too: there is one exporter.</summary>
internal sealed class PrometheusPage : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int UsualSize = 32 * 1024;

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly HashSet<Meter> _meters;
    private readonly IReadOnlyDictionary<string, string> _oldNames;
    private readonly SortedDictionary<string, PrometheusFamily> _families = new(StringComparer.Ordinal);

    /// <param name="meters">No other instruments are shown, not even those of meters with the same name: two gateways of one test stay
    /// apart.</param>
    /// <param name="oldNames">By today's name on the page, the one that a figure had before and keeps for one release.</param>
    public PrometheusPage(IEnumerable<Meter> meters, IReadOnlyDictionary<string, string>? oldNames = null)
    {
        _meters = [.. meters];
        _oldNames = oldNames ?? new Dictionary<string, string>();
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<int>(static (_, value, labels, state) => Family(state).Record(value, labels));
        _listener.SetMeasurementEventCallback<long>(static (_, value, labels, state) => Family(state).Record(value, labels));
        _listener.SetMeasurementEventCallback<double>(static (_, value, labels, state) => Family(state).Record(value, labels));
        _listener.Start();
    }

    public string Format()
    {
        lock (_lock)
        {
            foreach (var family in _families.Values)
            {
                family.BeginObservation();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder(UsualSize);
            foreach (var (name, family) in _families)
            {
                family.AppendTo(text, name);
                if (_oldNames.TryGetValue(name, out var oldName))
                {
                    family.AppendTo(text, oldName);
                }
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static PrometheusFamily Family(object? state) => (PrometheusFamily)state!;

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!_meters.Contains(instrument.Meter))
        {
            return;
        }

        var family = new PrometheusFamily(instrument);
        lock (_lock)
        {
            _families.Add(family.Name, family);
        }

        listener.EnableMeasurementEvents(instrument, family);
    }
}
