using System.Buffers;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>Maps an output pixel to a place in the frame: x' = A*x + B*y + C, y' = D*x + E*y + F, pixel centres at .5 on both
/// sides.</summary>
public readonly record struct Affine(float A, float B, float C, float D, float E, float F)
{
    /// <summary>Whether the map only stretches, mirrors and shifts.</summary>
    internal bool Upright => B == 0 && D == 0;

    /// <summary>Stretches a box of the frame over an output of width x height pixels (a plain resize of the crop, no letterbox).</summary>
    public static Affine Crop(in Box box, int width, int height) => new(box.Width / width, 0, box.Left, 0, box.Height / height, box.Top);

    /// <summary>The same map onto a chroma plane, whose pixels are twice as large.</summary>
    internal Affine OnChroma() => new(A / 2, B / 2, C / 2, D / 2, E / 2, F / 2);

    internal bool IsFinite() => float.IsFinite(A + B + C + D + E + F);
}

/// <summary>What a model wants to be fed: channel order and (value - mean) * scale for each channel.</summary>
public enum Channels
{
    Grey,
    Rgb,
    Bgr,
}

/// <summary>Channel order, mean and scale of a model's input; values are 0..255 before (value - mean) * scale.</summary>
public sealed record InputFormat(Channels Channels, IReadOnlyList<float> Mean, IReadOnlyList<float> Scale)
{
    /// <summary>Grey of 0 to 255, untouched.</summary>
    internal static readonly InputFormat PlainGrey = new(Channels.Grey, [0], [1]);

    public int Planes => Channels == Channels.Grey ? 1 : 3;
}

/// <summary>Fills a model's input straight from a frame's YUV planes under an affine map, without a picture in between: bilinear, averaged
/// over the area where it shrinks, clamped at the frame's edge, by the frame's range to full-range RGB. Allocates nothing once its pools
/// are warm.</summary>
public static class AffineSampler
{
    /// <param name="tensor">Planar floats, <c>Planes</c> x height x width.</param>
    /// <exception cref="ArgumentException">The tensor is too short or the map is not finite.</exception>
    public static void Sample(Frame frame, in Affine map, InputFormat format, int width, int height, Span<float> tensor)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (tensor.Length < format.Planes * width * height || !map.IsFinite())
        {
            throw new ArgumentException($"a {format.Planes}x{height}x{width} input under {map} does not fit {tensor.Length} floats",
                nameof(tensor));
        }

        var rows = ArrayPool<float>.Shared.Rent(3 * width);
        if (map.Upright)
        {
            Stretch(frame, map, format, width, height, tensor, rows);
        }
        else
        {
            Turn(frame, map, format, width, height, tensor, rows);
        }

        ArrayPool<float>.Shared.Return(rows);
    }

    /// <summary>The grey picture (full range, 0 to 255) under a map.</summary>
    public static void ReadGrey(Frame frame, in Affine map, int width, int height, Span<float> grey) =>
        Sample(frame, map, InputFormat.PlainGrey, width, height, grey);

    private static void Stretch(Frame frame, in Affine map, InputFormat format, int width, int height, Span<float> tensor, Span<float> rows)
    {
        var y = rows[..width];
        var u = rows.Slice(width, width);
        var v = rows.Slice(2 * width, width);
        using var luma = new StretchedPlane(frame.Y, frame.Width, frame.Height, map, width, height);
        if (format.Channels == Channels.Grey)
        {
            for (var line = 0; line < height; line++)
            {
                luma.ReadRow(line, y);
                InputRow.WriteGrey(y, frame.Range, format, tensor.Slice(line * width, width));
            }

            return;
        }

        using var blue = new StretchedPlane(frame.U, frame.ChromaWidth, frame.ChromaHeight, map.OnChroma(), width, height);
        using var red = new StretchedPlane(frame.V, frame.ChromaWidth, frame.ChromaHeight, map.OnChroma(), width, height);
        for (var line = 0; line < height; line++)
        {
            luma.ReadRow(line, y);
            blue.ReadRow(line, u);
            red.ReadRow(line, v);
            InputRow.WriteColour(y, u, v, frame.Range, format, tensor, line * width, width * height);
        }
    }

    private static void Turn(Frame frame, in Affine map, InputFormat format, int width, int height, Span<float> tensor, Span<float> rows)
    {
        var y = rows[..width];
        var u = rows.Slice(width, width);
        var v = rows.Slice(2 * width, width);
        var luma = new TurnedPlane(frame.Y, frame.Width, frame.Height, map);
        var blue = new TurnedPlane(frame.U, frame.ChromaWidth, frame.ChromaHeight, map.OnChroma());
        var red = new TurnedPlane(frame.V, frame.ChromaWidth, frame.ChromaHeight, map.OnChroma());
        for (var line = 0; line < height; line++)
        {
            luma.ReadRow(line, y);
            if (format.Channels == Channels.Grey)
            {
                InputRow.WriteGrey(y, frame.Range, format, tensor.Slice(line * width, width));
                continue;
            }

            blue.ReadRow(line, u);
            red.ReadRow(line, v);
            InputRow.WriteColour(y, u, v, frame.Range, format, tensor, line * width, width * height);
        }
    }
}
