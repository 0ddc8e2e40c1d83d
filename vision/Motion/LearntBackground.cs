using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>A background that is learnt over minutes, cell by cell: how bright each cell usually is and how much it flickers, which cells
/// differ from that, and since when those have been at rest. One caller at a time.</summary>
internal sealed class LearntBackground(TimeProvider time)
{
    private const float LeastDifference = 12;
    private const float TimesNoise = 5;
    private const float AtRest = 6;

    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _shortMemory = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _restSettles = TimeSpan.FromSeconds(3);

    private readonly List<long> _times = [];
    private float[] _now = [];
    private float[] _lately = [];
    private float[] _background = [];
    private float[] _noise = [];
    private float[] _sorted = [];
    private long[] _since = [];
    private bool[] _still = [];

    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>How many cells there are.</summary>
    public int Cells => _now.Length;

    /// <summary>The cells that differ and are at rest, row by row.</summary>
    public ReadOnlySpan<bool> Still => _still;

    /// <summary>What is seen now is the background, on a grid of so many cells.</summary>
    public void Start(Frame frame, int columns, int rows)
    {
        (Columns, Rows) = (columns, rows);
        var cells = columns * rows;
        if (_now.Length != cells)
        {
            (_now, _lately, _background, _noise, _sorted) = (new float[cells], new float[cells], new float[cells], new float[cells],
                new float[cells]);
            (_since, _still) = (new long[cells], new bool[cells]);
        }

        SmallPicture.Read(frame, columns, rows, _now);
        _now.CopyTo(_background, 0);
        _now.CopyTo(_lately, 0);
        Array.Fill(_noise, LeastDifference / TimesNoise);
        Array.Clear(_since);
    }

    /// <returns>By how much the whole picture is brighter than the background.</returns>
    public float Read(Frame frame)
    {
        SmallPicture.Read(frame, Columns, Rows, _now);
        return ChangeEverywhere();
    }

    /// <summary>Marks the cells that differ and are at rest; learns the others.</summary>
    /// <returns>How many differ.</returns>
    public int Compare(long at, TimeSpan since, float everywhere, bool learning)
    {
        var slow = 1 - MathF.Exp(-(float)(since / (learning ? _shortMemory : _memory)));
        var quick = 1 - MathF.Exp(-(float)(since / _shortMemory));
        var differing = 0;
        for (var cell = 0; cell < _now.Length; cell++)
        {
            var difference = _now[cell] - _background[cell] - everywhere;
            var moved = MathF.Abs(_now[cell] - _lately[cell]) > AtRest + (2 * _noise[cell]);
            _lately[cell] += (moved ? 1 : quick) * (_now[cell] - _lately[cell]);
            if (!learning && MathF.Abs(difference) > MathF.Max(LeastDifference, TimesNoise * _noise[cell]))
            {
                differing++;
                _since[cell] = moved || _since[cell] == 0 ? at : _since[cell];

                // The light under a thing changes as it does everywhere.
                _background[cell] += slow * everywhere;
            }
            else
            {
                _since[cell] = 0;
                _noise[cell] += slow * (MathF.Abs(difference) - _noise[cell]);
                _background[cell] += slow * (difference + everywhere);
            }

            _still[cell] = _since[cell] != 0 && time.GetElapsedTime(_since[cell], at) >= _restSettles;
        }

        return differing;
    }

    /// <summary>Nothing is judged in this cell for now.</summary>
    public void Spare(int column, int row, long at)
    {
        var cell = (row * Columns) + column;
        _still[cell] = false;
        _since[cell] = _since[cell] == 0 ? 0 : at;
    }

    /// <returns>How many cells are still, and since when half of them have been.</returns>
    public int CellsIn(in Box area, out long since)
    {
        _times.Clear();
        for (var row = (int)area.Top; row < area.Bottom; row++)
        {
            for (var column = (int)area.Left; column < area.Right; column++)
            {
                if (_still[(row * Columns) + column])
                {
                    _times.Add(_since[(row * Columns) + column]);
                }
            }
        }

        _times.Sort();
        since = _times[_times.Count / 2];
        return _times.Count;
    }

    /// <summary>Whether the picture has more than so many times the edges there that the background has.</summary>
    public bool HasMoreEdges(in Box area, float times) => EdgesIn(_lately, area) > times * EdgesIn(_background, area);

    /// <summary>Something was taken away, or the light fell otherwise: that is the background from now on.</summary>
    public void Accept(in Box area, float everywhere)
    {
        for (var row = (int)area.Top; row < area.Bottom; row++)
        {
            for (var column = (int)area.Left; column < area.Right; column++)
            {
                var cell = (row * Columns) + column;
                (_background[cell], _since[cell]) = (_lately[cell] - everywhere, 0);
            }
        }
    }

    /// <summary>The median of all cells' differences: the camera's exposure, a cloud.</summary>
    private float ChangeEverywhere()
    {
        for (var cell = 0; cell < _now.Length; cell++)
        {
            _sorted[cell] = _now[cell] - _background[cell];
        }

        Array.Sort(_sorted);
        return _sorted[_sorted.Length / 2];
    }

    private float EdgesIn(float[] picture, in Box area)
    {
        var sum = 0f;
        var (left, right) = (Math.Max((int)area.Left - 1, 1), Math.Min((int)area.Right + 1, Columns - 1));
        var (top, bottom) = (Math.Max((int)area.Top - 1, 1), Math.Min((int)area.Bottom + 1, Rows - 1));
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                var cell = (row * Columns) + column;
                sum += MathF.Abs(picture[cell] - picture[cell - 1]) + MathF.Abs(picture[cell] - picture[cell - Columns]);
            }
        }

        return sum;
    }
}
