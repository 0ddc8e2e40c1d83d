using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tests.Tamper;

/// <summary>A yard of blocks of many sizes, as a camera with noise shows it.</summary>
internal sealed class YardView
{
    private const int Width = 320;
    private const int Height = 240;

    /// <summary>Each the sum of three random numbers; a frame begins to read them somewhere else than the last one.</summary>
    private readonly double[] _grain = new double[1 << 17];
    private readonly Random _random = new(11);
    private readonly Dictionary<(int, int, bool), double[]> _drawn = [];
    private byte[]? _last;

    public YardView()
    {
        foreach (ref var grain in _grain.AsSpan())
        {
            grain = _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5;
        }
    }

    public double Noise { get; set; } = 2;

    public double Gain { get; set; } = 1;

    public int Offset { get; set; }

    public int Blur { get; set; }

    public bool Covered { get; set; }

    public bool Frozen { get; set; }

    public bool Infrared { get; set; }

    public bool Close { get; set; }

    /// <summary>How many pictures the camera sends from one that is looked at to the next.</summary>
    public int PicturesBetween { get; set; } = 25;

    public long Number { get; set; }

    public Frame Next(long at)
    {
        var bytes = Frozen && _last is not null ? _last : _last = Draw();
        return new Frame(bytes, Width, Height, at, Number += PicturesBetween);
    }

    private byte[] Draw()
    {
        var bytes = new byte[Frame.SizeOf(Width, Height)];
        bytes.AsSpan().Fill((byte)(Infrared || Covered ? 128 : 118));
        var seen = Seen();
        var grain = _random.Next();
        for (var (y, i) = (0, 0); y < Height; y++)
        {
            for (var x = 0; x < Width; x++, i++)
            {
                var light = Covered ? 30 : 16 + (Gain * (Close && x is > 60 and < 260 && y > 20 ? 60 + (x / 9 % 3 * 12) : seen[i]));
                bytes[i] = (byte)Math.Clamp(light + (Noise * _grain[(grain + i) & (_grain.Length - 1)] * 2), 0, 255);
            }
        }

        return bytes;
    }

    private double[] Seen()
    {
        var key = (Offset, Blur, Infrared);
        if (!_drawn.TryGetValue(key, out var picture))
        {
            _drawn[key] = picture = [.. Enumerable.Range(0, Width * Height).Select(i => Blurred(i % Width, i / Width))];
        }

        return picture;
    }

    private double Blurred(int x, int y)
    {
        var (sum, count) = (0.0, 0);
        for (var i = -Blur; i <= Blur; i++)
        {
            for (var j = -Blur; j <= Blur; j++, count++)
            {
                sum += Yard(x + i, y + j);
            }
        }

        return sum / count;
    }

    private double Yard(int x, int y)
    {
        var coarse = Hash((x + Offset) / 23, y / 19);
        var fine = Hash((x + Offset) / 5, y / 6);
        var light = 30 + (coarse * 120) + (fine * 40);

        // Leaves are bright in infrared, paint is not.
        return Infrared && fine > 0.6 ? light + 30 : light;
    }

    private static double Hash(int x, int y)
    {
        var mixed = unchecked((uint)((x * 73856093) ^ (y * 19349663)) * 2654435761u);
        return ((mixed >> 8) & 1023) / 1023.0;
    }
}
