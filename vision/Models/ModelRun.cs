using Microsoft.ML.OnnxRuntime;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>A shared session with an input and outputs of one's own that live from call to call: one caller at a time, no allocation a call.</summary>
internal sealed class ModelRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly float[][] _results;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    /// <param name="shape">The input's, for example 1x3x112x112.</param>
    public ModelRun(InferenceSession session, string input, long[] shape, params (string Name, long[] Shape)[] outputs)
    {
        _session = session;
        Input = new float[Volume(shape)];
        _results = [.. outputs.Select(output => new float[Volume(output.Shape)])];
        (_inputNames, _outputNames) = ([input], [.. outputs.Select(output => output.Name)]);
        _inputs = [OrtValue.CreateTensorValueFromMemory(Input, shape)];
        _outputs = [.. _results.Zip(outputs, (values, output) => OrtValue.CreateTensorValueFromMemory(values, output.Shape))];
    }

    public float[] Input { get; }

    /// <summary>The outputs in the order they were named, overwritten by the next run.</summary>
    public IReadOnlyList<float[]> Run()
    {
        _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs);
        return _results;
    }

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs))
        {
            value.Dispose();
        }

        _options.Dispose();
    }

    private static int Volume(long[] shape) => (int)shape.Aggregate(1L, (product, side) => product * side);
}
