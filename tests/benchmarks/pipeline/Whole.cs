using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>The whole against what its parts take alone: ffmpeg that decodes the same frames and throws them away, and bare sessions. Right
/// after each frame the bare sessions run as the pipeline just ran its own, on the same thread, so that what else the machine does falls on
/// both. Everything that is not theirs is the product's: the frames' way through the kernel, sampling, reading the models' answers,
/// tracking, the gallery, the collector. In processor time, user and system, of all processes.</summary>
internal static class Whole
{
    public static async Task MeasureAsync(string name, Clip clip, int every, Func<FilmClock, Look> make, ModelPack pack, int rounds,
        Table table)
    {
        var (whole, decode, sessions, looking, carried, ratios) = (new List<double>(), new List<double>(), new List<double>(),
            new List<double>(), new List<double>(), new List<double>());
        var (seen, bytes) = (0, 0L);
        using var bare = new BareSessions(pack, threads: 1);
        using var runs = new ModelRuns();
        for (var round = -1; round < rounds; round++)
        {
            runs.Clear();
            var clock = new FilmClock();
            using var look = make(clock);
            var (allocated, lookSeconds, bareSeconds) = (0L, 0.0, 0.0);
            var (together, frames) = await CostAsync(() => clip.DecodeAsync(clock, frame =>
            {
                if (frame.Number % every != 0)
                {
                    return;
                }

                var (run, before, started) = (runs.Order.Count, GC.GetAllocatedBytesForCurrentThread(), ThreadTime.Seconds);
                look.At(frame);
                var looked = ThreadTime.Seconds;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                for (; run < runs.Order.Count; run++)
                {
                    bare.Run(runs.Order[run]);
                }

                (lookSeconds, bareSeconds) = (lookSeconds + looked - started, bareSeconds + ThreadTime.Seconds - looked);
            }));
            var (carrying, _) = await CostAsync(() => clip.DecodeAsync(clock, static _ => { }));
            var decoding = (await clip.DecodeAloneAsync() + await clip.DecodeAloneAsync()) / 2;
            if (round < 0)
            {
                continue; // the first round warms up: compiled code, opened sessions, the file in memory
            }

            Add(whole, together - bareSeconds, frames);
            Add(decode, decoding, frames);
            Add(carried, carrying - decoding, frames);
            Add(looking, lookSeconds - bareSeconds, frames);
            Add(sessions, bareSeconds, frames);
            ratios.Add((together - bareSeconds) / (decoding + bareSeconds));
            (seen, bytes) = (look.Seen(), allocated / (frames / every));
        }

        table.Figure($"{name}: whole", $"{name}WholeMs", Median(whole), "ms of processor a frame");
        table.Figure($"{name}: frames/s on one core", $"{name}FramesPerSecond", 1000 / Median(whole), "frames/s");
        table.Figure($"{name}: bare ffmpeg decode", $"{name}DecodeMs", Median(decode), "ms a frame");
        table.Figure($"{name}: bare ONNX sessions", $"{name}SessionsMs", Median(sessions), "ms a frame");
        table.Figure($"{name}: bringing frames over", $"{name}CarryMs", Median(carried), "ms a frame");
        table.Figure($"{name}: looking, without the sessions", $"{name}LookMs", Median(looking), "ms a frame");
        table.Figure($"{name}: whole over the bare two", $"{name}Ratio", Median(ratios), string.Create(CultureInfo.InvariantCulture,
            $"times (limit 1.15); rounds {ratios.Min():0.000} to {ratios.Max():0.000}"));
        table.Figure($"{name}: allocated", $"{name}AllocatedBytes", bytes, "bytes an analysed frame");
        table.Say($"{name}: model runs a round", string.Join(", ", runs.Order.CountBy(static role => role).OrderBy(static run => run.Key)
            .Select(static run => $"{run.Key} {run.Value}")) + $"; {seen} sightings");
    }

    private static async Task<(double Seconds, int Frames)> CostAsync(Func<Task<(double Seconds, int Frames)>> decode)
    {
        var before = Own();
        var (ffmpeg, frames) = await decode();
        return (ffmpeg + Own() - before, frames);
    }

    private static double Own() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static void Add(List<double> list, double seconds, int frames) => list.Add(1000 * seconds / frames);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
