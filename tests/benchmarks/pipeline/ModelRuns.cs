using System.Diagnostics.Metrics;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>Notes which model the pipeline runs when.</summary>
internal sealed class ModelRuns : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<ModelRole> _order = [];

    public ModelRuns()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ModelRun.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => _order.Add(Enum.Parse<ModelRole>((string)tags[0].Value!)));
        _listener.Start();
    }

    /// <summary>Which model ran, one after the other.</summary>
    public IReadOnlyList<ModelRole> Order => _order;

    public void Clear() => _order.Clear();

    public void Dispose() => _listener.Dispose();
}
