using System.Globalization;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Ffmpeg;

namespace Zhuhui.Edge.Benchmarks.Pictures;

/// <summary>A photo's file to a frame: by an ffmpeg process, as the product does, and by SkiaSharp in this one.</summary>
internal static class Decoding
{
    public static async Task MeasureAsync(Table table, string photo, int rounds)
    {
        var name = Path.GetFileName(photo);
        Table.Doing(name);
        var (ffmpeg, skia) = (new Measured(), new Measured());
        for (var round = -rounds / 2; round < rounds; round++)
        {
            var (first, second) = round < 0 ? (new Measured(), new Measured()) : (ffmpeg, skia);
            await first.RoundAsync(async () => (await Photo.ReadAsync(await File.ReadAllBytesAsync(photo),
                CancellationToken.None))!.Dispose());
            await second.RoundAsync(() =>
            {
                Skia.Read(photo)!.Dispose();
                return Task.CompletedTask;
            });
        }

        Say("ffmpeg", "ffmpeg", ffmpeg);
        Say("SkiaSharp", "skia", skia);
        table.Figure($"{name}: SkiaSharp over ffmpeg", $"photo_{name}_ratio", skia.Median / ffmpeg.Median, "times");
        using var one = (await Photo.ReadAsync(await File.ReadAllBytesAsync(photo), CancellationToken.None))!;
        using var other = Skia.Read(photo)!;
        table.Say(
            $"{name}: the two beside each other",
            (one.Width, one.Height) == (other.Width, other.Height)
                ? string.Create(CultureInfo.InvariantCulture, $"{one.Width}x{one.Height}, {Scene.Likeness(one, other):0.0} dB, ")
                    + string.Create(CultureInfo.InvariantCulture, $"SkiaSharp's {Scene.Brighter(one, other):+0.00;-0.00} levels brighter")
                : $"{one.Width}x{one.Height} and {other.Width}x{other.Height}");

        void Say(string who, string key, Measured measured)
        {
            table.Percentiles($"{name}: {who}", $"photo_{name}_{key}", measured.Milliseconds);
            table.Figure($"{name}: {who}, processor", $"photo_{name}_{key}_cpu", measured.Processor, "ms");
        }
    }
}
