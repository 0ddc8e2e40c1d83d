using System.Numerics.Tensors;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Turns an aligned face into a template of length one. One caller at a time.</summary>
internal sealed class FaceEmbedder : IDisposable
{
    private static readonly InputFormat _format = new(Channels.Rgb, [127.5f, 127.5f, 127.5f], [1 / 127.5f, 1 / 127.5f, 1 / 127.5f]);
    private readonly ModelRun _run;
    private readonly int _size;

    public FaceEmbedder(FaceModels models) =>
        (_size, _run) = (models.EmbeddingSize, new ModelRun(ModelRole.FaceEmbedding, models.Embedding, "input", [1, 3, FaceAligner.Side,
            FaceAligner.Side], ("output", [1, models.EmbeddingSize])));

    /// <returns>A new array, for the caller to keep.</returns>
    public float[] Embed(Frame frame, in Affine aligned)
    {
        AffineSampler.Sample(frame, aligned, _format, FaceAligner.Side, FaceAligner.Side, _run.Input);
        var template = new float[_size];
        AddTo(template);
        return template;
    }

    /// <summary>The mean of the face's and of its mirror image's, which is the same picture read from right to left.</summary>
    /// <returns>A new array, for the caller to keep.</returns>
    public float[] EmbedWithMirrored(Frame frame, in Affine aligned)
    {
        var template = Embed(frame, aligned);
        for (var line = 0; line < _run.Input.Length; line += FaceAligner.Side)
        {
            _run.Input.AsSpan(line, FaceAligner.Side).Reverse();
        }

        AddTo(template);
        TensorPrimitives.Divide(template, MathF.Max(TensorPrimitives.Norm<float>(template), 1e-9f), template);
        return template;
    }

    public void Dispose() => _run.Dispose();

    private void AddTo(Span<float> template)
    {
        var raw = _run.Run()[0];
        TensorPrimitives.MultiplyAdd(raw, 1 / MathF.Max(TensorPrimitives.Norm<float>(raw), 1e-9f), template, template);
    }
}
