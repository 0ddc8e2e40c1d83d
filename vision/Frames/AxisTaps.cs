using System.Buffers;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>Which source pixels make up each output pixel along one axis, and with what weight: linear interpolation where the picture
/// grows, a triangle as wide as the step where it shrinks, so that nothing aliases. Pixels beyond the edge count as the edge's. Owns pooled
/// tables until disposed.</summary>
internal readonly struct AxisTaps : IDisposable
{
    private readonly int[] _first;
    private readonly float[] _weights;

    /// <param name="step">Source pixels from one output pixel to the next; negative mirrors.</param>
    /// <param name="offset">Where the output's left edge lies in the source.</param>
    public AxisTaps(float step, float offset, int outputs, int sources)
    {
        var support = MathF.Max(1, MathF.Abs(step));
        var taps = (int)MathF.Ceiling(2 * support);
        Count = taps <= 2 ? 2 : (taps + 3) & ~3;
        _first = ArrayPool<int>.Shared.Rent(outputs);
        _weights = ArrayPool<float>.Shared.Rent(outputs * Count);
        _weights.AsSpan(0, outputs * Count).Clear();
        (Low, High) = (sources, 0);
        var whole = (First: 0, Length: 0);
        var isEven = true;
        for (var i = 0; i < outputs; i++)
        {
            var centre = Math.Clamp(((i + 0.5f) * step) + offset - 0.5f, -support, sources - 1 + support);
            var from = (int)MathF.Floor(centre - support) + 1;
            var first = Math.Clamp(from, 0, sources - 1);
            var weights = _weights.AsSpan(i * Count, Count);
            var sum = 0f;
            for (var tap = from; tap < from + taps; tap++)
            {
                var weight = MathF.Max(0, support - MathF.Abs(tap - centre));
                weights[Math.Clamp(tap, 0, sources - 1) - first] += weight;
                sum += weight;
            }

            foreach (ref var weight in weights)
            {
                weight /= sum;
            }

            // Where a pixel lies a hair from another, rounding may put one output's taps a pixel aside.
            isEven &= whole.Length == 0 || first - _first[i - 1] == step || from < 0 || from + taps > sources;
            _first[i] = first;
            whole = from >= 0 && from + taps <= sources ? (whole.Length == 0 ? i : whole.First, whole.Length + 1) : whole;
            (Low, High) = (Math.Min(Low, first), Math.Max(High, Math.Min(first + taps, sources)));
        }

        Alike = step >= 2 && float.IsInteger(step) && isEven && whole.Length >= 2 ? whole : (0, 0);
    }

    /// <summary>The output pixels that lie at whole steps and have the same weights; none where the step is not whole, is less than two or
    /// goes backwards.</summary>
    public (int First, int Length) Alike { get; }

    /// <summary>Weights for each output pixel: two, or a multiple of four filled up with zeros.</summary>
    public int Count { get; }

    /// <summary>The first source pixel that is read at all.</summary>
    public int Low { get; }

    /// <summary>Just behind the last source pixel that is read at all.</summary>
    public int High { get; }

    public ReadOnlySpan<int> First => _first;

    public ReadOnlySpan<float> WeightsOf(int output) => _weights.AsSpan(output * Count, Count);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_first);
        ArrayPool<float>.Shared.Return(_weights);
    }
}
