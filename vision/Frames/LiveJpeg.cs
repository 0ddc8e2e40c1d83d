namespace Zhuhui.Edge.Vision.Frames;

/// <summary>A frame as people watch it: a JPEG, shrunk by a whole number where it is wider than <see cref="Widest"/>.</summary>
internal static class LiveJpeg
{
    public const int Widest = 960;
    private const int Quality = 75;

    public static byte[] Encode(Frame frame)
    {
        var by = (frame.Width + Widest - 1) / Widest;
        if (by == 1)
        {
            return new JpegWriter(Quality).Write(frame);
        }

        using var small = Shrunk(frame, by);
        return new JpegWriter(Quality).Write(small);
    }

    /// <summary>Every pixel the mean of a square; an odd rest at the right and lower edge is left out.</summary>
    public static Frame Shrunk(Frame frame, int by)
    {
        var (width, height) = (frame.Width / by, Math.Max(1, frame.Height / by));
        var small = new byte[Frame.SizeOf(width, height)];
        var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
        Shrink(frame.Y, frame.Width, frame.Height, by, small.AsSpan(0, width * height), width);
        Shrink(frame.U, frame.ChromaWidth, frame.ChromaHeight, by, small.AsSpan(width * height, chromaWidth * chromaHeight), chromaWidth);
        Shrink(frame.V, frame.ChromaWidth, frame.ChromaHeight, by, small.AsSpan((width * height) + (chromaWidth * chromaHeight),
            chromaWidth * chromaHeight), chromaWidth);
        return new Frame(small, width, height, frame.ArrivedAt, frame.Number) { Range = frame.Range };
    }

    private static void Shrink(ReadOnlySpan<byte> plane, int stride, int lines, int by, Span<byte> small, int width)
    {
        for (var i = 0; i < small.Length; i++)
        {
            var (left, top, sum, count) = (i % width * by, i / width * by, 0, 0);
            for (var y = top; y < Math.Min(top + by, lines); y++)
            {
                for (var x = left; x < Math.Min(left + by, stride); x++, count++)
                {
                    sum += plane[(y * stride) + x];
                }
            }

            small[i] = count == 0 ? plane[^1] : (byte)((sum + (count / 2)) / count);
        }
    }
}
