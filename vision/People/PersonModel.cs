using Microsoft.ML.OnnxRuntime;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.People;

/// <summary>The loaded person model. One serves all cameras; each camera's <see cref="PersonDetector"/> has its own input and
/// outputs.</summary>
internal sealed class PersonModel(ModelPack pack, int threads) : IDisposable
{
    /// <summary>The side of the square input, in pixels.</summary>
    public const int Side = 416;

    /// <summary>One set of outputs for each.</summary>
    public static readonly IReadOnlyList<int> Strides = [8, 16, 32];

    public InferenceSession Session { get; } = OnnxSession.Open(pack.PathOf(ModelRole.Person), threads);

    public void Dispose() => Session.Dispose();
}
