using System.Globalization;
using System.IO.Compression;
using Zhuhui.Edge.Benchmarks.Pictures;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Frames;

if (args is ["--alone", var part, var shown])
{
    return await Alone.RunAsync(part, shown);
}

var (rounds, own) = (100, (string?)null);
for (var i = 0; i < args.Length; i += 2)
{
    var value = i + 1 < args.Length ? args[i + 1] : "";
    if (args[i] == "--rounds" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 10)
    {
        rounds = n;
    }
    else if (args[i] == "--photo" && File.Exists(value))
    {
        own = Path.GetFullPath(value);
    }
    else
    {
        Console.Error.WriteLine("usage: tests/benchmarks/run.sh pictures [--rounds N, 10 at least] [--photo FILE]");
        return 2;
    }
}

var folder = Directory.CreateTempSubdirectory("zhuhui-pictures-");
try
{
    var table = new Table(folder.FullName);
    foreach (var (width, height) in new[] { (640, 360), (960, 540) })
    {
        await Encoding.MeasureAsync(table, Scene.Draw(width, height), rounds, folder.FullName);
    }

    List<string> photos = [Drawn(1600, 1200), Drawn(4000, 3000)];
    if (own is not null)
    {
        photos.Add(own);
    }

    foreach (var photo in photos)
    {
        await Decoding.MeasureAsync(table, photo, Math.Max(10, rounds / 10));
    }

    foreach (var way in new[] { "product-jpeg", "skia-jpeg", "ffmpeg-photo", "skia-photo" })
    {
        Alone.Measure(table, way, photos[1]);
    }

    Packages(table);
    table.Print();
    return 0;
}
finally
{
    folder.Delete(recursive: true);
}

string Drawn(int width, int height)
{
    var file = Path.Combine(folder.FullName, $"drawn-{width}x{height}.jpg");
    using var scene = Scene.Draw(width, height);
    File.WriteAllBytes(file, new JpegWriter(92).Write(scene));
    return file;
}

static void Packages(Table table)
{
    foreach (var machine in new[] { "linux-x64", "linux-arm64" })
    {
        string[] files =
        [
            Path.Combine(AppContext.BaseDirectory, "SkiaSharp.dll"),
            Path.Combine(AppContext.BaseDirectory, "runtimes", machine, "native", "libSkiaSharp.so"),
        ];
        var bytes = files.Sum(file => new FileInfo(file).Length);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var file in files)
            {
                brotli.Write(File.ReadAllBytes(file));
            }
        }

        var unit = string.Create(CultureInfo.InvariantCulture, $"MB ({packed.Length / 1e6:0.0} MB compressed)");
        table.Figure($"a package for {machine} grows by", $"package_{machine}", bytes / 1e6, unit);
    }
}
