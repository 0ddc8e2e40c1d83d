using System.Numerics;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>One row of sampled YUV turned into one row of a model's input: by its range to full-range RGB or grey, clamped to
/// 0..255, then (value - mean) * scale.</summary>
internal static class InputRow
{
    public static void WriteGrey(ReadOnlySpan<float> y, YuvRange range, InputFormat format, Span<float> input)
    {
        var (mean, scale) = (format.Mean[0], format.Scale[0]);
        var i = 0;
        for (; i + Vector<float>.Count <= y.Length; i += Vector<float>.Count)
        {
            Level(Luma(new Vector<float>(y[i..]), range), mean, scale).CopyTo(input[i..]);
        }

        for (; i < y.Length; i++)
        {
            input[i] = (Math.Clamp((y[i] - range.Black) * range.LumaGain, 0, 255) - mean) * scale;
        }
    }

    /// <summary>Writes at <paramref name="at"/> of each of the three planes.</summary>
    public static void WriteColour(ReadOnlySpan<float> y, ReadOnlySpan<float> u, ReadOnlySpan<float> v, YuvRange range,
        InputFormat format, Span<float> tensor, int at, int plane)
    {
        var (r, g, b) = format.Channels == Channels.Rgb ? (0, 1, 2) : (2, 1, 0);
        var red = tensor.Slice((r * plane) + at, y.Length);
        var green = tensor.Slice((g * plane) + at, y.Length);
        var blue = tensor.Slice((b * plane) + at, y.Length);
        var (mean, scale) = (format.Mean, format.Scale);
        var i = 0;
        for (; i + Vector<float>.Count <= y.Length; i += Vector<float>.Count)
        {
            var luma = Luma(new Vector<float>(y[i..]), range);
            var cb = new Vector<float>(u[i..]) - new Vector<float>(128);
            var cr = new Vector<float>(v[i..]) - new Vector<float>(128);
            Level(luma + (cr * range.RedOfV), mean[r], scale[r]).CopyTo(red[i..]);
            Level(luma + (cb * range.GreenOfU) + (cr * range.GreenOfV), mean[g], scale[g]).CopyTo(green[i..]);
            Level(luma + (cb * range.BlueOfU), mean[b], scale[b]).CopyTo(blue[i..]);
        }

        for (; i < y.Length; i++)
        {
            var (luma, cb, cr) = ((y[i] - range.Black) * range.LumaGain, u[i] - 128, v[i] - 128);
            red[i] = (Math.Clamp(luma + (cr * range.RedOfV), 0, 255) - mean[r]) * scale[r];
            green[i] = (Math.Clamp(luma + (cb * range.GreenOfU) + (cr * range.GreenOfV), 0, 255) - mean[g]) * scale[g];
            blue[i] = (Math.Clamp(luma + (cb * range.BlueOfU), 0, 255) - mean[b]) * scale[b];
        }
    }

    private static Vector<float> Luma(Vector<float> y, YuvRange range) => (y - new Vector<float>(range.Black)) * range.LumaGain;

    private static Vector<float> Level(Vector<float> value, float mean, float scale) =>
        (Vector.Min(Vector.Max(value, Vector<float>.Zero), new Vector<float>(255)) - new Vector<float>(mean)) * scale;
}
