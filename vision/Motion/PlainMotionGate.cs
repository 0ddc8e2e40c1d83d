using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>Compares each cell's mean luma with a background that follows it slowly, after taking out what changed everywhere alike (a
/// cloud, the camera's exposure). A cell moves when it differs by more than its own usual noise, and has a neighbour that moves
/// too.</summary>
internal sealed class PlainMotionGate(TimeProvider time) : MotionGate
{
    private const float LeastDifference = 5;
    private const float TimesNoise = 4;

    /// <summary>From this part on the scene has changed rather than something in it: learn it anew.</summary>
    private const float NewScene = 0.6f;

    private static readonly TimeSpan _learning = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _stillMemory = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _movingMemory = TimeSpan.FromSeconds(40);

    private (int Width, int Height) _size;
    private float[] _means = [];
    private float[] _background = [];
    private float[] _noise = [];
    private float[] _sorted = [];
    private bool[] _moving = [];
    private bool[] _together = [];
    private long _learningSince;
    private long _last;

    public override MotionResult Evaluate(Frame frame)
    {
        Found.Clear();
        var (columns, rows) = CellMeans.Grid(frame.Width, frame.Height);
        if (columns * rows == 0)
        {
            return MotionResult.Everywhere(frame);
        }

        if (_size != (frame.Width, frame.Height))
        {
            Start(frame, columns * rows);
            return MotionResult.Everywhere(frame);
        }

        CellMeans.Read(frame, _means);
        var everywhere = ChangeEverywhere();
        var learning = time.GetElapsedTime(_learningSince, frame.ArrivedAt) < _learning;
        for (var cell = 0; cell < _means.Length; cell++)
        {
            _moving[cell] = MathF.Abs(_means[cell] - _background[cell] - everywhere) > MathF.Max(LeastDifference,
                TimesNoise * _noise[cell]);
        }

        var seen = Gather(columns, rows);
        if (seen.Fraction >= NewScene)
        {
            Start(frame, columns * rows);
            return MotionResult.Everywhere(frame);
        }

        Learn(time.GetElapsedTime(_last, frame.ArrivedAt), everywhere, learning);
        _last = frame.ArrivedAt;
        if (!learning)
        {
            return seen;
        }

        Found.Clear();
        return MotionResult.Everywhere(frame);
    }

    private void Start(Frame frame, int cells)
    {
        if (_means.Length != cells)
        {
            (_means, _background, _noise, _sorted) = (new float[cells], new float[cells], new float[cells], new float[cells]);
            (_moving, _together) = (new bool[cells], new bool[cells]);
        }

        Found.Clear();
        CellMeans.Read(frame, _background);
        Array.Fill(_noise, LeastDifference / TimesNoise);
        _size = (frame.Width, frame.Height);
        _learningSince = _last = frame.ArrivedAt;
    }

    /// <summary>The median of all cells' differences.</summary>
    private float ChangeEverywhere()
    {
        for (var cell = 0; cell < _means.Length; cell++)
        {
            _sorted[cell] = _means[cell] - _background[cell];
        }

        Array.Sort(_sorted);
        return _sorted[_sorted.Length / 2];
    }

    private MotionResult Gather(int columns, int rows)
    {
        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var cell = (row * columns) + column;
                _together[cell] = _moving[cell] && HasMovingNeighbour(column, row, columns, rows);
                count += _together[cell] ? 1 : 0;
            }
        }

        if (count == 0)
        {
            return MotionResult.None;
        }

        Found.Gather(_together, columns, rows, CellMeans.Side);
        return new MotionResult((float)count / _means.Length, Found.Around());
    }

    private bool HasMovingNeighbour(int column, int row, int columns, int rows)
    {
        for (var y = Math.Max(row - 1, 0); y <= Math.Min(row + 1, rows - 1); y++)
        {
            for (var x = Math.Max(column - 1, 0); x <= Math.Min(column + 1, columns - 1); x++)
            {
                if ((x != column || y != row) && _moving[(y * columns) + x])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Learn(TimeSpan since, float everywhere, bool learning)
    {
        var still = Share(since, learning ? _learning : _stillMemory);
        var moving = Share(since, learning ? _learning : _movingMemory);
        for (var cell = 0; cell < _means.Length; cell++)
        {
            var difference = _means[cell] - _background[cell];
            if (_moving[cell])
            {
                _background[cell] += moving * difference;
            }
            else
            {
                _noise[cell] += still * (MathF.Abs(difference - everywhere) - _noise[cell]);
                _background[cell] += still * difference;
            }
        }
    }

    private static float Share(TimeSpan since, TimeSpan memory) => 1 - MathF.Exp(-(float)(since / memory));
}
