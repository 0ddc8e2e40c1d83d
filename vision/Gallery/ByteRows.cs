using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>Templates rounded to a byte a number, each with its own scale: a quarter of the memory to read, and a score that is off by less
/// than 0.005. What counts is scored again from the full numbers.</summary>
internal static class ByteRows
{
    private const float Largest = 127;

    /// <returns>What one step of the bytes stands for.</returns>
    public static float Round(ReadOnlySpan<float> template, Span<sbyte> row)
    {
        var step = MathF.Max(TensorPrimitives.MaxMagnitude(template) is var most && most < 0 ? -most : most, 1e-9f) / Largest;
        for (var i = 0; i < template.Length; i++)
        {
            row[i] = (sbyte)MathF.Round(template[i] / step);
        }

        return step;
    }

    /// <summary>Products of bytes fit into 16 bits, and so does the sum of two; only then they are widened.</summary>
    /// <param name="probe">The rounded probe, one number a 16-bit place.</param>
    public static int Dot(ReadOnlySpan<short> probe, ReadOnlySpan<sbyte> row)
    {
        var bytes = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(row);
        var shorts = MemoryMarshal.Cast<short, Vector<short>>(probe);
        var (first, second) = (Vector<int>.Zero, Vector<int>.Zero);
        for (var i = 0; i < bytes.Length; i++)
        {
            Vector.Widen(bytes[i], out var low, out var high);
            Vector.Widen((low * shorts[2 * i]) + (high * shorts[(2 * i) + 1]), out var left, out var right);
            first += left;
            second += right;
        }

        return Vector.Sum(first + second);
    }
}
