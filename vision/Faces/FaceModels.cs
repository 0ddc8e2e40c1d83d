using Microsoft.ML.OnnxRuntime;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>The loaded face models of a pack. One set serves all cameras; what runs them has inputs and outputs of its own.</summary>
internal sealed class FaceModels(ModelPack pack, int threads) : IDisposable
{
    public string Pack { get; } = pack.Id;

    public int EmbeddingSize { get; } = pack.EmbeddingSize;

    public InferenceSession Detector { get; } = OnnxSession.Open(pack.PathOf(ModelRole.FaceDetector), threads);

    public InferenceSession Landmarks { get; } = OnnxSession.Open(pack.PathOf(ModelRole.FaceLandmarks), threads);

    public InferenceSession Embedding { get; } = OnnxSession.Open(pack.PathOf(ModelRole.FaceEmbedding), threads);

    public InferenceSession Liveness { get; } = OnnxSession.Open(pack.PathOf(ModelRole.Liveness), threads);

    public void Dispose()
    {
        Detector.Dispose();
        Landmarks.Dispose();
        Embedding.Dispose();
        Liveness.Dispose();
    }
}
