using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.People;

/// <summary>Chooses the parts of a frame in which people are looked for: the whole, or squares around what moves, in which a far person is
/// larger to the model. While everything that moves fits one square, that square alone, and the whole once a second; else the whole, and
/// with it one of the squares around things too small to be found there, in turn. So a frame costs one look or two. One caller at a
/// time.</summary>
internal sealed class DetectionPlan(TimeProvider time)
{
    /// <summary>A thing lower than this part of the picture is hardly found in the whole (60 of the input's 416 pixels).</summary>
    private const float Small = 0.15f;

    /// <summary>A square is of use up to this part of the picture's height.</summary>
    private const float Useful = 0.6f;

    /// <summary>Enlarging further shows the model no more.</summary>
    private const float LeastSide = 160;

    /// <summary>The square's side to the larger side of what moves in it: a moving arm may be all of a person that the gate sees.</summary>
    private const float Margin = 2.2f;

    private static readonly TimeSpan _wholeAgain = TimeSpan.FromSeconds(1);

    private readonly List<Box> _squares = [];
    private readonly List<Box> _small = [];
    private readonly List<Box> _parts = [];
    private long? _lastWhole;
    private int _turn;

    /// <param name="areas">What moves; none where that is not known or nothing does.</param>
    /// <param name="tracks">Whom to look for again.</param>
    /// <returns>Valid until the next call.</returns>
    public IReadOnlyList<Box> Choose(Frame frame, IReadOnlyList<Box> areas, IReadOnlyList<BoxTrack> tracks)
    {
        _squares.Clear();
        _small.Clear();
        _parts.Clear();
        var largest = Useful * frame.Height;
        var fit = areas.Count > 0;
        foreach (var area in areas)
        {
            fit &= Add(area, largest, frame);
        }

        foreach (var track in tracks)
        {
            fit &= Add(track.Steady, largest, frame);
        }

        if (fit && _squares.Count == 1 && _lastWhole is { } last && time.GetElapsedTime(last, frame.ArrivedAt) < _wholeAgain)
        {
            _parts.Add(_squares[0]);
            return _parts;
        }

        _lastWhole = frame.ArrivedAt;
        _parts.Add(new Box(0, 0, frame.Width, frame.Height));
        if (_small.Count > 0)
        {
            _parts.Add(_small[_turn++ % _small.Count]);
        }

        return _parts;
    }

    /// <returns>Whether it fits a square.</returns>
    private bool Add(in Box thing, float largest, Frame frame)
    {
        var side = MathF.Max(LeastSide, Margin * MathF.Max(thing.Width, thing.Height));
        if (side > largest)
        {
            return false;
        }

        var small = thing.Height < Small * frame.Height;
        var square = Square(thing, side, frame);
        for (var i = 0; i < _squares.Count; i++)
        {
            if (Joined(_squares[i], square, largest, frame) is { } both)
            {
                if (_small.IndexOf(_squares[i]) is >= 0 and var at)
                {
                    _small[at] = both;
                }
                else if (small)
                {
                    _small.Add(both);
                }

                _squares[i] = both;
                return true;
            }
        }

        _squares.Add(square);
        if (small)
        {
            _small.Add(square);
        }

        return true;
    }

    /// <returns>One square around both; null where it would be too large to be of use.</returns>
    private static Box? Joined(in Box one, in Box other, float largest, Frame frame)
    {
        var around = new Box(MathF.Min(one.Left, other.Left), MathF.Min(one.Top, other.Top), MathF.Max(one.Right, other.Right),
            MathF.Max(one.Bottom, other.Bottom));
        var side = MathF.Max(around.Width, around.Height);
        return side > largest ? null : Square(around, side, frame);
    }

    private static Box Square(in Box around, float side, Frame frame)
    {
        var left = Math.Clamp(around.CentreX - (side / 2), 0, MathF.Max(frame.Width - side, 0));
        var top = Math.Clamp(around.CentreY - (side / 2), 0, MathF.Max(frame.Height - side, 0));
        return new Box(left, top, MathF.Min(left + side, frame.Width), MathF.Min(top + side, frame.Height));
    }
}
