using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>A shared session with an input and outputs of one's own that live from call to call: one caller at a time, no allocation a
/// call.</summary>
internal sealed class ModelRun : IDisposable
{
    /// <summary>The name under which each run's duration is told to whoever listens (System.Diagnostics.Metrics); its tag "model" is the
    /// role.</summary>
    public const string MeterName = "Zhuhui.Edge.Vision";

    private static readonly Histogram<double> _duration = new Meter(MeterName).CreateHistogram<double>("vision.inference.duration", "s",
        "How long a model took.");

    private readonly KeyValuePair<string, object?> _role;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly float[][] _results;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    /// <param name="shape">The input's, for example 1x3x112x112.</param>
    public ModelRun(ModelRole role, InferenceSession session, string input, long[] shape, params (string Name, long[] Shape)[] outputs)
    {
        (_role, _session) = (new("model", role.ToString()), session);
        Input = new float[Volume(shape)];
        _results = [.. outputs.Select(output => new float[Volume(output.Shape)])];
        _inputs = [OrtValue.CreateTensorValueFromMemory(Input, shape)];
        _outputs = [.. _results.Zip(outputs, (values, output) => OrtValue.CreateTensorValueFromMemory(values, output.Shape))];
        _binding = session.CreateIoBinding();
        _binding.BindInput(input, _inputs[0]);
        for (var i = 0; i < outputs.Length; i++)
        {
            _binding.BindOutput(outputs[i].Name, _outputs[i]);
        }
    }

    public float[] Input { get; }

    /// <summary>The outputs in the order they were named, overwritten by the next run.</summary>
    public IReadOnlyList<float[]> Run()
    {
        var started = Stopwatch.GetTimestamp();
        _session.RunWithBinding(_options, _binding);
        if (_duration.Enabled)
        {
            _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, _role);
        }

        return _results;
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _inputs.Concat(_outputs))
        {
            value.Dispose();
        }

        _options.Dispose();
    }

    private static int Volume(long[] shape) => (int)shape.Aggregate(1L, (product, side) => product * side);
}
