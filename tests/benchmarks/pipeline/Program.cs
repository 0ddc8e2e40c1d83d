using System.Globalization;
using Zhuhui.Edge.Benchmarks.Doors;
using Zhuhui.Edge.Benchmarks.Pipeline;
using Zhuhui.Edge.Vision.Models;

var cache = Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home ? home
    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "zhuhui-edge");
var (rounds, frames, models) = (5, 400, Path.Combine(cache, "models"));
foreach (var pair in args.Chunk(2))
{
    switch (pair)
    {
        case ["--rounds", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1:
            rounds = n;
            break;
        case ["--frames", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 50:
            frames = n;
            break;
        case ["--models", var folder] when Directory.Exists(folder):
            models = folder;
            break;
        default:
            Console.Error.WriteLine("pipeline: known are --rounds N, --frames N from 50 on, and --models DIR");
            return 2;
    }
}

var table = new Table(Path.GetTempPath());
var pack = ModelPack.Open(models);
using var looks = new Looks(pack);
foreach (var (clip, look) in new (string, Func<Look>)[] { ("gate", looks.AtFaces), ("perimeter", looks.AtPeople) })
{
    Console.Error.WriteLine($"pipeline: the {clip} clip, {rounds} rounds of {frames} frames");
    await Whole.MeasureAsync(new Clip(Path.Combine(cache, "demo", $"{clip}.mp4"), frames), look, pack, rounds, table);
}

Stages.Measure(pack, table);
table.Print();
return 0;
