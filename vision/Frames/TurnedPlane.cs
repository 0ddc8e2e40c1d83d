using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>One plane of a frame under any affine map: each output pixel is the mean of a small grid of bilinear samples, fine enough that
/// a shrunk picture does not alias; one sample where it hardly shrinks.</summary>
internal readonly ref struct TurnedPlane
{
    private const int FinestGrid = 8;
    private readonly ReadOnlySpan<byte> _pixels;
    private readonly int _stride;
    private readonly int _lines;
    private readonly Affine _map;
    private readonly int _grid;

    public TurnedPlane(ReadOnlySpan<byte> pixels, int stride, int lines, in Affine map)
    {
        _pixels = pixels;
        (_stride, _lines, _map) = (stride, lines, map);
        var step = MathF.Sqrt(MathF.Abs((map.A * map.E) - (map.B * map.D)));
        _grid = Math.Clamp((int)MathF.Ceiling(step / 1.5f), 1, FinestGrid);
    }

    /// <summary>Writes output row <paramref name="y"/>, 0 to 255 a pixel.</summary>
    public void ReadRow(int y, Span<float> row)
    {
        row.Clear();
        var share = 1f / (_grid * _grid);
        for (var j = 0; j < _grid; j++)
        {
            for (var i = 0; i < _grid; i++)
            {
                AddSamples((i + 0.5f) / _grid, y + ((j + 0.5f) / _grid), share, row);
            }
        }
    }

    private void AddSamples(float x, float y, float share, Span<float> row)
    {
        var left = (_map.A * x) + (_map.B * y) + _map.C - 0.5f;
        var top = (_map.D * x) + (_map.E * y) + _map.F - 0.5f;
        var (right, bottom) = (_stride - 1, _lines - 1);
        for (var i = right > 0 && bottom > 0 ? AddInVectors(left, top, share, row) : 0; i < row.Length; i++)
        {
            var (atX, atY) = (Math.Clamp(left + (_map.A * i), 0, right), Math.Clamp(top + (_map.D * i), 0, bottom));
            var (x0, y0) = ((int)atX, (int)atY);
            var (dx, dy) = (atX - x0, atY - y0);
            var upper = _pixels.Slice(y0 * _stride, _stride);
            var lower = _pixels.Slice(Math.Min(y0 + 1, bottom) * _stride, _stride);
            var x1 = Math.Min(x0 + 1, right);
            var above = upper[x0] + (dx * (upper[x1] - upper[x0]));
            var below = lower[x0] + (dx * (lower[x1] - lower[x0]));
            row[i] += share * (above + (dy * (below - above)));
        }
    }

    /// <summary>Places and weights in vectors; between them each sample's four pixels are fetched as two pairs. On the last column or line
    /// the pair before it is taken, with all the weight on its second pixel, so that no pair reaches beyond the plane.</summary>
    /// <returns>Where it stopped.</returns>
    private int AddInVectors(float left, float top, float share, Span<float> row)
    {
        var part = Vector<float>.Count;
        Span<int> places = stackalloc int[part];
        Span<int> upper = stackalloc int[part];
        Span<int> lower = stackalloc int[part];
        ref var pixels = ref MemoryMarshal.GetReference(_pixels);
        var (right, bottom) = (new Vector<float>(_stride - 1), new Vector<float>(_lines - 1));
        var (lastX, lastY) = (new Vector<int>(_stride - 2), new Vector<int>(_lines - 2));
        var low = new Vector<int>(byte.MaxValue);
        var i = 0;
        for (; i + part <= row.Length; i += part)
        {
            var along = Vector.CreateSequence((float)i, 1f);
            var atX = Vector.Min(Vector.Max(new Vector<float>(left) + (along * _map.A), Vector<float>.Zero), right);
            var atY = Vector.Min(Vector.Max(new Vector<float>(top) + (along * _map.D), Vector<float>.Zero), bottom);
            var x0 = Vector.Max(Vector.Min(Vector.ConvertToInt32(atX), lastX), Vector<int>.Zero);
            var y0 = Vector.Max(Vector.Min(Vector.ConvertToInt32(atY), lastY), Vector<int>.Zero);
            ((y0 * _stride) + x0).CopyTo(places);
            for (var j = 0; j < part; j++)
            {
                ref var pair = ref Unsafe.Add(ref pixels, places[j]);
                upper[j] = Unsafe.ReadUnaligned<ushort>(ref pair);
                lower[j] = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref pair, _stride));
            }

            var (dx, dy) = (atX - Vector.ConvertToSingle(x0), atY - Vector.ConvertToSingle(y0));
            var (above, below) = (Between(new Vector<int>(upper), dx, low), Between(new Vector<int>(lower), dx, low));
            (new Vector<float>(row[i..]) + ((above + (dy * (below - above))) * share)).CopyTo(row[i..]);
        }

        return i;
    }

    /// <param name="pairs">Two neighbouring pixels each, the left one in the low byte (every processor this runs on is
    /// little-endian).</param>
    private static Vector<float> Between(Vector<int> pairs, Vector<float> dx, Vector<int> low)
    {
        var near = Vector.ConvertToSingle(pairs & low);
        return near + (dx * (Vector.ConvertToSingle(Vector.ShiftRightLogical(pairs, 8)) - near));
    }
}
