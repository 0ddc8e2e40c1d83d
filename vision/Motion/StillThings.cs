using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>Finds things that were left: parts of the picture that differ from a background learnt over minutes, are at rest, are of a
/// plausible size and have edges the background has not. Looks twice a second on a grid of at most 160 cells a side, in plain code: OpenCV
/// would add nothing at this rate. What it can't tell:
/// a thing of the background's own brightness, a thing smaller than two cells a side, a person it is not told of who stands stock-still,
/// and a thing that was there before the camera was switched on. One caller at a time.</summary>
internal sealed class StillThings(TimeProvider time)
{
    private const int LongSide = 160;
    private const int LeastCell = 4;
    private const int LeastCells = 4;

    /// <summary>A larger thing is a change of light or a car; neither was left behind.</summary>
    private const float LargestPart = 0.04f;

    /// <summary>From this part on the scene has changed rather than something in it.</summary>
    private const float NewScene = 0.4f;

    /// <summary>A thing that is there has so many times the edges that the background has in its place; something taken away has
    /// fewer.</summary>
    private const float MoreEdges = 1.3f;

    private const float SameThing = 0.3f;

    private static readonly TimeSpan _recalled = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _learning = TimeSpan.FromSeconds(10);

    private readonly LearntBackground _background = new(time);
    private readonly MovingAreas _areas = new();
    private readonly List<StillThing> _things = [];
    private readonly List<(StillThing Thing, long Seen)> _known = [];
    private (int Width, int Height) _size;
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
        if (since < _interval)
        {
            return false;
        }

        _last = frame.ArrivedAt;
        var everywhere = _background.Read(frame);
        var learning = time.GetElapsedTime(_started, frame.ArrivedAt) < _learning;
        if (_background.Compare(frame.ArrivedAt, since, everywhere, learning) > NewScene * _background.Cells)
        {
            Start(frame);
            return true;
        }

        Spare(people);
        _things.Clear();
        _known.RemoveAll(known => time.GetElapsedTime(known.Seen, _last) > _recalled);
        if (!learning)
        {
            Gather(everywhere);
        }

        return true;
    }

    public void Forget() => _size = (0, 0);

    private void Start(Frame frame)
    {
        _things.Clear();
        _known.Clear();
        _size = (frame.Width, frame.Height);
        var side = Math.Max(LeastCell, (Math.Max(frame.Width, frame.Height) + LongSide - 1) / LongSide);
        _background.Start(frame, Math.Max(1, frame.Width / side), Math.Max(1, frame.Height / side));
        (_started, _last) = (frame.ArrivedAt, frame.ArrivedAt);
    }

    private void Spare(IReadOnlyList<Box> people)
    {
        var (across, down) = ((float)_background.Columns / _size.Width, (float)_background.Rows / _size.Height);
        foreach (var person in people)
        {
            var (rim, bottom) = (0.15f * person.Width, Math.Min((int)(person.Bottom * down) + 1, _background.Rows - 1));
            for (var row = Math.Max((int)(person.Top * down) - 1, 0); row <= bottom; row++)
            {
                for (var column = Math.Max((int)((person.Left - rim) * across), 0); column <= Math.Min((int)((person.Right + rim) * across),
                    _background.Columns - 1); column++)
                {
                    _background.Spare(column, row, _last);
                }
            }
        }
    }

    private void Gather(float everywhere)
    {
        _areas.Gather(_background.Still, _background.Columns, _background.Rows, side: 1);
        var (across, down) = ((float)_size.Width / _background.Columns, (float)_size.Height / _background.Rows);
        foreach (var area in _areas.Boxes)
        {
            var cells = _background.CellsIn(area, out var since);
            if (cells < LeastCells || area.Width < 2 || area.Height < 2 || area.Width * area.Height > LargestPart * _background.Cells)
            {
                continue;
            }

            if (_background.HasMoreEdges(area, MoreEdges))
            {
                _things.Add(Recall(new StillThing(new Box(area.Left * across, area.Top * down, area.Right * across, area.Bottom * down),
                    since)));
            }
            else
            {
                _background.Accept(area, everywhere);
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
}
