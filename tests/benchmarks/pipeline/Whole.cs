using System.Diagnostics;
using Zhuhui.Edge.Benchmarks.Doors;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>The whole, every frame analysed, against what its parts take alone in the same round: ffmpeg that only decodes, and the bare sessions run as often
/// as the pipeline ran them. In processor time of all processes, which other work on the machine disturbs least.</summary>
internal static class Whole
{
    public static async Task MeasureAsync(Clip clip, Func<Look> make, ModelPack pack, int rounds, Table table)
    {
        var (whole, decode, sessions, carried, ratios) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (seen, bytes) = (0, 0L);
        using var bare = new BareSessions(pack, threads: 1);
        using var runs = new ModelRuns();
        for (var round = -1; round < rounds; round++)
        {
            runs.Clear();
            using var look = make();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var allocated = 0L;
            var (ffmpeg, frames) = await clip.DecodeAsync(frame =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                look.At(frame);
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            });
            var all = ffmpeg + (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;

            cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var (plain, _) = await clip.DecodeAsync(static _ => { });
            var carrying = plain + (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;

            var decoding = await clip.DecodeAloneAsync();
            cpu = Process.GetCurrentProcess().TotalProcessorTime;
            bare.Run(runs.Counts);
            var modelling = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            if (round < 0)
            {
                continue; // the first round warms up: compiled code, opened sessions, the file in memory
            }

            Add(whole, all, frames);
            Add(decode, decoding, frames);
            Add(carried, carrying - decoding, frames);
            Add(sessions, modelling, frames);
            ratios.Add(all / (decoding + modelling));
            (seen, bytes) = (look.Seen(), allocated / frames);
        }

        var name = clip.Name;
        table.Figure($"{name}: whole", $"{name}WholeMs", Median(whole), "ms of processor a frame");
        table.Figure($"{name}: frames/s on one core", $"{name}FramesPerSecond", 1000 / Median(whole), "frames/s");
        table.Figure($"{name}: bare ffmpeg decode", $"{name}DecodeMs", Median(decode), "ms a frame");
        table.Figure($"{name}: bare ONNX sessions", $"{name}SessionsMs", Median(sessions), "ms a frame");
        table.Figure($"{name}: bringing frames over", $"{name}CarryMs", Median(carried), "ms a frame");
        table.Figure($"{name}: whole over the bare two", $"{name}Ratio", Median(ratios), "times (limit 1.15)");
        table.Figure($"{name}: allocated", $"{name}AllocatedBytes", bytes, "bytes a frame");
        table.Say($"{name}: model runs a round", string.Join(", ", runs.Counts.Select(run => $"{run.Key} {run.Value}")) + $"; {seen} sightings");
    }

    private static void Add(List<double> list, double seconds, int frames) => list.Add(1000 * seconds / frames);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
