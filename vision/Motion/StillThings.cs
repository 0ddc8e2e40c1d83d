using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>Finds things that were left: parts of the picture that differ from a background learnt over minutes, are at rest, are of a plausible size and have edges
/// the background has not. Looks twice a second on a grid of at most 160 cells a side, in plain code: OpenCV would add nothing at this rate. What it can't tell:
/// a thing of the background's own brightness, a thing smaller than two cells a side, a person it is not told of who stands stock-still, and a thing that was
/// there before the camera was switched on. One caller at a time.</summary>
internal sealed class StillThings(TimeProvider time)
{
    private const int LongSide = 160;
    private const int LeastCell = 4;
    private const float LeastDifference = 12;
    private const float TimesNoise = 5;
    private const float AtRest = 6;
    private const int LeastCells = 4;

    /// <summary>A larger thing is a change of light or a car; neither was left behind.</summary>
    private const float LargestPart = 0.04f;

    /// <summary>From this part on the scene has changed rather than something in it.</summary>
    private const float NewScene = 0.4f;

    /// <summary>A thing that is there has so many times the edges that the background has in its place; something taken away has fewer.</summary>
    private const float MoreEdges = 1.3f;

    private const float SameThing = 0.3f;

    private static readonly TimeSpan Recalled = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Learning = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortMemory = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestSettles = TimeSpan.FromSeconds(3);

    private readonly MovingAreas _areas = new();
    private readonly List<StillThing> _things = [];
    private readonly List<(StillThing Thing, long Seen)> _known = [];
    private readonly List<long> _times = [];
    private float[] _now = [];
    private float[] _lately = [];
    private float[] _background = [];
    private float[] _noise = [];
    private float[] _sorted = [];
    private long[] _since = [];
    private bool[] _still = [];
    private (int Width, int Height) _size;
    private (int Columns, int Rows) _grid;
    private long _started;
    private long _last;

    public IReadOnlyList<StillThing> Things => _things;

    /// <param name="people">Where persons are: what is there is not a thing, and nobody's thing is judged while he stands by it.</param>
    /// <returns>Whether it looked; between two looks it does not.</returns>
    public bool Evaluate(Frame frame, IReadOnlyList<Box> people)
    {
        if (_size != (frame.Width, frame.Height))
        {
            Start(frame);
            return true;
        }

        var since = time.GetElapsedTime(_last, frame.ArrivedAt);
        if (since < Interval)
        {
            return false;
        }

        _last = frame.ArrivedAt;
        SmallPicture.Read(frame, _grid.Columns, _grid.Rows, _now);
        var everywhere = ChangeEverywhere();
        var learning = time.GetElapsedTime(_started, frame.ArrivedAt) < Learning;
        if (Compare(frame.ArrivedAt, since, everywhere, learning) > NewScene * _now.Length)
        {
            Start(frame);
            return true;
        }

        Spare(people);
        _things.Clear();
        _known.RemoveAll(known => time.GetElapsedTime(known.Seen, _last) > Recalled);
        if (!learning)
        {
            Gather(everywhere);
        }

        return true;
    }

    public void Forget() => (_size, _grid) = ((0, 0), (0, 0));

    private void Start(Frame frame)
    {
        _things.Clear();
        _known.Clear();
        _size = (frame.Width, frame.Height);
        var side = Math.Max(LeastCell, (Math.Max(frame.Width, frame.Height) + LongSide - 1) / LongSide);
        _grid = (Math.Max(1, frame.Width / side), Math.Max(1, frame.Height / side));
        var cells = _grid.Columns * _grid.Rows;
        if (_now.Length != cells)
        {
            (_now, _lately, _background, _noise, _sorted) = (new float[cells], new float[cells], new float[cells], new float[cells], new float[cells]);
            (_since, _still) = (new long[cells], new bool[cells]);
        }

        SmallPicture.Read(frame, _grid.Columns, _grid.Rows, _now);
        _now.CopyTo(_background, 0);
        _now.CopyTo(_lately, 0);
        Array.Fill(_noise, LeastDifference / TimesNoise);
        Array.Clear(_since);
        (_started, _last) = (frame.ArrivedAt, frame.ArrivedAt);
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

    /// <summary>Marks the cells that differ and are at rest; learns the others.</summary>
    /// <returns>How many differ.</returns>
    private int Compare(long at, TimeSpan since, float everywhere, bool learning)
    {
        var slow = 1 - MathF.Exp(-(float)(since / (learning ? ShortMemory : Memory)));
        var quick = 1 - MathF.Exp(-(float)(since / ShortMemory));
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

            _still[cell] = _since[cell] != 0 && time.GetElapsedTime(_since[cell], at) >= RestSettles;
        }

        return differing;
    }

    private void Spare(IReadOnlyList<Box> people)
    {
        var (across, down) = ((float)_grid.Columns / _size.Width, (float)_grid.Rows / _size.Height);
        foreach (var person in people)
        {
            var (rim, bottom) = (0.15f * person.Width, Math.Min((int)(person.Bottom * down) + 1, _grid.Rows - 1));
            for (var row = Math.Max((int)(person.Top * down) - 1, 0); row <= bottom; row++)
            {
                for (var column = Math.Max((int)((person.Left - rim) * across), 0); column <= Math.Min((int)((person.Right + rim) * across), _grid.Columns - 1); column++)
                {
                    var cell = (row * _grid.Columns) + column;
                    _still[cell] = false;
                    _since[cell] = _since[cell] == 0 ? 0 : _last;
                }
            }
        }
    }

    private void Gather(float everywhere)
    {
        _areas.Gather(_still, _grid.Columns, _grid.Rows, side: 1);
        var (across, down) = ((float)_size.Width / _grid.Columns, (float)_size.Height / _grid.Rows);
        foreach (var area in _areas.Boxes)
        {
            var cells = CellsIn(area, out var since);
            if (cells < LeastCells || area.Width < 2 || area.Height < 2 || area.Width * area.Height > LargestPart * _now.Length)
            {
                continue;
            }

            if (EdgesIn(_lately, area) > MoreEdges * EdgesIn(_background, area))
            {
                _things.Add(Recall(new StillThing(new Box(area.Left * across, area.Top * down, area.Right * across, area.Bottom * down), since)));
            }
            else
            {
                Accept(area, everywhere);
            }
        }
    }

    /// <summary>Somebody who walks past it or stands before it for a moment does not make it another thing.</summary>
    private StillThing Recall(in StillThing thing)
    {
        for (var i = 0; i < _known.Count; i++)
        {
            if (_known[i].Thing.Box.Overlap(thing.Box) > SameThing)
            {
                // Its first place stays the measure: what creeps along is not at rest.
                _known[i] = (_known[i].Thing, _last);
                return thing with { Since = Math.Min(thing.Since, _known[i].Thing.Since) };
            }
        }

        _known.Add((thing, _last));
        return thing;
    }

    /// <returns>How many cells are still, and since when half of them have been.</returns>
    private int CellsIn(in Box area, out long since)
    {
        _times.Clear();
        for (var row = (int)area.Top; row < area.Bottom; row++)
        {
            for (var column = (int)area.Left; column < area.Right; column++)
            {
                if (_still[(row * _grid.Columns) + column])
                {
                    _times.Add(_since[(row * _grid.Columns) + column]);
                }
            }
        }

        _times.Sort();
        since = _times[_times.Count / 2];
        return _times.Count;
    }

    private float EdgesIn(float[] picture, in Box area)
    {
        var sum = 0f;
        var (left, right) = (Math.Max((int)area.Left - 1, 1), Math.Min((int)area.Right + 1, _grid.Columns - 1));
        var (top, bottom) = (Math.Max((int)area.Top - 1, 1), Math.Min((int)area.Bottom + 1, _grid.Rows - 1));
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                var cell = (row * _grid.Columns) + column;
                sum += MathF.Abs(picture[cell] - picture[cell - 1]) + MathF.Abs(picture[cell] - picture[cell - _grid.Columns]);
            }
        }

        return sum;
    }

    /// <summary>Something was taken away, or the light fell otherwise: that is the background from now on.</summary>
    private void Accept(in Box area, float everywhere)
    {
        for (var row = (int)area.Top; row < area.Bottom; row++)
        {
            for (var column = (int)area.Left; column < area.Right; column++)
            {
                var cell = (row * _grid.Columns) + column;
                (_background[cell], _since[cell]) = (_lately[cell] - everywhere, 0);
            }
        }
    }
}
