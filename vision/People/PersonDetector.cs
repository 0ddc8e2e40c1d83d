using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.People;

/// <summary>Finds the persons in a frame. Owns its input and outputs, which live from call to call: one caller at a time.</summary>
internal sealed class PersonDetector : IDisposable
{
    private static readonly InputFormat _format =
        new(Channels.Bgr, [103.53f, 116.28f, 123.675f], [1 / 57.375f, 1 / 57.12f, 1 / 58.395f]);

    /// <summary>Pixels of the input.</summary>
    private const float Rim = 3;

    private readonly ModelRun _run;
    private readonly List<Detection> _inPart = [];
    private readonly List<Detection> _candidates = [];

    public PersonDetector(PersonModel model) => _run = new ModelRun(ModelRole.Person, model.Session, "input", [1, 3, PersonModel.Side,
        PersonModel.Side],
    [
        .. PersonModel.Strides.Select(stride => ($"scores{stride}", new long[] { 1, Cells(stride) * Cells(stride), PersonGrid.Classes })),
        .. PersonModel.Strides.Select(stride => ($"boxes{stride}", new long[] { 1, Cells(stride) * Cells(stride), PersonGrid.BoxValues })),
    ]);

    /// <param name="threshold">The least score, 0 to 1, that is given back.</param>
    /// <param name="found">Replaced by what was found, the surest first, in the frame's pixels and clamped to it.</param>
    public void Detect(Frame frame, float threshold, List<Detection> found)
    {
        _candidates.Clear();
        Detect(frame, new Box(0, 0, frame.Width, frame.Height), threshold);
        NonMaximumSuppression.Keep(_candidates, found);
    }

    /// <summary>Looks at parts of the frame, each enlarged or shrunk to the model's input. A person cut off by a part's edge inside the
    /// frame is left out.</summary>
    public void Detect(Frame frame, IReadOnlyList<Box> parts, float threshold, List<Detection> found)
    {
        _candidates.Clear();
        foreach (var part in parts)
        {
            Detect(frame, part, threshold);
        }

        NonMaximumSuppression.Keep(_candidates, found);
    }

    private void Detect(Frame frame, in Box part, float threshold)
    {
        AffineSampler.Sample(frame, Affine.Crop(part, PersonModel.Side, PersonModel.Side), _format, PersonModel.Side,
            PersonModel.Side, _run.Input);
        var results = _run.Run();
        _inPart.Clear();
        for (var level = 0; level < PersonModel.Strides.Count; level++)
        {
            var stride = PersonModel.Strides[level];
            PersonGrid.Read(results[level], results[PersonModel.Strides.Count + level], stride, Cells(stride), threshold, _inPart);
        }

        foreach (var detection in _inPart)
        {
            if (!CutOff(detection.Box, part, frame))
            {
                _candidates.Add(detection with { Box = ToFrame(detection.Box, part, frame) });
            }
        }
    }

    public void Dispose() => _run.Dispose();

    private static int Cells(int stride) => PersonModel.Side / stride;

    private static bool CutOff(in Box box, in Box part, Frame frame) =>
        (box.Left < Rim && part.Left > 0) || (box.Top < Rim && part.Top > 0)
        || (box.Right > PersonModel.Side - Rim && part.Right < frame.Width) || (box.Bottom > PersonModel.Side - Rim
            && part.Bottom < frame.Height);

    private static Box ToFrame(in Box box, in Box part, Frame frame)
    {
        var (across, down) = (part.Width / PersonModel.Side, part.Height / PersonModel.Side);
        return new Box(
            Math.Clamp(part.Left + (box.Left * across), 0, frame.Width),
            Math.Clamp(part.Top + (box.Top * down), 0, frame.Height),
            Math.Clamp(part.Left + (box.Right * across), 0, frame.Width),
            Math.Clamp(part.Top + (box.Bottom * down), 0, frame.Height));
    }
}
