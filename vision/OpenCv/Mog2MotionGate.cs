using OpenCvSharp;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Motion by OpenCV's background subtraction (MOG2: a mixture of Gaussians a pixel, Zivkovic 2004), on luma of at most 640 pixels a side.
/// Shadows do not count; specks are removed by an opening.</summary>
internal sealed class Mog2MotionGate(TimeProvider time) : MotionGate
{
    private const int LongSide = 640;
    private const int LearningFrames = 10;
    private const double Foreground = 200;
    private const double NewScene = 0.6;

    /// <summary>A thing smaller than this part of the picture does not count.</summary>
    private const float LeastFraction = 0.0004f;

    /// <summary>So long something must stand still to become background.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(40);

    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(5, 5));
    private readonly Mat _mask = new();
    private BackgroundSubtractorMOG2? _background;
    private (int Width, int Height) _size;
    private int _learnt;
    private long _last;

    public override MotionSeen Look(Frame frame)
    {
        using var grey = FrameMat.Grey(frame, LongSide, out var scale);
        if (_background is null || _size != (frame.Width, frame.Height))
        {
            Start(frame);
        }

        var share = 1 - Math.Exp(-(time.GetElapsedTime(_last, frame.ArrivedAt) / Memory));
        _last = frame.ArrivedAt;
        _background!.Apply(grey, _mask, _learnt < LearningFrames ? 1.0 / (_learnt + 1) : share);
        if (++_learnt <= LearningFrames)
        {
            return MotionSeen.Everywhere(frame);
        }

        Cv2.Threshold(_mask, _mask, Foreground, 255, ThresholdTypes.Binary);
        Cv2.MorphologyEx(_mask, _mask, MorphTypes.Open, _kernel);
        var fraction = (float)Cv2.CountNonZero(_mask) / (_mask.Rows * _mask.Cols);
        if (fraction < LeastFraction)
        {
            return MotionSeen.None;
        }

        if (fraction >= NewScene)
        {
            Start(frame);
            return MotionSeen.Everywhere(frame);
        }

        using var points = new Mat();
        Cv2.FindNonZero(_mask, points);
        var around = Cv2.BoundingRect(points);
        return new MotionSeen(fraction,
            new Box((float)(around.Left * scale), (float)(around.Top * scale), (float)(around.Right * scale), (float)(around.Bottom * scale)));
    }

    public override void Dispose()
    {
        _background?.Dispose();
        _kernel.Dispose();
        _mask.Dispose();
        base.Dispose();
    }

    private void Start(Frame frame)
    {
        _background?.Dispose();
        _background = BackgroundSubtractorMOG2.Create(history: 500, varThreshold: 25, detectShadows: true);
        (_size, _learnt, _last) = ((frame.Width, frame.Height), 0, frame.ArrivedAt);
    }
}
