using OpenCvSharp;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Motion by OpenCV's background subtraction (MOG2: a mixture of Gaussians a pixel, Zivkovic 2004), on luma of at most 640 pixels
/// a side. Shadows do not count; specks are removed by an opening. While the plain gate, which costs a thirtieth, sees nothing, MOG2 looks
/// only twice a second.</summary>
internal sealed class Mog2MotionGate(TimeProvider time) : MotionGate
{
    private const int LongSide = 640;
    private const int LearningFrames = 10;
    private const double Foreground = 200;
    private const double NewScene = 0.6;
    private const int Cell = 8;

    /// <summary>A thing smaller than this part of the picture does not count: five by four pixels of 640 x 360, a person a hundred paces
    /// off.</summary>
    private const float LeastFraction = 0.00009f;

    /// <summary>So long something must stand still to become background.</summary>
    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan _idleLook = TimeSpan.FromSeconds(0.5);

    private readonly PlainMotionGate _plain = new(time);
    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Cross, new Size(3, 3));
    private readonly Mat _mask = new();
    private BackgroundSubtractorMOG2? _background;
    private (int Width, int Height) _size;
    private bool[] _moving = [];
    private bool _idle;
    private int _learnt;
    private long _last;

    public override MotionResult Evaluate(Frame frame)
    {
        var suspect = _plain.Evaluate(frame).Any;
        if (_idle && !suspect && time.GetElapsedTime(_last, frame.ArrivedAt) < _idleLook)
        {
            return MotionResult.None;
        }

        var seen = Subtract(frame);
        _idle = !seen.Any;
        return seen;
    }

    public override void Dispose()
    {
        _background?.Dispose();
        _kernel.Dispose();
        _mask.Dispose();
        _plain.Dispose();
        base.Dispose();
    }

    private MotionResult Subtract(Frame frame)
    {
        Found.Clear();
        using var grey = FrameMat.Grey(frame, LongSide, out var scale);
        if (_background is null || _size != (frame.Width, frame.Height))
        {
            Start(frame);
        }

        var share = 1 - Math.Exp(-(time.GetElapsedTime(_last, frame.ArrivedAt) / _memory));
        _last = frame.ArrivedAt;
        _background!.Apply(grey, _mask, _learnt < LearningFrames ? 1.0 / (_learnt + 1) : share);
        if (++_learnt <= LearningFrames)
        {
            return MotionResult.Everywhere(frame);
        }

        Cv2.Threshold(_mask, _mask, Foreground, 255, ThresholdTypes.Binary);
        Cv2.MorphologyEx(_mask, _mask, MorphTypes.Open, _kernel);
        var fraction = (float)Cv2.CountNonZero(_mask) / (_mask.Rows * _mask.Cols);
        if (fraction < LeastFraction)
        {
            return MotionResult.None;
        }

        if (fraction >= NewScene)
        {
            Start(frame);
            return MotionResult.Everywhere(frame);
        }

        GatherCells((float)scale);
        return new MotionResult(fraction, Found.Around());
    }

    private void GatherCells(float scale)
    {
        var (width, height) = (_mask.Cols, _mask.Rows);
        var (columns, rows) = ((width + Cell - 1) / Cell, (height + Cell - 1) / Cell);
        if (_moving.Length != columns * rows)
        {
            _moving = new bool[columns * rows];
        }

        Array.Clear(_moving);
        for (var y = 0; y < height; y++)
        {
            var line = RowOf(_mask, y, width);
            var at = line.IndexOf((byte)255);
            while (at >= 0)
            {
                _moving[(y / Cell * columns) + (at / Cell)] = true;
                var next = line[(at + 1)..].IndexOf((byte)255);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        Found.Gather(_moving, columns, rows, Cell * scale);
    }

    private static unsafe ReadOnlySpan<byte> RowOf(Mat mat, int row, int width) => new((byte*)mat.Ptr(row), width);

    private void Start(Frame frame)
    {
        _background?.Dispose();
        _background = BackgroundSubtractorMOG2.Create(history: 500, varThreshold: 25, detectShadows: true);
        (_size, _learnt, _last) = ((frame.Width, frame.Height), 0, frame.ArrivedAt);
    }
}
