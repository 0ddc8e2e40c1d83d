using Microsoft.ML.OnnxRuntime;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>The models alone: bare ONNX Runtime sessions with one input that never changes, opened as the product opens them.</summary>
internal sealed class BareSessions(ModelPack pack, int threads) : IDisposable
{
    private readonly Dictionary<ModelRole, (InferenceSession Session, OrtValue Input)> _open = [];
    private readonly RunOptions _options = new();

    public void Run(ModelRole role)
    {
        var (session, input) = Open(role);
        using var outputs = session.Run(_options, session.InputNames, [input], session.OutputNames);
    }

    public void Dispose()
    {
        foreach (var (session, input) in _open.Values)
        {
            input.Dispose();
            session.Dispose();
        }

        _options.Dispose();
    }

    private (InferenceSession Session, OrtValue Input) Open(ModelRole role)
    {
        if (!_open.TryGetValue(role, out var open))
        {
            var session = OnnxSession.Open(pack.PathOf(role), threads);
            long[] shape = [.. session.InputMetadata.Values.First().Dimensions.Select(side => (long)Math.Max(1, side))];
            var values = new float[shape.Aggregate(1L, (product, side) => product * side)];
            var random = new Random(1);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = role == ModelRole.Liveness ? random.Next(256) : (float)((random.NextDouble() * 2) - 1);
            }

            _open[role] = open = (session, OrtValue.CreateTensorValueFromMemory(values, shape));
        }

        return open;
    }
}
