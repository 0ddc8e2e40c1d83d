using System.Numerics;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>One row of sampled YUV turned into one row of a model's input: BT.601 limited range to full-range RGB or grey, clamped to
/// 0..255, then (value - mean) * scale.</summary>
internal static class InputRow
{
    private const float LumaGain = 255f / 219f;
    private const float RedOfV = 1.596027f;
    private const float GreenOfU = -0.391762f;
    private const float GreenOfV = -0.812968f;
    private const float BlueOfU = 2.017232f;

    public static void WriteGrey(ReadOnlySpan<float> y, InputFormat format, Span<float> input)
    {
        var (mean, scale) = (format.Mean[0], format.Scale[0]);
        var i = 0;
        for (; i + Vector<float>.Count <= y.Length; i += Vector<float>.Count)
        {
            Level(Luma(new Vector<float>(y[i..])), mean, scale).CopyTo(input[i..]);
        }

        for (; i < y.Length; i++)
        {
            input[i] = (Math.Clamp((y[i] - 16) * LumaGain, 0, 255) - mean) * scale;
        }
    }

    /// <summary>Writes at <paramref name="at"/> of each of the three planes.</summary>
    public static void WriteColour(ReadOnlySpan<float> y, ReadOnlySpan<float> u, ReadOnlySpan<float> v, InputFormat format,
        Span<float> tensor, int at, int plane)
    {
        var (r, g, b) = format.Channels == Channels.Rgb ? (0, 1, 2) : (2, 1, 0);
        var red = tensor.Slice((r * plane) + at, y.Length);
        var green = tensor.Slice((g * plane) + at, y.Length);
        var blue = tensor.Slice((b * plane) + at, y.Length);
        var (mean, scale) = (format.Mean, format.Scale);
        var i = 0;
        for (; i + Vector<float>.Count <= y.Length; i += Vector<float>.Count)
        {
            var luma = Luma(new Vector<float>(y[i..]));
            var cb = new Vector<float>(u[i..]) - new Vector<float>(128);
            var cr = new Vector<float>(v[i..]) - new Vector<float>(128);
            Level(luma + (cr * RedOfV), mean[r], scale[r]).CopyTo(red[i..]);
            Level(luma + (cb * GreenOfU) + (cr * GreenOfV), mean[g], scale[g]).CopyTo(green[i..]);
            Level(luma + (cb * BlueOfU), mean[b], scale[b]).CopyTo(blue[i..]);
        }

        for (; i < y.Length; i++)
        {
            var (luma, cb, cr) = ((y[i] - 16) * LumaGain, u[i] - 128, v[i] - 128);
            red[i] = (Math.Clamp(luma + (cr * RedOfV), 0, 255) - mean[r]) * scale[r];
            green[i] = (Math.Clamp(luma + (cb * GreenOfU) + (cr * GreenOfV), 0, 255) - mean[g]) * scale[g];
            blue[i] = (Math.Clamp(luma + (cb * BlueOfU), 0, 255) - mean[b]) * scale[b];
        }
    }

    private static Vector<float> Luma(Vector<float> y) => (y - new Vector<float>(16)) * LumaGain;

    private static Vector<float> Level(Vector<float> value, float mean, float scale) =>
        (Vector.Min(Vector.Max(value, Vector<float>.Zero), new Vector<float>(255)) - new Vector<float>(mean)) * scale;
}
