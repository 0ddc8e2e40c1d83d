using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Benchmarks.Pictures;

/// <summary>Drawn pictures that cost an encoder about what a camera's do: slow shades, edges, fine texture, a sensor's grain.</summary>
internal static class Scene
{
    public static Frame Draw(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        var buffer = new byte[Frame.SizeOf(width, height)];
        var boxes = Enumerable.Range(0, 40).Select(_ => (
            X: random.Next(width),
            Y: random.Next(height),
            W: random.Next(width / 5) + 1,
            H: random.Next(height / 4) + 1,
            Shade: random.Next(-60, 60))).ToArray();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var value = 120 + (50 * Math.Sin((x + (0.6 * y)) * 5 / width)) + (y % 7 == 0 ? 6 : 0) + random.Next(-4, 5);
                foreach (var box in boxes)
                {
                    value += x >= box.X && x < box.X + box.W && y >= box.Y && y < box.Y + box.H ? box.Shade : 0;
                }

                buffer[(y * width) + x] = (byte)Math.Clamp(value, 16, 235);
            }
        }

        var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
        for (var i = 0; i < 2 * chromaWidth * chromaHeight; i++)
        {
            var (x, y) = (i % chromaWidth, i / chromaWidth % chromaHeight);
            buffer[(width * height) + i] = (byte)(128 + (40 * Math.Sin((x - y) * 7.0 / chromaWidth)) + random.Next(-1, 2));
        }

        return new Frame(buffer, width, height, 0, 1);
    }

    /// <summary>How far apart two pictures' luma is, in decibels of signal to noise; 99 for the same.</summary>
    public static double Likeness(Frame one, Frame other)
    {
        double sum = 0;
        for (var i = 0; i < one.Y.Length; i++)
        {
            double by = one.Y[i] - other.Y[i];
            sum += by * by;
        }

        return sum == 0 ? 99 : 10 * Math.Log10(255 * 255 / (sum / one.Y.Length));
    }

    /// <summary>By how much the luma of the second is brighter, in its levels: what a wrong colour range shows as.</summary>
    public static double Brighter(Frame one, Frame other)
    {
        double sum = 0;
        for (var i = 0; i < one.Y.Length; i++)
        {
            sum += other.Y[i] - one.Y[i];
        }

        return sum / one.Y.Length;
    }
}
