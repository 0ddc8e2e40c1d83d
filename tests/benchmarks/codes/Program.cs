using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenCvSharp;
using Zhuhui.Edge.Vision.Codes;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.OpenCv;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = args is ["--rounds", var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 20;
if (!OpenCvNative.IsPresent)
{
    Console.Error.WriteLine("codes: the pictures are drawn with OpenCV, whose native library is missing here");
    return 2;
}

Cv2.SetNumThreads(1);
using var detector = new QRCodeDetector();
var product = new QrCodeReader();
(string Name, Func<Frame, Mat, IEnumerable<string>> Read)[] ways =
[
    ("the gateway's", (frame, _) => product.Read(frame)), ("bare ZXing", (frame, _) => Bare(frame)), ("OpenCV one", (_, grey) => One(grey)),
    ("OpenCV many", (_, grey) => Many(grey)),
];
var figures = new Dictionary<string, object>();
Console.WriteLine($"{"read, ms a picture (the longest)",-34}{string.Concat(ways.Select(way => $"{way.Name,22}"))}");
foreach (var kind in Scenes.Kinds)
{
    var scenes = new Scenes(1);
    var (read, took, longest, wrong) = (new int[ways.Length], new double[ways.Length], new double[ways.Length], 0);
    for (var round = 0; round <= rounds; round++)
    {
        var (frame, grey, texts) = scenes.Draw(kind);
        using (frame)
        using (grey)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var began = Stopwatch.GetTimestamp();
                var found = ways[way].Read(frame, grey).ToList();
                var ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (round > 0)
                {
                    // The first one warms up.
                    read[way] += texts.Count(found.Contains);
                    wrong += found.Count(text => !texts.Contains(text));
                    (took[way], longest[way]) = (took[way] + ms, Math.Max(longest[way], ms));
                }
            }
        }
    }

    Console.WriteLine($"{kind.Name + (wrong > 0 ? $", {wrong} WRONG" : ""),-34}" + string.Concat(ways.Select((_, way) =>
        ((kind.Codes == 0 ? "" : $"{100.0 * read[way] / (rounds * kind.Codes):0} %  ") + $"{took[way] / rounds:0.0} ({longest[way]:0})")
        .PadLeft(22))));
    figures[kind.Name] = ways.Select((way, i) => (object)new { way.Name, Read = read[i], Of = rounds * kind.Codes, Ms = took[i] / rounds })
        .Append(new { Wrong = wrong, OverBare = took[0] / took[1] }).ToList();
}

Console.WriteLine(JsonSerializer.Serialize(figures));
return 0;

// One reading of the whole picture, dark on light, one code.
static IEnumerable<string> Bare(Frame frame)
{
    var source = new PlanarYUVLuminanceSource(frame.Y.ToArray(), frame.Width, frame.Height, 0, 0, frame.Width, frame.Height, false);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))) is { } found ? [found.Text] : [];
}

IEnumerable<string> One(Mat grey)
{
    using var small = grey.Resize(new Size(960, 540), 0, 0, InterpolationFlags.Area);
    try
    {
        return detector.DetectAndDecode(small, out _) is { Length: > 0 } text ? [text] : [];
    }
    catch (OpenCVException)
    {
        return [];
    }
}

IEnumerable<string> Many(Mat grey)
{
    using var small = grey.Resize(new Size(960, 540), 0, 0, InterpolationFlags.Area);
    try
    {
        return detector.DetectMulti(small, out var places) && detector.DecodeMulti(small, places, out var texts)
            ? [.. texts.OfType<string>().Where(text => text.Length > 0)] : [];
    }
    catch (OpenCVException)
    {
        return [];
    }
}
