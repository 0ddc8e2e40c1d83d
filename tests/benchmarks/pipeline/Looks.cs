using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.People;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>One camera's analysis, as the product puts it together.</summary>
internal sealed record Look(FrameAnalyser Analyser, Func<int> Seen) : IDisposable
{
    public void At(Frame frame) => Analyser.Analyse(frame);

    public void Dispose() => Analyser.Dispose();
}

/// <summary>Makes a gate camera's look at faces, against 2,100 people, and a perimeter camera's at persons.</summary>
internal sealed class Looks(ModelPack pack) : IDisposable
{
    private readonly VisionOptions _options = new();
    private readonly FaceModels _faces = new(pack, 1);
    private readonly PersonModel _people = new(pack, 1);
    private readonly FaceGallery _gallery = Strangers();

    public Look AtFaces(FilmClock clock)
    {
        var seen = 0;
        return new Look(new FaceAnalyser("gate", new GalleryScope(0, Liveness: true), _faces, _options, _gallery, clock,
            _ => seen++), () => seen);
    }

    public Look AtPeople(FilmClock clock)
    {
        var seen = 0;
        var camera = new CameraOptions { Id = "fence", Lines = [new LineOptions { Id = "line", From = [0, 0.6], To = [1, 0.6] }] };
        return new Look(new PeopleAnalyser(camera, _people, new PlainMotionGate(clock), _ => seen++, clock),
            () => seen);
    }

    public void Dispose()
    {
        _faces.Dispose();
        _people.Dispose();
    }

    /// <summary>2,100 people of five templates each who are nobody: directions by chance.</summary>
    public static FaceGallery Strangers()
    {
        var (gallery, random) = (new FaceGallery(), new Random(1));
        for (var person = 0; person < 2100; person++)
        {
            gallery.Put($"p-{person}", [.. Enumerable.Range(0, 5).Select(_ => (ReadOnlyMemory<float>)Direction(random))]);
        }

        return gallery;
    }

    private static float[] Direction(Random random)
    {
        var template = new float[FaceGallery.Size];
        for (var i = 0; i < template.Length; i++)
        {
            template[i] = (float)(random.NextDouble() - random.NextDouble());
        }

        return template;
    }
}
