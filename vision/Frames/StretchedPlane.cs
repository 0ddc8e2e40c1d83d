using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>One plane of a frame under an upright stretch: rows of it are made by a vertical pass over neighbouring bytes, then a
/// horizontal one over the sums. Owns its pooled tables until disposed.</summary>
internal readonly ref struct StretchedPlane : IDisposable
{
    private readonly ReadOnlySpan<byte> _pixels;
    private readonly int _stride;
    private readonly AxisTaps _columns;
    private readonly AxisTaps _rows;
    private readonly float[] _sums;
    private readonly float[] _dense;

    public StretchedPlane(ReadOnlySpan<byte> pixels, int stride, int lines, in Affine map, int width, int height)
    {
        _pixels = pixels;
        _stride = stride;
        _columns = new AxisTaps(map.A, map.C, width, stride);
        _rows = new AxisTaps(map.E, map.F, height, lines);
        var length = _columns.High - _columns.Low + _columns.Count;
        _sums = ArrayPool<float>.Shared.Rent(length);
        _sums.AsSpan(0, length).Clear();
        _dense = _columns.Alike is { Length: > 0 } ? ArrayPool<float>.Shared.Rent(length) : [];
    }

    /// <summary>Writes output row <paramref name="y"/>, 0 to 255 a pixel.</summary>
    public void ReadRow(int y, Span<float> row)
    {
        SumLines(_rows.First[y], _rows.WeightsOf(y));
        var (from, until) = (_columns.Alike.First, _columns.Alike.First + _columns.Alike.Length);
        if (until == from)
        {
            Weigh(0, row.Length, row);
            return;
        }

        Weigh(0, from, row);
        WeighAlike(from, until, row);
        Weigh(until, row.Length, row);
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_sums);
        if (_dense.Length > 0)
        {
            ArrayPool<float>.Shared.Return(_dense);
        }

        _columns.Dispose();
        _rows.Dispose();
    }

    /// <summary>Output pixels that all have the same weights at whole steps: the sums are weighed at every place, in vectors, and every
    /// step-th is kept.</summary>
    private void WeighAlike(int from, int until, Span<float> row)
    {
        var weights = _columns.WeightsOf(from);
        var first = _columns.First[from] - _columns.Low;
        var step = _columns.First[from + 1] - _columns.First[from];
        var last = first + ((until - from - 1) * step);
        var part = Vector<float>.Count;
        var length = _columns.High - _columns.Low + _columns.Count;
        var x = Vector512.IsHardwareAccelerated ? WeighAlikeWidely(weights, first, last, length) : first;
        for (; x + weights.Length - 1 + part <= length && x <= last; x += part)
        {
            var sum = Vector<float>.Zero;
            for (var i = 0; i < weights.Length; i++)
            {
                sum = Vector.MultiplyAddEstimate(new Vector<float>(_sums, x + i), new Vector<float>(weights[i]), sum);
            }

            sum.CopyTo(_dense, x);
        }

        for (; x <= last; x++)
        {
            var sum = 0f;
            for (var i = 0; i < weights.Length; i++)
            {
                sum += _sums[x + i] * weights[i];
            }

            _dense[x] = sum;
        }

        for (var (to, at) = (from, first); to < until; to++, at += step)
        {
            row[to] = _dense[at];
        }
    }

    /// <returns>Where it stopped.</returns>
    private int WeighAlikeWidely(ReadOnlySpan<float> weights, int first, int last, int length)
    {
        var part = Vector512<float>.Count;
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        var x = first;
        for (; x + weights.Length - 1 + part <= length && x <= last; x += part)
        {
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < weights.Length; i++)
            {
                sum = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref sums, (nuint)(x + i)), Vector512.Create(weights[i]), sum);
            }

            sum.CopyTo(_dense, x);
        }

        return x;
    }

    private void Weigh(int from, int until, Span<float> row)
    {
        ReadOnlySpan<float> sums = _sums;
        var first = _columns.First;
        if (_columns.Count == 2)
        {
            for (var x = from; x < until; x++)
            {
                var weights = _columns.WeightsOf(x);
                var at = first[x] - _columns.Low;
                row[x] = (sums[at] * weights[0]) + (sums[at + 1] * weights[1]);
            }

            return;
        }

        for (var x = from; x < until; x++)
        {
            var weights = _columns.WeightsOf(x);
            var under = sums.Slice(first[x] - _columns.Low, weights.Length);
            var sum = Vector128.Create(under) * Vector128.Create(weights);
            for (var i = 4; i < weights.Length; i += 4)
            {
                sum = Vector128.MultiplyAddEstimate(Vector128.Create(under[i..]), Vector128.Create(weights[i..]), sum);
            }

            row[x] = Vector128.Sum(sum);
        }
    }

    private void SumLines(int line, ReadOnlySpan<float> weights)
    {
        var length = _columns.High - _columns.Low;
        var from = (line * _stride) + _columns.Low;
        while (weights.Length > 1 && weights[^1] == 0)
        {
            weights = weights[..^1];
        }

        var part = Vector<float>.Count;
        var x = Vector512.IsHardwareAccelerated ? SumWidely(_pixels.Slice(from, length + ((weights.Length - 1) * _stride)), length, weights)
            : 0;
        for (; x + Vector<byte>.Count <= length; x += Vector<byte>.Count)
        {
            var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
            for (var i = 0; i < weights.Length; i++)
            {
                Vector.Widen(new Vector<byte>(_pixels[(from + (i * _stride) + x)..]), out var low, out var high);
                Vector.Widen(low, out var first, out var second);
                Vector.Widen(high, out var third, out var fourth);
                var weight = new Vector<float>(weights[i]);
                a = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(first)), weight, a);
                b = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(second)), weight, b);
                c = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(third)), weight, c);
                d = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)), weight, d);
            }

            a.CopyTo(_sums, x);
            b.CopyTo(_sums, x + part);
            c.CopyTo(_sums, x + (2 * part));
            d.CopyTo(_sums, x + (3 * part));
        }

        for (; x < length; x++)
        {
            var sum = 0f;
            for (var i = 0; i < weights.Length; i++)
            {
                sum += _pixels[from + (i * _stride) + x] * weights[i];
            }

            _sums[x] = sum;
        }
    }

    /// <param name="pixels">From the first pixel of the first line to the last of the last.</param>
    /// <returns>Where it stopped.</returns>
    private int SumWidely(ReadOnlySpan<byte> pixels, int length, ReadOnlySpan<float> weights)
    {
        ref var first = ref MemoryMarshal.GetReference(pixels);
        var part = Vector512<float>.Count;
        var x = 0;
        for (; x + (4 * part) <= length; x += 4 * part)
        {
            var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var i = 0; i < weights.Length; i++)
            {
                var at = (nuint)((i * _stride) + x);
                var weight = Vector512.Create(weights[i]);
                a = Vector512.MultiplyAddEstimate(Wide(ref first, at), weight, a);
                b = Vector512.MultiplyAddEstimate(Wide(ref first, at + (nuint)part), weight, b);
                c = Vector512.MultiplyAddEstimate(Wide(ref first, at + (nuint)(2 * part)), weight, c);
                d = Vector512.MultiplyAddEstimate(Wide(ref first, at + (nuint)(3 * part)), weight, d);
            }

            a.CopyTo(_sums, x);
            b.CopyTo(_sums, x + part);
            c.CopyTo(_sums, x + (2 * part));
            d.CopyTo(_sums, x + (3 * part));
        }

        return x;
    }

    private static Vector512<float> Wide(ref byte first, nuint at) =>
        Vector512.ConvertToSingle(Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref first, at))
            : Vector512.WidenLower(Vector512.WidenLower(Vector128.LoadUnsafe(ref first, at).ToVector256Unsafe().ToVector512Unsafe()))
            .AsInt32());
}
