using OpenCvSharp;

namespace Zhuhui.Edge.Benchmarks.Liveness;

/// <summary>What is held before the simulated camera.</summary>
internal enum Presentation
{
    /// <summary>The photo itself, as published.</summary>
    BonaFideStill,

    /// <summary>The photo seen through the same simulated camera as the attacks: what that camera alone does to a score.</summary>
    BonaFideRecaptured,
    PrintSheet,
    PrintFillingTheView,
    PrintCurled,
    ReplayOnPhone,
    ReplayFillingTheView,
}

/// <summary>SIMULATES prints and replays of a photo, and a cheap camera that sees them. No paper, screen or camera was there: what a real
/// one scores is not known from it. Pictures are BGR, 8 bits.</summary>
internal sealed class Stage
{
    private const int Width = 640;
    private const int Height = 480;
    private const int Panel = 3;
    private readonly Random _random;

    /// <param name="seed">The same seed gives the same frames, one stage at a time: OpenCV has one source of noise.</param>
    public Stage(int seed)
    {
        _random = new Random(seed);
        Cv2.SetTheRNG((ulong)seed + 17);
    }

    /// <summary>One frame of the presentation; called again it is the same thing held a little differently.</summary>
    public Mat Show(Mat photo, Presentation presentation)
    {
        switch (presentation)
        {
            case Presentation.BonaFideStill:
                return photo.Clone();
            case Presentation.BonaFideRecaptured:
                return Seen(Placed(photo.Clone(), Wall(), 2.75, tilt: 0));
            case Presentation.PrintSheet:
                return Seen(Hand(Placed(Bordered(Paper(photo), 14), Wall(), 1.45, tilt: 0.05)));
            case Presentation.PrintFillingTheView:
                return Seen(Placed(Paper(photo), Wall(), 2.6, tilt: 0.03));
            case Presentation.PrintCurled:
                return Seen(Hand(Placed(Curled(Bordered(Paper(photo), 10)), Wall(), 1.5, tilt: 0.06)));
            case Presentation.ReplayOnPhone:
                return Seen(Hand(Placed(Bezel(Screen(photo)), Wall(), 1.4 / Panel, tilt: 0.05)));
            default:
                return Seen(Placed(Screen(photo), Wall(), 2.6 / Panel, tilt: 0.03));
        }
    }

    /// <summary>Toner has a third less contrast and a fifth less colour than the eye's world; the raster and the paper's grain
    /// show.</summary>
    private static Mat Paper(Mat photo)
    {
        using var large = new Mat();
        Cv2.Resize(photo, large, new Size(photo.Width * 2, photo.Height * 2), interpolation: InterpolationFlags.Cubic);
        using var grey = large.CvtColor(ColorConversionCodes.BGR2GRAY).CvtColor(ColorConversionCodes.GRAY2BGR);
        using var faded = new Mat();
        Cv2.AddWeighted(large, 0.8 * 0.68, grey, 0.2 * 0.68, 42, faded);
        using var raster = Pattern(large.Size(), (x, y) => (float)(14 * Math.Sin(((x * 0.966) + (y * 0.259)) * 2.1) * Math.Sin(
            ((y * 0.966) - (x * 0.259)) * 2.1)));
        using var grain = new Mat(large.Size(), MatType.CV_32FC3);
        Cv2.Randn(grain, new Scalar(0, 0, 0), new Scalar(7, 7, 7));
        using var soft = grain.GaussianBlur(new Size(0, 0), 0.8);
        using var result = new Mat();
        faded.ConvertTo(result, MatType.CV_32FC3);
        Cv2.Add(result, raster, result);
        Cv2.Add(result, soft, result);
        using var printed = new Mat();
        result.ConvertTo(printed, MatType.CV_8UC3);
        var paper = new Mat();
        Cv2.Resize(printed, paper, photo.Size(), interpolation: InterpolationFlags.Area);
        return paper;
    }

    private static Mat Bordered(Mat photo, int border) => photo.CopyMakeBorder(border, border, border, border, BorderTypes.Constant,
        new Scalar(228, 232, 235));

    /// <summary>Held by its edges, a sheet bends about its height: its sides come nearer and one of them lies in the shade.</summary>
    private Mat Curled(Mat sheet)
    {
        var (width, height) = (sheet.Width, sheet.Height);
        var (bend, phase) = (0.12 + (0.06 * _random.NextDouble()), _random.NextDouble() * 0.6);
        using var mapX = new Mat(sheet.Size(), MatType.CV_32FC1);
        using var mapY = new Mat(sheet.Size(), MatType.CV_32FC1);
        using var shade = Pattern(sheet.Size(), (x, _) => (float)(0.85 + (0.2 * Math.Sin(((double)x / width * Math.PI) + phase))));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var across = ((double)x / width * 2) - 1;
                mapX.Set(y, x, (float)(width / 2.0 * (1 + (across * (1 - (bend * (1 - (across * across))))))));
                mapY.Set(y, x, (float)(y + (bend * 24 * (1 - (across * across)))));
            }
        }

        using var bent = new Mat();
        Cv2.Remap(sheet, bent, mapX, mapY, InterpolationFlags.Linear, BorderTypes.Constant, new Scalar(90, 92, 95));
        using var light = new Mat();
        bent.ConvertTo(light, MatType.CV_32FC3);
        var curled = new Mat();
        Cv2.Multiply(light, shade, light);
        light.ConvertTo(curled, MatType.CV_8UC3);
        return curled;
    }

    /// <summary>A panel of red, green and blue stripes, too blue and too bright, with a lamp's reflection across it. Every photo's pixel is
    /// 3 panel pixels wide.</summary>
    private Mat Screen(Mat photo)
    {
        var panel = new Mat();
        Cv2.Resize(photo, panel, new Size(photo.Width * Panel, photo.Height * Panel), interpolation: InterpolationFlags.Linear);
        using var stripes = Coloured(panel.Size(), static (x, y) =>
        {
            var dark = y % Panel == Panel - 1 ? 0.75f : 1f;
            return new Vec3f((x % 3 == 2 ? 1.85f : 0.65f) * dark * 1.12f, (x % 3 == 1 ? 1.7f : 0.65f) * dark,
                (x % 3 == 0 ? 1.7f : 0.65f) * dark * 0.94f);
        });

        var (panelWidth, panelHeight) = (panel.Width, panel.Height);
        var (at, wide, strong) = (_random.NextDouble(), 0.05 + (0.08 * _random.NextDouble()), 40 + (50 * _random.NextDouble()));
        using var glare = Pattern(panel.Size(), (x, y) =>
        {
            var off = (((double)x / panelWidth) + (0.4 * y / panelHeight) - (1.4 * at)) / wide;
            return (float)(10 + (strong * Math.Exp(-off * off)));
        });
        using var light = new Mat();
        panel.ConvertTo(light, MatType.CV_32FC3);
        Cv2.Multiply(light, stripes, light);
        Cv2.Add(light, glare, light);
        light.ConvertTo(panel, MatType.CV_8UC3);
        return panel;
    }

    private static Mat Bezel(Mat screen)
    {
        using var frame = screen.CopyMakeBorder(30, 30, 18, 18, BorderTypes.Constant, new Scalar(18, 17, 16));
        return frame.CopyMakeBorder(4, 4, 4, 4, BorderTypes.Constant, new Scalar(120, 118, 116));
    }

    /// <summary>A wall in uneven light.</summary>
    private Mat Wall()
    {
        var (b, g, r) = (110 + _random.Next(60), 115 + _random.Next(60), 120 + _random.Next(60));
        using var light = Pattern(new Size(Width, Height), (x, y) => (float)(-30 + (50.0 * x / Width) + (20.0 * y / Height)));
        using var wall = new Mat(new Size(Width, Height), MatType.CV_32FC3, new Scalar(b, g, r));
        var lit = new Mat();
        Cv2.Add(wall, light, wall);
        wall.ConvertTo(lit, MatType.CV_8UC3);
        return lit;
    }

    /// <summary>Holds it before the wall, at a scale, shaken and tilted.</summary>
    private Mat Placed(Mat thing, Mat wall, double scale, double tilt)
    {
        var (w, h) = (thing.Width * scale, thing.Height * scale);
        var (left, top) = (((Width - w) / 2) + Jitter(12), ((Height - h) / 2) + Jitter(8));
        Point2f[] from = [new(0, 0), new(thing.Width, 0), new(thing.Width, thing.Height), new(0, thing.Height)];
        Point2f[] to =
        [
            new((float)(left + Jitter(tilt * w)), (float)(top + Jitter(tilt * h))), new((float)(left + w + Jitter(tilt * w)),
                (float)(top + Jitter(tilt * h))),
            new((float)(left + w + Jitter(tilt * w)), (float)(top + h + Jitter(tilt * h))), new((float)(left + Jitter(tilt * w)),
                (float)(top + h + Jitter(tilt * h))),
        ];
        using var map = Cv2.GetPerspectiveTransform(from, to);
        Cv2.WarpPerspective(thing, wall, map, wall.Size(), InterpolationFlags.Linear, BorderTypes.Transparent);
        thing.Dispose();
        return wall;
    }

    /// <summary>Skin-coloured fingers at the lower corners.</summary>
    private Mat Hand(Mat scene)
    {
        foreach (var side in new[] { 0.27, 0.73 })
        {
            for (var finger = 0; finger < 3; finger++)
            {
                var centre = new Point((int)((Width * side) + Jitter(10)), 380 + (finger * 34) + (int)Jitter(6));
                Cv2.Ellipse(scene, centre, new Size(36, 15), 8 * (side < 0.5 ? 1 : -1), 0, 360, new Scalar(120 + _random.Next(15),
                    150 + _random.Next(15), 200 + _random.Next(15)), -1, LineTypes.AntiAlias);
            }
        }

        return scene;
    }

    /// <summary>A cheap lens, its sensor's noise and its compression.</summary>
    private Mat Seen(Mat scene)
    {
        using var blurred = scene.GaussianBlur(new Size(0, 0), 0.6 + (0.5 * _random.NextDouble()));
        using var noise = new Mat(scene.Size(), MatType.CV_32FC3);
        Cv2.Randn(noise, new Scalar(0, 0, 0), new Scalar(4, 3, 4));
        using var light = new Mat();
        blurred.ConvertTo(light, MatType.CV_32FC3, 0.92 + (0.16 * _random.NextDouble()));
        using var seen = new Mat();
        Cv2.Add(light, noise, light);
        light.ConvertTo(seen, MatType.CV_8UC3);
        scene.Dispose();
        Cv2.ImEncode(".jpg", seen, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, 72 + _random.Next(15)));
        return Cv2.ImDecode(bytes, ImreadModes.Color);
    }

    private double Jitter(double size) => ((_random.NextDouble() * 2) - 1) * size;

    private static Mat Pattern(Size size, Func<int, int, float> value) => Coloured(size, (x, y) =>
    {
        var v = value(x, y);
        return new Vec3f(v, v, v);
    });

    private static Mat Coloured(Size size, Func<int, int, Vec3f> value)
    {
        var pattern = new Mat(size, MatType.CV_32FC3);
        var pixels = new Vec3f[size.Width * size.Height];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = value(i % size.Width, i / size.Width);
        }

        pattern.SetArray(pixels);
        return pattern;
    }
}
