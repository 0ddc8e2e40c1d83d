using System.Globalization;
using System.Text.Json;
using OpenCvSharp;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Liveness;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Benchmarks.Liveness;

/// <summary>Presents people's photos as they are and as simulated prints and replays to the liveness check as a camera's frames, and counts
/// by ISO/IEC 30107-3: APCER, the attacks of a kind taken for live; BPCER, the bona fide taken for attacks; ACER, the mean of the worst
/// kind's APCER and the BPCER.</summary>
internal static class Presentations
{
    private const int Frames = 3;
    private const float Certain = 0.8f;
    private static readonly float[] _thresholds = [0.01f, 0.02f, 0.05f, 0.1f, 0.2f, 0.3f, 0.5f, 0.7f, 0.8f, 0.9f, 0.95f, 0.98f, 0.99f];
    private static readonly double[] _shares = [0.05, 0.25, 0.5, 0.75, 0.95];
    private static readonly Presentation[] _attacks = [.. Enum.GetValues<Presentation>().Where(p => p > Presentation.BonaFideRecaptured)];
    private static readonly (string Name, Func<float[], float> Of)[] _fusions =
    [
        ("mean", all => all.Average()),
        ("median", all => all.Order().ElementAt(all.Length / 2)),
        ("lowest", all => all.Min()),
    ];

    public static void Measure(string images, int people, int seed)
    {
        var pack = ModelPack.Open(Material.Models);
        var options = new VisionOptions();
        using var models = new FaceModels(pack, threads: 1);
        using var detector = new FaceDetector(models);
        using var check = new LivenessCheck(models.Liveness);
        var scores = Enum.GetValues<Presentation>().ToDictionary(p => p, _ => new List<float[]>());
        var unseen = Enum.GetValues<Presentation>().ToDictionary(p => p, _ => 0);
        var photos = PeoplePhotos.Sample(images, people, seed);
        foreach (var (file, number) in photos.Select((file, number) => (file, number)))
        {
            using var photo = Cv2.ImRead(file);
            foreach (var presentation in Enum.GetValues<Presentation>())
            {
                var stage = new Stage((seed * 1_000_003) + (number * 31) + (int)presentation);
                var frames = presentation == Presentation.BonaFideStill ? 1 : Frames;
                float[] seen = [.. Enumerable.Range(0, frames).Select(_ => Judge(stage.Show(photo, presentation))).OfType<float>()];
                if (seen.Length > 0)
                {
                    scores[presentation].Add(seen);
                }
                else
                {
                    unseen[presentation]++;
                }
            }
        }

        Print(pack.Id, options.LivenessThreshold, photos.Count, scores, unseen);

        float? Judge(Mat picture)
        {
            using (picture)
            {
                using var frame = FrameOf(picture);
                var found = new List<Detection>();
                detector.Detect(frame, [FaceDetector.Whole(frame)], FaceDetector.Sure, found);
                var faces = found.Where(face => face.Score >= Certain && face.Box.Width >= options.MinFacePixels).ToList();
                return faces.Count == 0 ? null : check.Judge(frame, faces.MaxBy(face => face.Box.Width * face.Box.Height).Box);
            }
        }
    }

    /// <summary>The planes of a decoded frame: BT.601, limited range.</summary>
    private static Frame FrameOf(Mat picture)
    {
        using var even = new Mat(picture, new Rect(0, 0, picture.Width & ~1, picture.Height & ~1)).Clone();
        using var yuv = even.CvtColor(ColorConversionCodes.BGR2YUV_I420);
        yuv.GetArray(out byte[] planes);
        return new Frame(planes, even.Width, even.Height, arrivedAt: 0, number: 1);
    }

    private static void Print(string pack, double chosen, int people, Dictionary<Presentation, List<float[]>> scores,
        Dictionary<Presentation, int> unseen)
    {
        Console.WriteLine($"liveness of pack {pack}: {people} people; prints and replays are SIMULATIONS (a paper, a screen and a camera "
            + "model), not attacks on a real camera");
        Console.WriteLine($"{"presentation",-22} {"with a face",11} {"none",5}   5 %   25 %  median  75 %   95 % of the scores "
            + $"(mean of {Frames} frames)");
        foreach (var (presentation, all) in scores)
        {
            float[] means = [.. all.Select(s => s.Average()).Order()];
            var shares = string.Join(' ', _shares.Select(share => Text($"{At(means, share):0.000}")));
            Console.WriteLine(Text($"{presentation,-22} {all.Count,11} {unseen[presentation],5}   {shares}"));
        }

        foreach (var (name, of) in _fusions)
        {
            Console.WriteLine();
            Console.WriteLine($"{name} of {Frames} frames, in %: threshold, BPCER of stills and recaptured, APCER a kind "
                + $"({string.Join(", ", _attacks)}), ACER");
            foreach (var threshold in _thresholds.Append((float)chosen).Distinct().Order())
            {
                var mark = Math.Abs(threshold - chosen) < 1e-6 ? "*" : " ";
                var (still, recaptured) = (Bpcer(Presentation.BonaFideStill, of, threshold),
                    Bpcer(Presentation.BonaFideRecaptured, of, threshold));
                var attacks = string.Concat(_attacks.Select(attack => Text($"{Apcer(attack, of, threshold),7:0.0}")));
                var acer = Text($"{Acer(of, threshold),6:0.0}");
                Console.WriteLine(Text($"{threshold,9:0.00}{mark} {still,6:0.0} {recaptured,6:0.0}   {attacks}   {acer}"));
            }
        }

        var used = _fusions[1].Of;
        Console.WriteLine();
        Console.WriteLine("* the default threshold; the gateway fuses by the median, and so does the line below");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            pack,
            people,
            simulated = true,
            threshold = chosen,
            bpcerStill = Bpcer(Presentation.BonaFideStill, used, (float)chosen),
            bpcerRecaptured = Bpcer(Presentation.BonaFideRecaptured, used, (float)chosen),
            apcer = _attacks.ToDictionary(a => $"{a}", a => Apcer(a, used, (float)chosen)),
            acer = Acer(used, (float)chosen),
        }));

        double Bpcer(Presentation kind, Func<float[], float> of, float threshold) => Share(kind, of, score => score < threshold);

        double Apcer(Presentation kind, Func<float[], float> of, float threshold) => Share(kind, of, score => score >= threshold);

        double Acer(Func<float[], float> of, float threshold) =>
            Math.Round((_attacks.Max(attack => Apcer(attack, of, threshold)) + Bpcer(Presentation.BonaFideStill, of, threshold)) / 2, 2);

        double Share(Presentation kind, Func<float[], float> of, Func<float, bool> counts) =>
            scores[kind].Count == 0 ? 0 : Math.Round(100.0 * scores[kind].Count(s => counts(of(s))) / scores[kind].Count, 2);
    }

    private static float At(float[] sorted, double share) =>
        sorted.Length == 0 ? float.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
