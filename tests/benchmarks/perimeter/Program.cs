using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Tracking;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = Enumerable.Range(0, args.Length / 2).ToDictionary(i => args[2 * i], i => args[(2 * i) + 1]);
var clip = options.GetValueOrDefault("--clip", Material.At("vtest.avi"));
var only = options.GetValueOrDefault("--only", "");
var fps = int.Parse(options.GetValueOrDefault("--fps", "8"), CultureInfo.InvariantCulture);
var truth = Truth.Read(options.GetValueOrDefault("--truth", Path.Combine(options["--beside"], "vtest.csv")));
using var model = new PersonModel(ModelPack.Open(options.GetValueOrDefault("--models", Material.Models)), threads: 1);
const int Width = 768;
const int Height = 576;
var results = new Dictionary<string, object>();
var gates = OpenCvNative.IsPresent ? (bool[])[false, true] : [false];

Console.WriteLine($"{"clip",-34}{"gate",-7}{"expected",9}{"found",7}{"false",7}{"recall",8}{"prec.",8}{"runs/fr.",9}{"ms people",11}"
    + $"{"ms tamper",11}");
(string Name, string Filter)[] lights =
[
    ("day", "null"),
    ("infrared: grey, noise", "hue=s=0,noise=alls=14:allf=t"),
    ("night: grey, dark, low contrast, noise", "hue=s=0,eq=brightness=-0.25:contrast=0.5,noise=alls=12:allf=t"),
];
foreach (var (name, filter) in lights)
{
    foreach (var openCv in gates)
    {
        Watch(name, ["-i", clip], $"{filter},scale={Width}:{Height}", openCv, expectNothing: false);
    }
}

// Nothing of these is a person: an empty picture of the clip, with what befalls cameras at night.
const string Ground =
    "select='eq(n\\,0)',loop=-1:1:0,setpts=N/10/TB,trim=duration=60,"
        + "drawbox=x=230:y=200:w=70:h=130:color=gray:t=fill,drawbox=x=480:y=130:w=70:h=120:color=gray:t=fill,"
        + "drawbox=x=620:y=220:w=80:h=120:color=gray:t=fill";
(string Name, string Filter)[] negatives =
[
    ("nothing: heavy noise", $"{Ground},hue=s=0,noise=alls=30:allf=t"),
    ("nothing: headlights sweep",
        $"{Ground},hue=s=0,eq=brightness=-0.3,noise=alls=8:allf=t,geq=lum='clip(lum(X,Y)"
            + "+170*exp(-((X-mod(T*90,1200)+200)*(X-mod(T*90,1200)+200)+(Y-380)*(Y-380))/9000),16,235)':cb=128:cr=128"),
    ("nothing: exposure jumps", $"{Ground},noise=alls=6:allf=t,lutyuv=y=val,eq=brightness='0.22*lt(mod(t,14),7)-0.1':eval=frame"),
    ("nothing: to infrared and back",
        $"{Ground},noise=alls=6:allf=t,hue=s='gt(mod(t,30),15)',eq=gamma='1+0.5*lt(mod(t,30),15)':eval=frame"),
    ("nothing: swaying", $"{Ground},noise=alls=6:allf=t,crop=w=iw-16:h=ih-16:x='8+6*sin(t*3)':y='8+3*sin(t*2)'"),
];
foreach (var (name, filter) in negatives)
{
    foreach (var openCv in gates)
    {
        Watch(name, ["-i", clip], $"{filter},scale={Width}:{Height}", openCv, expectNothing: true);
    }
}

Console.WriteLine();
Console.WriteLine("the clip shrunk into a still 1280 x 720 picture: detections from 0.4 up in a second, by the whole "
    + "picture and by what moves");
Console.WriteLine($"{"person's height, px",-22}{"whole",8}{"moving",8}");
foreach (var share in "small".StartsWith(only, StringComparison.Ordinal) ? (double[])[0.5, 0.35, 0.25, 0.18] : [])
{
    Small(share);
}

Console.WriteLine();
Console.WriteLine("an idle 1280 x 720 camera with noise, ms a frame");
foreach (var openCv in "idle".StartsWith(only, StringComparison.Ordinal) ? gates : [])
{
    Idle(openCv);
}

Console.WriteLine(JsonSerializer.Serialize(results));

void Watch(string name, string[] input, string filter, bool openCv, bool expectNothing)
{
    if (!name.StartsWith(only, StringComparison.Ordinal))
    {
        return;
    }

    using var watching = new Watching(truth.Camera, model, openCv);
    foreach (var frame in Clip.Read(input, filter, Width, Height, fps))
    {
        watching.See(frame);
    }

    var against = expectNothing ? new Truth { Camera = truth.Camera, Happenings = [] } : truth;
    var score = against.Judge(watching.Alarms, late: 0.6, _ => true);
    var gate = openCv ? "mog2" : "plain";
    Console.WriteLine($"{name,-34}{gate,-7}{score.Expected,9}{score.Found,7}{score.Wrong,7}{score.Recall,8:P0}{score.Precision,8:P0}"
        + $"{watching.RunsPerFrame,9:F2}{watching.PeopleMs,11:F2}{watching.TamperMs,11:F2}");
    results[$"{name} {gate}"] = new { score.Expected, score.Found, score.Wrong, watching.PeopleMs, watching.TamperMs };
    if (Environment.GetEnvironmentVariable("PERIMETER_ALARMS") is not null)
    {
        watching.Alarms.ForEach(alarm => Console.Error.WriteLine($"  {alarm.Kind} {alarm.Place} {alarm.Way} {alarm.From:F1}"));
    }
}

void Small(double share)
{
    var (width, height) = ((int)(Width * share) & ~1, (int)(Height * share) & ~1);
    using var detector = new PersonDetector(model);
    using var gate = new PlainMotionGate(TimeProvider.System);
    var plan = new DetectionPlan(TimeProvider.System);
    var (found, tracks) = (new List<Detection>(), new BoxTracks(TimeProvider.System));
    var (whole, moving, seconds) = (0, 0, 0);
    var filter = $"trim=duration=40,scale={width}:{height},pad=1280:720:{(1280 - width) / 2}:{(720 - height) / 2}:color=gray";
    foreach (var frame in Clip.Read(["-i", clip], filter, 1280, 720, fps))
    {
        gate.Evaluate(frame);
        detector.Detect(frame, plan.Choose(frame, gate.Areas, tracks.Confirmed), 0.25f, found);
        tracks.Update(found, frame.ArrivedAt);
        if (frame.Number % fps == 0)
        {
            seconds++;
            moving += found.Count(person => person.Score >= 0.4f);
            detector.Detect(frame, 0.4f, found);
            whole += found.Count;
        }
    }

    Console.WriteLine($"{80 * share,-22:F0}{(double)whole / seconds,8:F2}{(double)moving / seconds,8:F2}");
    results[$"small {share}"] = new { Whole = (double)whole / seconds, Moving = (double)moving / seconds };
}

void Idle(bool openCv)
{
    using var watching = new Watching(truth.Camera, model, openCv);
    var frames = new List<Frame>();
    foreach (var frame in Clip.Read(["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=1:duration=1"], "loop=63:1:0,noise=alls=8:allf=t",
        1280, 720, 8))
    {
        frames.Add(new Frame([.. frame.Y, .. frame.U, .. frame.V], 1280, 720, 0, 1));
    }

    var step = TimeProvider.System.TimestampFrequency / 8;
    var (watch, count) = (new Stopwatch(), 0);
    for (var i = 1; i <= 800; i++)
    {
        using var frame = new Frame(frames[i % frames.Count].Memory.ToArray(), 1280, 720, i * step, i);
        if (i > 80)
        {
            count++;
            watch.Start();
        }

        watching.See(frame);
        watch.Stop();
    }

    var name = openCv ? "mog2" : "plain";
    Console.WriteLine($"{name,-10}{watch.Elapsed.TotalMilliseconds / count,8:F3}   of it tamper {watching.TamperMs:F3}");
    results[$"idle {name}"] = watch.Elapsed.TotalMilliseconds / count;
}
