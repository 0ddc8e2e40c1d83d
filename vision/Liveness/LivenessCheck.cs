using Microsoft.ML.OnnxRuntime;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Liveness;

/// <summary>Judges from one frame whether a face is live, by what is around it (a sheet's edge, a screen's). It stops simple prints and
/// replays, not every one. One caller at a time.</summary>
internal sealed class LivenessCheck : IDisposable
{
    private const int Side = 128;
    private const float Surroundings = 2.7f;
    private static readonly InputFormat _format = new(Channels.Bgr, [0, 0, 0], [1, 1, 1]);
    private readonly ModelRun _run;

    /// <param name="model">The pack's liveness model; it stays its owner's.</param>
    public LivenessCheck(InferenceSession model) => _run = new ModelRun(ModelRole.Liveness, model, "input", [1, 3, Side, Side],
        ("output", [1, 3]));

    /// <returns>The probability that the face is live, 0 to 1.</returns>
    public float Judge(Frame frame, in Box face)
    {
        AffineSampler.Sample(frame, Affine.Crop(Around(face, frame.Width, frame.Height), Side, Side), _format, Side, Side, _run.Input);
        var logits = _run.Run()[0];
        var highest = Math.Max(logits[0], Math.Max(logits[1], logits[2]));
        var live = MathF.Exp(logits[0] - highest);
        return live / (live + MathF.Exp(logits[1] - highest) + MathF.Exp(logits[2] - highest));
    }

    public void Dispose() => _run.Dispose();

    /// <summary>The face's box enlarged about its centre, no further than the frame has room for, and shifted inside it.</summary>
    internal static Box Around(in Box face, int width, int height)
    {
        var scale = Math.Min(Surroundings, Math.Min(width / face.Width, height / face.Height));
        var (across, down) = (face.Width * scale, face.Height * scale);
        var left = Math.Clamp(face.CentreX - (across / 2), 0, Math.Max(0, width - across));
        var top = Math.Clamp(face.CentreY - (down / 2), 0, Math.Max(0, height - down));
        return new Box(left, top, left + across, top + down);
    }
}
