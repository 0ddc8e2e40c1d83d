using System.Globalization;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Benchmarks.Pictures;

/// <summary>A frame to a JPEG: by the product's writer, by SkiaSharp with the planes' conversion, and by its encoder alone.</summary>
internal static class Encoding
{
    public static async Task MeasureAsync(Table table, Frame frame, int rounds, string folder)
    {
        var size = $"{frame.Width}x{frame.Height}";
        Table.Doing($"JPEGs of {size}");
        var writer = new JpegWriter(75);
        var skia = new Skia();
        var pixels = (byte[])skia.Pixels(frame).Clone();
        var (product, converted, bare) = (new Measured(), new Measured(), new Measured());
        byte[] ours = [], theirs = [];
        for (var round = -rounds / 2; round < rounds; round++)
        {
            // Turn and turn about, so that what else the machine does falls on all of them.
            var (first, second, third) = round < 0 ? (new Measured(), new Measured(), new Measured()) : (product, converted, bare);
            await first.RoundAsync(() => Task.FromResult(ours = writer.Write(frame)));
            await second.RoundAsync(() => Task.FromResult(theirs = skia.Write(frame)));
            await third.RoundAsync(() => Task.FromResult(skia.Encode(pixels, frame.Width, frame.Height)));
        }

        Say("product's writer", "product", product);
        Say("SkiaSharp", "skia", converted);
        Say("SkiaSharp, pixels ready", "skia_bare", bare);
        table.Figure($"{size} JPEG: SkiaSharp over the product's writer", $"jpeg_{size}_ratio", converted.Median / product.Median, "times");
        table.Figure($"{size} JPEG: its encoder alone over it", $"jpeg_{size}_ratio_bare", bare.Median / product.Median, "times");
        await LikeAsync("product's writer", "product", ours);
        await LikeAsync("SkiaSharp", "skia", theirs);

        void Say(string who, string key, Measured measured)
        {
            table.Percentiles($"{size} JPEG: {who}", $"jpeg_{size}_{key}", measured.Milliseconds);
            table.Figure($"{size} JPEG: {who}, processor", $"jpeg_{size}_{key}_cpu", measured.Processor, "ms");
        }

        async Task LikeAsync(string who, string key, byte[] jpeg)
        {
            var file = Path.Combine(folder, $"{key}-{size}.jpg");
            await File.WriteAllBytesAsync(file, jpeg);
            using var again = (await Photo.ReadAsync(await File.ReadAllBytesAsync(file), CancellationToken.None))!;
            var (like, brighter) = (Scene.Likeness(frame, again), Scene.Brighter(frame, again));
            var levels = brighter.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
            var text = string.Create(CultureInfo.InvariantCulture, $"{jpeg.Length:N0} bytes, {like:0.0} dB, {levels} levels brighter");
            table.Say($"{size} JPEG: {who}, as ffmpeg reads it", text);
            table.Count($"jpeg_{size}_{key}_bytes", jpeg.Length);
            table.Count($"jpeg_{size}_{key}_db", like);
            table.Count($"jpeg_{size}_{key}_brighter", brighter);
        }
    }
}
