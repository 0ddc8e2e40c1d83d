using System.Diagnostics;
using Zhuhui.Edge.Benchmarks.Doors;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>The whole against what its parts take alone in the same round: ffmpeg that decodes the same frames and throws them away, and the bare sessions, run as often
/// and in the same order as the pipeline ran them. Everything else is the product's own: the frames' way through the kernel, sampling, reading the models' answers,
/// tracking, the gallery. In processor time of all processes, user and system, which other work on the machine disturbs least. Each model's runs in one piece find its
/// weights in the processor's cache, which no pipeline's do: that ratio is given beside it.</summary>
internal static class Whole
{
    public static async Task MeasureAsync(string name, Clip clip, int every, Func<Look> make, ModelPack pack, int rounds, Table table)
    {
        var (whole, decode, sessions, carried, ratios, inPieces) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (seen, bytes) = (0, 0L);
        using var bare = new BareSessions(pack, threads: 1);
        using var runs = new ModelRuns();
        for (var round = -1; round < rounds; round++)
        {
            runs.Clear();
            using var look = make();
            var allocated = 0L;
            var (all, frames) = await CostAsync(() => clip.DecodeAsync(frame =>
            {
                if (frame.Number % every == 0)
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    look.At(frame);
                    allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                }
            }));
            var (carrying, _) = await CostAsync(() => clip.DecodeAsync(static _ => { }));
            var decoding = await clip.DecodeAloneAsync();
            var inOrder = Cost(() => bare.Run(runs.Order));
            var ordered = Cost(() => bare.Run(runs.Order.Order()));
            if (round < 0)
            {
                continue; // the first round warms up: compiled code, opened sessions, the file in memory
            }

            Add(whole, all, frames);
            Add(decode, decoding, frames);
            Add(carried, carrying - decoding, frames);
            Add(sessions, inOrder, frames);
            ratios.Add(all / (decoding + inOrder));
            inPieces.Add(all / (decoding + ordered));
            (seen, bytes) = (look.Seen(), allocated / (frames / every));
        }

        table.Figure($"{name}: whole", $"{name}WholeMs", Median(whole), "ms of processor a frame");
        table.Figure($"{name}: frames/s on one core", $"{name}FramesPerSecond", 1000 / Median(whole), "frames/s");
        table.Figure($"{name}: bare ffmpeg decode", $"{name}DecodeMs", Median(decode), "ms a frame");
        table.Figure($"{name}: bare ONNX sessions", $"{name}SessionsMs", Median(sessions), "ms a frame");
        table.Figure($"{name}: bringing frames over", $"{name}CarryMs", Median(carried), "ms a frame");
        table.Figure($"{name}: whole over the bare two", $"{name}Ratio", Median(ratios), $"times (limit 1.15); rounds {ratios.Min():0.000} to {ratios.Max():0.000}");
        table.Figure($"{name}: the same, each model in one piece", $"{name}RatioInPieces", Median(inPieces), "times");
        table.Figure($"{name}: allocated", $"{name}AllocatedBytes", bytes, "bytes an analysed frame");
        table.Say($"{name}: model runs a round", string.Join(", ", runs.Order.CountBy(static role => role).OrderBy(static run => run.Key).Select(static run => $"{run.Key} {run.Value}")) + $"; {seen} sightings");
    }

    private static async Task<(double Seconds, int Frames)> CostAsync(Func<Task<(double Seconds, int Frames)>> decode)
    {
        var before = Own();
        var (ffmpeg, frames) = await decode();
        return (ffmpeg + Own() - before, frames);
    }

    private static double Cost(Action work)
    {
        var before = Own();
        work();
        return Own() - before;
    }

    private static double Own() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static void Add(List<double> list, double seconds, int frames) => list.Add(1000 * seconds / frames);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
