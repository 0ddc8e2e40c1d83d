using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Benchmarks.Cameras;

if (args is not [var server, var models, var secondsText, var mostText, var part])
{
    Console.Error.WriteLine("usage: Zhuhui.Edge.Benchmarks.Cameras SERVER MODELS SECONDS MOST all|load|dead|threads; "
        + "tests/benchmarks/run.sh cameras gives them");
    return 2;
}

var length = TimeSpan.FromSeconds(int.Parse(secondsText, CultureInfo.InvariantCulture));
var most = int.Parse(mostText, CultureInfo.InvariantCulture);
const int turns = 6;
var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(
    ':')[1].Trim() ?? "unknown processor";
var json = new Dictionary<string, object>
{
    ["benchmark"] = "cameras",
    ["machine"] = $"{processor}, {Environment.ProcessorCount} cores",
    ["load1MinBefore"] = Load()
};
Say($"{processor}, {Environment.ProcessorCount} cores, {Environment.Version}; processes that wanted a core in the last minute: "
    + $"{Load():0.0}; {length.TotalSeconds:0} s a line");

if (part is "all" or "load")
{
    Say("25 frames a second, all decoded, up to 8 a second analysed for faces (100 % = one core); idle and busy: 720p; full: busy, 1080p "
        + "whose luma goes over the whole byte");
    Say("  scene  cameras  decoded/s  analysed/s   own %  ffmpeg %  bare ffmpeg %  ratio  own MB  ffmpeg MB each  bytes/frame");
    var loads = new List<object>();
    var memory = new Dictionary<int, (double Own, double Ffmpeg)>();
    foreach (var scene in new[] { "idle", "busy", "full" })
    {
        for (var count = 1; count <= most; count *= 2)
        {
            var bare = await BareFfmpeg.RunAsync($"{server}/{scene}", count, length);
            var ours = await Capture.RunAsync($"{server}/{scene}", count, length, models);
            var ratio = ours.FfmpegCores / bare.Cores;
            Say(string.Create(CultureInfo.InvariantCulture, $"  {scene}   {count,7}  {ours.Decoded,9:0.0}  {ours.Analysed,10:0.00}  "
                + $"{ours.OwnCores * 100,6:0}  {ours.FfmpegCores * 100,8:0.0}  {bare.Cores * 100,13:0.0}  {ratio,5:0.00}  {ours.OwnMb,6:0}"
                + $"  {ours.FfmpegMb / count,14:0}  {ours.BytesPerFrame,11:0}"));
            memory.TryAdd(count, (ours.OwnMb, ours.FfmpegMb));
            loads.Add(new { scene, ours, bareFfmpegCores = bare.Cores, decodeRatio = ratio });
        }
    }

    json["cameras"] = loads;
    if (memory.Keys.Max() is > 1 and var largest)
    {
        Say(string.Create(CultureInfo.InvariantCulture,
            $"  each further camera takes {(memory[largest].Own - memory[1].Own) / (largest - 1):0} MB of the gateway and "
            + $"{memory[largest].Ffmpeg / largest:0} MB for its ffmpeg"));
    }

    Say("capture alone: the same without anybody looking for faces");
    var capture = await Capture.RunAsync($"{server}/busy", most, length, models, faces: false);
    Say(string.Create(CultureInfo.InvariantCulture, $"  {most} cameras: own {capture.OwnCores * 100:0} %, ffmpeg "
        + $"{capture.FfmpegCores * 100:0.0} %, {capture.BytesPerFrame:0} bytes allocated a frame of {1280 * 720 * 3 / 2:N0}"));
    json["captureAlone"] = capture;
}

if (part is "all" or "dead")
{
    Say($"one dead camera beside others that analyse as many frames as they can, in {turns} pairs of turns of "
        + $"{length.TotalSeconds / 2:0} s");
    var costs = new List<DeadCost>();
    foreach (var (kind, url) in new[] { ("refuses", "rtsp://127.0.0.1:1/dead"), ("no such stream", $"{server}/nothing") })
    {
        for (var live = 2; live <= most; live *= 2)
        {
            var cost = await DeadCamera.MeasureAsync($"{server}/steady", live, kind, url, length / 2, turns, models);
            Say(string.Create(CultureInfo.InvariantCulture, $"  {live} live, one that {kind,-15} {cost.Without:0.000} a second without, "
                + $"{cost.With:0.000} with it: {cost.Loss * 100:0.00} % less (+-{cost.Error * 196:0.00}); its tries take "
                + $"{cost.Cores * 100:0.00} % of a core"));
            costs.Add(cost);
        }
    }

    json["deadCamera"] = costs;
}

if (part is "all" or "threads")
{
    Say("threads");
    var threads = new List<object>();
    foreach (var count in new[] { "1", "2", "auto" })
    {
        var bare = await BareFfmpeg.RunAsync($"{server}/busy", 2, length, count);
        Say(string.Create(CultureInfo.InvariantCulture, $"  ffmpeg -threads {count,-4}  {bare.Cores * 50:0.0} % and {bare.Mb / 2:0}"
            + $" MB a stream"));
        threads.Add(new { ffmpegThreads = count, cores = bare.Cores / 2, mb = bare.Mb / 2 });
    }

    foreach (var count in new[] { 1, 2 })
    {
        var ours = await Capture.RunAsync($"{server}/busy", 2, length, models, modelThreads: count, analysed: 25);
        Say(string.Create(CultureInfo.InvariantCulture, $"  models on {count} thread(s), 2 cameras, as many as they can: "
            + $"{ours.Analysed:0.00} analysed a second each for {ours.OwnCores * 100:0} % of a core, "
            + $"{ours.Analysed * 2 / ours.OwnCores:0.0} a core and second"));
        threads.Add(new
        {
            modelThreads = count,
            analysed = ours.Analysed,
            cores = ours.OwnCores,
            analysedPerCoreSecond = ours.Analysed * 2 / ours.OwnCores
        });
    }

    json["threads"] = threads;
}

json["load1MinAfter"] = Load();
Console.WriteLine(JsonSerializer.Serialize(json, JsonSerializerOptions.Web));
return 0;

static void Say(string line) => Console.WriteLine(line);

static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
