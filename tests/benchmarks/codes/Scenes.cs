using OpenCvSharp;
using Zhuhui.Edge.Vision.Frames;
using ZXing;
using ZXing.QrCode;

/// <summary>A patterned picture of 1280 x 720 with QR codes in it. The same seed draws the same.</summary>
internal sealed class Scenes(int seed)
{
    private const int Width = 1280;
    private const int Height = 720;
    private static readonly Dictionary<EncodeHintType, object> _medium = new()
    {
        [EncodeHintType.ERROR_CORRECTION] = ZXing.QrCode.Internal.ErrorCorrectionLevel.M,
    };

    private readonly Random _random = new(seed);

    /// <param name="Module">Pixels a module.</param>
    /// <param name="Light">Light on dark.</param>
    /// <param name="Turn">The largest turn, in degrees.</param>
    /// <param name="Lean">0: seen from the front.</param>
    /// <param name="Noise">Standard deviation.</param>
    /// <param name="Gain">1: by day.</param>
    /// <param name="Blur">Pixels.</param>
    internal sealed record Kind(string Name, int Codes = 1, int Module = 8, bool Light = false, double Turn = 10, double Lean = 0,
        double Noise = 3, double Gain = 1, double Blur = 0);

    public static IReadOnlyList<Kind> Kinds { get; } =
    [
        new("plain"), new("light on dark", Light: true), new("turned", Turn: 180), new("leaning", Lean: 0.35),
        new("4 px a module", Module: 4),
        new("3 px a module", Module: 3), new("noisy", Noise: 20), new("dark, noisy", Noise: 10, Gain: 0.25), new("out of focus", Blur: 3),
        new("two", Codes: 2), new("none", Codes: 0), new("none, dark, noisy", Codes: 0, Noise: 12, Gain: 0.25),
    ];

    public (Frame Frame, Mat Grey, string[] Texts) Draw(Kind kind)
    {
        var grey = new Mat(Height, Width, MatType.CV_8UC1);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                grey.Set(y, x, (byte)(100 + (40 * Math.Sin(x / 37.0) * Math.Cos(y / 23.0)) + (((x / 64) + (y / 48)) % 2 == 0 ? 15 : -15)));
            }
        }

        var texts = Enumerable.Range(0, kind.Codes).Select(_ => $"visit:{_random.Next(100_000, 999_999)}-{_random.Next(1000)}").ToArray();
        for (var i = 0; i < texts.Length; i++)
        {
            var across = kind.Codes == 2 ? 340 + (560 * i) : (Width / 2) + _random.Next(-200, 200);
            Put(grey, texts[i], kind, across, (Height / 2) + _random.Next(-80, 80));
        }

        Spoil(grey, kind);
        var bytes = new byte[Frame.SizeOf(Width, Height)];
        System.Runtime.InteropServices.Marshal.Copy(grey.Data, bytes, 0, Width * Height);
        return (new Frame(bytes, Width, Height, 0, 1), grey, texts);
    }

    private void Put(Mat grey, string text, Kind kind, double across, double down)
    {
        var code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, _medium);
        var (rows, columns) = (code.Height * kind.Module, code.Width * kind.Module);
        using var tile = new Mat(rows, columns, MatType.CV_8UC1);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                tile.Set(y, x, (byte)(code[x / kind.Module, y / kind.Module] ^ kind.Light ? 40 : 215));
            }
        }

        var (half, turn) = (tile.Cols / 2.0, ((_random.NextDouble() * 2) - 1) * kind.Turn * Math.PI / 180);
        Point2f[] corners = [new(0, 0), new(tile.Cols, 0), new(tile.Cols, tile.Rows), new(0, tile.Rows)];
        var places = corners.Select(corner =>
        {
            var (x, y) = (corner.X - half, corner.Y - half);
            var (right, below) = ((x * Math.Cos(turn)) - (y * Math.Sin(turn)), (x * Math.Sin(turn)) + (y * Math.Cos(turn)));
            return new Point2f((float)(across + (right * (1 - (kind.Lean * 0.3)))),
                (float)(down + (below * (1 + (kind.Lean * right / half / 2)))));
        });
        using var map = Cv2.GetPerspectiveTransform(corners, places);
        using var whole = new Mat(tile.Size(), MatType.CV_8UC1, Scalar.All(255));
        using var drawn = new Mat();
        using var where = new Mat();
        Cv2.WarpPerspective(tile, drawn, map, grey.Size(), InterpolationFlags.Area);
        Cv2.WarpPerspective(whole, where, map, grey.Size(), InterpolationFlags.Nearest);
        drawn.CopyTo(grey, where);
    }

    private void Spoil(Mat grey, Kind kind)
    {
        if (kind.Blur > 0)
        {
            Cv2.GaussianBlur(grey, grey, new Size(0, 0), kind.Blur);
        }

        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var grain = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
                grey.Set(y, x, (byte)Math.Clamp(16 + ((grey.At<byte>(y, x) - 16) * kind.Gain) + (grain * kind.Noise), 0, 255));
            }
        }
    }
}
