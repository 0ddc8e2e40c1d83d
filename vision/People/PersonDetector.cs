using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.People;

/// <summary>Finds the persons in a frame. Owns its input and outputs, which live from call to call: one caller at a time.</summary>
internal sealed class PersonDetector : IDisposable
{
    private static readonly InputFormat Format =
        new(Channels.Bgr, [103.53f, 116.28f, 123.675f], [1 / 57.375f, 1 / 57.12f, 1 / 58.395f]);

    private readonly ModelRun _run;
    private readonly List<Detection> _candidates = [];

    public PersonDetector(PersonModel model) => _run = new ModelRun(ModelRole.Person, model.Session, "input", [1, 3, PersonModel.Side, PersonModel.Side],
    [
        .. PersonModel.Strides.Select(stride => ($"scores{stride}", new long[] { 1, Cells(stride) * Cells(stride), PersonGrid.Classes })),
        .. PersonModel.Strides.Select(stride => ($"boxes{stride}", new long[] { 1, Cells(stride) * Cells(stride), PersonGrid.BoxValues })),
    ]);

    /// <param name="threshold">The least score, 0 to 1, that is given back.</param>
    /// <param name="found">Replaced by what was found, the surest first, in the frame's pixels and clamped to it.</param>
    public void Detect(Frame frame, float threshold, List<Detection> found)
    {
        var whole = new Box(0, 0, frame.Width, frame.Height);
        AffineSampler.Sample(frame, Affine.Crop(whole, PersonModel.Side, PersonModel.Side), Format, PersonModel.Side, PersonModel.Side, _run.Input);
        var results = _run.Run();

        _candidates.Clear();
        for (var level = 0; level < PersonModel.Strides.Count; level++)
        {
            var stride = PersonModel.Strides[level];
            PersonGrid.Read(results[level], results[PersonModel.Strides.Count + level], stride, Cells(stride), threshold, _candidates);
        }

        NonMaximumSuppression.Keep(_candidates, found);
        for (var i = 0; i < found.Count; i++)
        {
            found[i] = found[i] with { Box = ToFrame(found[i].Box, frame) };
        }
    }

    public void Dispose() => _run.Dispose();

    private static int Cells(int stride) => PersonModel.Side / stride;

    private static Box ToFrame(in Box box, Frame frame)
    {
        var (across, down) = ((float)frame.Width / PersonModel.Side, (float)frame.Height / PersonModel.Side);
        return new Box(
            Math.Clamp(box.Left * across, 0, frame.Width),
            Math.Clamp(box.Top * down, 0, frame.Height),
            Math.Clamp(box.Right * across, 0, frame.Width),
            Math.Clamp(box.Bottom * down, 0, frame.Height));
    }
}
