using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tests.Motion;

/// <summary>Makes grey frames: a textured ground with the noise of a camera, and things in it.</summary>
internal sealed class Scene(int width, int height)
{
    private readonly Random _random = new(7);

    /// <summary>Standard deviation of the noise.</summary>
    public double Noise { get; init; } = 4;

    /// <summary>Added to every pixel.</summary>
    public double Light { get; set; }

    public Box? Thing { get; set; }

    public Frame Next(long at)
    {
        var buffer = new byte[Frame.SizeOf(width, height)];
        buffer.AsSpan().Fill(128);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var ground = 90 + (((x / 7) + (y / 5)) % 3 * 10) + Light;
                var inside = Thing is { } thing && x >= thing.Left && x < thing.Right && y >= thing.Top && y < thing.Bottom;
                buffer[(y * width) + x] = (byte)Math.Clamp((inside ? 40 : ground) + (Gauss() * Noise), 0, 255);
            }
        }

        return new Frame(buffer, width, height, at, 1);
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
