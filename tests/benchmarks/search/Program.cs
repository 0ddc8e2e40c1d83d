using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

var turns = args is ["--turns", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
    && n > 0 ? n : 300;
var table = new Table(Path.GetTempPath());
var random = new Random(1);
foreach (var (people, templates) in new[] { (250, 1), (250, 5), (750, 5), (2100, 1), (2100, 5) })
{
    var gallery = new FaceGallery();
    gallery.Put([.. Enumerable.Range(0, people).Select(i => new FacesOf($"p{i}", [.. Enumerable.Range(0, templates)
        .Select(_ => (ReadOnlyMemory<float>)Face())]))]);
    var rows = people * (templates > 1 ? templates + 1 : 1);
    var bytes = new byte[rows * FaceGallery.Size];
    random.NextBytes(bytes);
    var probe = Face();
    var (search, read) = (new List<double>(), new List<double>());
    var sum = 0UL;
    for (var turn = -500; turn < turns; turn++)
    {
        var (found, bare) = (Time(() => gallery.Search(probe)), Time(() => sum += Read(bytes)));
        if (turn >= 0)
        {
            search.Add(found);
            read.Add(bare);
        }
    }

    var (middle, least) = (search.Order().ElementAt(turns / 2), read.Order().ElementAt(turns / 2));
    var name = string.Create(CultureInfo.InvariantCulture, $"{people} people x {templates}");
    table.Percentiles($"{name}: search", $"search_{people}x{templates}", search);
    table.Figure($"{name}: a row (each template, and the mean)", $"ns_{people}x{templates}", 1e6 * middle / rows, "ns");
    table.Figure($"{name}: bytes a second", $"gbs_{people}x{templates}", bytes.Length / middle / 1e6,
        $"GB/s; bare reading of the same {bytes.Length:N0} bytes {bytes.Length / least / 1e6:0.0} GB/s");
    table.Figure($"{name}: over bare reading", $"ratio_{people}x{templates}", middle / least, $"times (sum {sum % 10})");
    if (people == 2100)
    {
        table.Figure($"{name}: a person put", $"put_{people}x{templates}", Time(() => gallery.Put("p7", [Face()])), "ms");
        table.Figure($"{name}: thresholds made anew", $"calibrate_{people}x{templates}", Time(() => gallery.Calibrate()),
            "ms in the background");
    }
}

table.Print();
return 0;

static ulong Read(byte[] bytes)
{
    var sum = Vector<ulong>.Zero;
    foreach (var part in MemoryMarshal.Cast<byte, Vector<ulong>>(bytes))
    {
        sum += part;
    }

    return Vector.Sum(sum);
}

static double Time(Action action)
{
    var started = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}

float[] Face() => [.. Enumerable.Range(0, FaceGallery.Size).Select(_ => (float)(random.NextDouble() - random.NextDouble()))];
