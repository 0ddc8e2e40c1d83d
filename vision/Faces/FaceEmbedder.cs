using System.Numerics.Tensors;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Turns an aligned face into a template of length one. One caller at a time.</summary>
internal sealed class FaceEmbedder : IDisposable
{
    private static readonly InputFormat Format = new(Channels.Rgb, [127.5f, 127.5f, 127.5f], [1 / 127.5f, 1 / 127.5f, 1 / 127.5f]);
    private readonly ModelRun _run;

    public FaceEmbedder(FaceModels models) =>
        _run = new ModelRun(ModelRole.FaceEmbedding, models.Embedding, "input", [1, 3, FaceAligner.Side, FaceAligner.Side], ("output", [1, models.EmbeddingSize]));

    /// <returns>A new array, for the caller to keep.</returns>
    public float[] Embed(Frame frame, in Affine aligned)
    {
        AffineSampler.Sample(frame, aligned, Format, FaceAligner.Side, FaceAligner.Side, _run.Input);
        var raw = _run.Run()[0];
        var template = new float[raw.Length];
        TensorPrimitives.Divide(raw, MathF.Max(TensorPrimitives.Norm<float>(raw), 1e-9f), template);
        return template;
    }

    public void Dispose() => _run.Dispose();
}
