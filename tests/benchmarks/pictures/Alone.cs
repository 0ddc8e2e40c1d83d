using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Benchmarks.Pictures;

/// <summary>One way in a process of its own: the first picture, and what twenty leave resident.</summary>
internal static class Alone
{
    private const int Pictures = 20;

    public static async Task<int> RunAsync(string way, string photo)
    {
        using var scene = Scene.Draw(960, 540);
        Func<Task> once = way switch
        {
            "product-jpeg" => () => Task.FromResult(new JpegWriter(75).Write(scene)),
            "skia-jpeg" => () => Task.FromResult(new Skia().Write(scene)),
            "ffmpeg-photo" => async () => (await Photo.ReadAsync(await File.ReadAllBytesAsync(photo), CancellationToken.None))!.Dispose(),
            "skia-photo" => () => Task.Run(() => Skia.Read(photo)!.Dispose()),
            _ => throw new ArgumentException(way),
        };
        GC.Collect();
        var before = Usage.ResidentMegabytes;
        var (started, processor) = (Stopwatch.GetTimestamp(), Usage.ProcessorMilliseconds);
        await once();
        var (first, firstProcessor) = (Stopwatch.GetElapsedTime(started).TotalMilliseconds, Usage.ProcessorMilliseconds - processor);
        for (var i = 1; i < Pictures; i++)
        {
            await once();
        }

        var peak = Usage.MostResidentMegabytes - before;
        GC.Collect();
        var left = Usage.ResidentMegabytes - before;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(() => Usage.MostOfChildrenAsync(stop.Token));
        await once();
        await stop.CancelAsync();
        double[] figures = [first, firstProcessor, left, peak, await watching];
        Console.WriteLine(string.Join(' ', figures.Select(figure => figure.ToString("0.0", CultureInfo.InvariantCulture))));
        return 0;
    }

    public static void Measure(Table table, string way, string photo)
    {
        Table.Doing($"{way} alone");
        double[][] runs = [.. Enumerable.Range(0, 5).Select(_ => Start(way, photo))];
        var (first, processor, left, peak, child) = (Middle(0), Middle(1), Middle(2), Middle(3), Middle(4));
        var own = child > 0 ? string.Create(CultureInfo.InvariantCulture, $"; ffmpeg itself {child:0.0} MB while it runs") : "";
        table.Say(
            $"{way}, alone: first; after {Pictures}; peak",
            string.Create(CultureInfo.InvariantCulture, $"{first:0} ms ({processor:0} of processor); {left:0.0} MB; {peak:0.0} MB{own}"));
        table.Count($"{way}_first_ms", first);
        table.Count($"{way}_first_cpu", processor);
        table.Count($"{way}_resident_mb", left);
        table.Count($"{way}_peak_mb", peak);
        table.Count($"{way}_child_peak_mb", child);

        double Middle(int field) => runs.Select(run => run[field]).Order().ElementAt(runs.Length / 2);
    }

    private static double[] Start(string way, string photo)
    {
        string[] arguments = [typeof(Alone).Assembly.Location, "--alone", way, photo];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. said.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"{way} ended with {process.ExitCode}");
    }
}
