using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Codes;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Tamper;

namespace Zhuhui.Edge.Vision.Tests.Frames;

[Trait("needs", "material")]
public sealed class FrameAnalyserTests
{
    [Fact]
    public void A_picture_of_any_size_is_borne_by_every_analyser()
    {
        var pack = ModelPack.Open(Material.Models);
        using var faces = new FaceModels(pack, threads: 1);
        using var people = new PersonModel(pack, threads: 1);
        var camera = new CameraOptions
        {
            Id = "odd",
            Lines = [new LineOptions { Id = "line", From = [0, 0], To = [1, 1] }],
            Zones = [new ZoneOptions { Id = "all", Points = [0, 0, 1, 0, 1, 1], Intrusion = true, LoiterSeconds = 1, CrowdPeople = 1,
                CrowdSeconds = 1, ObjectLeftSeconds = 1 }],
        };
        var analysed = 0;
        foreach (var analyser in (FrameAnalyser[])
        [
            new FaceAnalyser("odd", new GalleryScope(0, Liveness: true), faces, new VisionOptions(), new FaceGallery(),
                TimeProvider.System, _ => { }),
            new PeopleAnalyser(camera, people, new PlainMotionGate(TimeProvider.System), _ => { }, TimeProvider.System),
            new PeopleAnalyser(camera, people, new Mog2MotionGate(TimeProvider.System), _ => { }, TimeProvider.System),
            new QrAnalyser("odd", _ => { }, TimeProvider.System),
            new PictureWatch(TimeProvider.System),
            new TamperWatch("odd", _ => { }, TimeProvider.System),
        ])
        {
            foreach (var (width, height) in new[] { (1, 1), (2, 2), (5, 3), (16, 16), (2000, 2), (1, 999), (333, 1201) })
            {
                for (var i = 0; i < 3; i++)
                {
                    using var frame = Noise(width, height, analysed * TimeProvider.System.TimestampFrequency, ++analysed);
                    analyser.Analyse(frame);
                }
            }

            analyser.Dispose();
        }

        Assert.Equal(6 * 7 * 3, analysed);
    }

    private static Frame Noise(int width, int height, long at, int seed)
    {
        var bytes = new byte[Frame.SizeOf(width, height)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((i * 7919 * seed) >> 3);
        }

        return new Frame(bytes, width, height, at, seed);
    }
}
