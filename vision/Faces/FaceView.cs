using System.Numerics.Tensors;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>One usable view of a face.</summary>
/// <param name="At">The frame's arrival.</param>
/// <param name="Template">Of length one.</param>
/// <param name="Weight">How good the view is, above 0.</param>
/// <param name="Liveness">Null where the check is off.</param>
internal sealed record FaceView(long At, float[] Template, float Weight, float? Liveness)
{
    /// <summary>Cosine similarity to another template of length one.</summary>
    public float Agreement(ReadOnlySpan<float> other) => TensorPrimitives.Dot(Template, other);

    public float Agreement(FaceView other) => Agreement(other.Template);
}
