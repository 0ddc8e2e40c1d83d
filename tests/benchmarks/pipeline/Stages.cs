using System.Diagnostics;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Liveness;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>Each stage by itself on one 720p frame: what it takes with its sampling and reading, and what its bare session takes, turn
/// about.</summary>
internal static class Stages
{
    private const int Turns = 200;

    public static void Measure(ModelPack pack, Table table)
    {
        using var frame = Noise(1280, 720);
        using var bare = new BareSessions(pack, threads: 1);
        using var faces = new FaceModels(pack, 1);
        using var people = new PersonModel(pack, 1);
        using var detector = new FaceDetector(faces);
        using var landmarks = new FaceLandmarks(faces);
        using var embedder = new FaceEmbedder(faces);
        using var liveness = new LivenessCheck(faces.Liveness);
        using var persons = new PersonDetector(people);
        using var gate = new PlainMotionGate(TimeProvider.System);
        var found = new List<Detection>();
        Box[] whole = [FaceDetector.Whole(frame)];
        var face = new Box(500, 200, 680, 440);
        var points = landmarks.Locate(frame, face);
        Compare("face detector", ModelRole.FaceDetector, () => detector.Detect(frame, whole, FaceDetector.Sure, found));
        Compare("face landmarks", ModelRole.FaceLandmarks, () => landmarks.Locate(frame, face));
        Compare("face embedding", ModelRole.FaceEmbedding, () => embedder.Embed(frame, FaceAligner.Align(points)));
        Compare("liveness", ModelRole.Liveness, () => liveness.Judge(frame, face));
        Compare("person detector", ModelRole.Person, () => persons.Detect(frame, 0.4f, found));
        table.Figure("stage motion gate (plain)", "motionGateMs", Median(() => gate.Evaluate(frame)), "ms a 720p frame");

        void Compare(string name, ModelRole role, Action stage)
        {
            var (alone, all) = (new List<double>(), new List<double>());
            for (var turn = -20; turn < Turns; turn++)
            {
                var (session, with) = (Time(() => bare.Run(role)), Time(stage));
                if (turn >= 0)
                {
                    alone.Add(session);
                    all.Add(with);
                }
            }

            var (middle, least) = (all.Order().ElementAt(Turns / 2), alone.Order().ElementAt(Turns / 2));
            table.Figure($"stage {name}", $"{role}Ms", middle, $"ms, bare session {least:0.00} ms");
            table.Figure($"stage {name}: ratio", $"{role}Ratio", middle / least, "times");
        }
    }

    private static double Median(Action stage) => Enumerable.Range(0, Turns).Select(_ => Time(stage)).Order().ElementAt(Turns / 2);

    private static double Time(Action stage)
    {
        var started = ThreadTime.Seconds;
        stage();
        return 1000 * (ThreadTime.Seconds - started);
    }

    private static Frame Noise(int width, int height)
    {
        var planes = new byte[Frame.SizeOf(width, height)];
        new Random(1).NextBytes(planes);
        return new Frame(planes, width, height, Stopwatch.GetTimestamp(), 1);
    }
}
