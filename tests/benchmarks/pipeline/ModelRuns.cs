using System.Diagnostics.Metrics;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>Counts how often the pipeline runs each model.</summary>
internal sealed class ModelRuns : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<ModelRole, int> _counts = [];

    public ModelRuns()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ModelRun.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Count(Enum.Parse<ModelRole>((string)tags[0].Value!)));
        _listener.Start();
    }

    public IReadOnlyDictionary<ModelRole, int> Counts => _counts;

    public void Clear() => _counts.Clear();

    public void Dispose() => _listener.Dispose();

    private void Count(ModelRole role) => _counts[role] = _counts.GetValueOrDefault(role) + 1;
}
