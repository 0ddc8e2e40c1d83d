using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>Gathers moving cells that lie together, with at most one cell that rests between them, into boxes. Owns its working memory. One
/// caller at a time.</summary>
internal sealed class MovingAreas
{
    private const int Reach = 2;

    private readonly List<Box> _boxes = [];
    private readonly Stack<int> _edge = [];
    private bool[] _left = [];

    /// <summary>In the frame's pixels, whole cells.</summary>
    public IReadOnlyList<Box> Boxes => _boxes;

    public void Clear() => _boxes.Clear();

    /// <param name="moving">Columns x rows.</param>
    /// <param name="side">A cell's side in the frame's pixels.</param>
    public void Gather(ReadOnlySpan<bool> moving, int columns, int rows, float side)
    {
        _boxes.Clear();
        if (_left.Length < moving.Length)
        {
            _left = new bool[moving.Length];
        }

        moving.CopyTo(_left);
        for (var cell = 0; cell < moving.Length; cell++)
        {
            if (_left[cell])
            {
                _boxes.Add(Grow(cell, columns, rows, side));
            }
        }
    }

    /// <returns>The smallest box around all.</returns>
    public Box Around()
    {
        var around = _boxes[0];
        foreach (var box in _boxes)
        {
            around = new Box(MathF.Min(around.Left, box.Left), MathF.Min(around.Top, box.Top), MathF.Max(around.Right, box.Right),
                MathF.Max(around.Bottom, box.Bottom));
        }

        return around;
    }

    private Box Grow(int first, int columns, int rows, float side)
    {
        var (left, top, right, bottom) = (columns, rows, 0, 0);
        _left[first] = false;
        _edge.Push(first);
        while (_edge.TryPop(out var cell))
        {
            var (column, row) = (cell % columns, cell / columns);
            (left, top, right, bottom) = (Math.Min(left, column), Math.Min(top, row), Math.Max(right, column + 1),
                Math.Max(bottom, row + 1));
            for (var y = Math.Max(row - Reach, 0); y <= Math.Min(row + Reach, rows - 1); y++)
            {
                for (var x = Math.Max(column - Reach, 0); x <= Math.Min(column + Reach, columns - 1); x++)
                {
                    if (_left[(y * columns) + x])
                    {
                        _left[(y * columns) + x] = false;
                        _edge.Push((y * columns) + x);
                    }
                }
            }
        }

        return new Box(left * side, top * side, right * side, bottom * side);
    }
}
