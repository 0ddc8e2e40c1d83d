using System.Globalization;
using Zhuhui.Edge.Benchmarks.Pipeline;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Models;

var (rounds, frames, models, only, faces, residents) = (5, 400, Material.Models, "", "", 12);
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
        case ["--faces", var folder] when File.Exists(Path.Combine(folder, "protocol.csv")):
            faces = folder;
            break;
        case ["--residents", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1:
            residents = n;
            break;
        case ["--only", "gate" or "paced" or "perimeter" or "stages" or "crowd"]:
            only = pair[1];
            break;
        default:
            Console.Error.WriteLine("pipeline: known are --rounds N, --frames N from 50 on, --models DIR, --faces DIR "
                + "(with a protocol.csv), --residents N and --only gate|paced|perimeter|stages|crowd");
            return 2;
    }
}

var table = new Table(Path.GetTempPath());
var pack = ModelPack.Open(models);
using var looks = new Looks(pack);
foreach (var (name, clip, every, look) in new (string, string, int, Func<FilmClock, Look>)[]
    { ("gate", "gate", 1, looks.AtFaces), ("paced", "gate", 3, looks.AtFaces), ("perimeter", "perimeter", 1, looks.AtPeople) })
{
    if (only.Length == 0 || only == name)
    {
        Console.Error.WriteLine($"pipeline: {name}: the {clip} clip, {rounds} rounds of {frames} frames, every {every}. analysed");
        await Whole.MeasureAsync(name, new Clip(Material.At($"{clip}.mp4"), frames), every, look, pack, rounds, table);
    }
}

if (only is "" or "stages")
{
    Stages.Measure(pack, table);
}

if (only is "crowd")
{
    if (faces.Length == 0)
    {
        Console.Error.WriteLine("pipeline: --only crowd needs --faces DIR, photos with a protocol.csv");
        return 2;
    }

    Console.Error.WriteLine($"pipeline: crowd: four minutes of film, and {residents} residents who join");
    await Crowd.MeasureAsync(pack, faces, residents, table);
}

table.Print();
return 0;
