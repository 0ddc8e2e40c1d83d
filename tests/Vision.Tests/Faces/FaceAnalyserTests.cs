using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tests.Motion;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

public sealed class FaceAnalyserTests(Pictures pictures) : IClassFixture<Pictures>, IDisposable
{
    private const int FramesPerSecond = 8;

    private readonly FakeTimeProvider _time = new();
    private readonly FaceModels _models = new(ModelPack.Open(Material.Models), threads: 1);
    private readonly FaceGallery _gallery = new();
    private readonly List<Sighting> _sightings = [];

    public void Dispose() => _models.Dispose();

    [Fact]
    [Trait("needs", "material")]
    public void Before_an_empty_scene_faces_are_looked_for_once_a_second()
    {
        const int seconds = 20;
        using var analyser = Analyser();
        var scene = new Scene(640, 480);
        for (var i = 0; i < seconds * FramesPerSecond; i++)
        {
            See(analyser, scene.Next(_time.GetTimestamp()));
        }

        // The first two seconds are the gate's learning.
        Assert.InRange(analyser.Looks, seconds - 2, seconds + (2 * FramesPerSecond));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_resident_who_stands_still_from_the_first_frame_on_is_recognised()
    {
        await EnrolAsync();
        using var analyser = Analyser();
        using var photo = await PhotoAsync();
        for (var i = 0; i < 3 * FramesPerSecond; i++)
        {
            See(analyser, Between(photo, 1));
        }

        Assert.Equal("resident", Assert.Single(_sightings.OfType<FaceMatched>()).Person);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_resident_who_appears_so_slowly_that_nothing_ever_moves_is_recognised()
    {
        await EnrolAsync();
        using var analyser = Analyser();
        using var photo = await PhotoAsync();
        const int frames = 300 * FramesPerSecond;
        var (before, seenAt) = (0, 0);
        for (var i = 0; i < frames && _sightings.Count == 0; i++)
        {
            (before, seenAt) = analyser.Present.Count == 0 ? (analyser.Looks, i) : (before, seenAt);
            See(analyser, Between(photo, (float)i / frames));
        }

        Assert.Equal("resident", Assert.Single(_sightings.OfType<FaceMatched>()).Person);
        Assert.InRange(before, 1, seenAt / FramesPerSecond * 5 / 4 + (2 * FramesPerSecond));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task While_a_face_is_there_every_frame_is_looked_at()
    {
        using var analyser = Analyser();
        using var photo = await PhotoAsync();
        for (var i = 0; i < 6 * FramesPerSecond; i++)
        {
            See(analyser, Between(photo, 1));
        }

        Assert.Equal(6 * FramesPerSecond, analyser.Looks);
        Assert.Single(analyser.Present);
    }

    private static Frame Still(Frame photo, float share, long at)
    {
        var planes = photo.Memory.ToArray();
        for (var i = 0; i < photo.Width * photo.Height; i++)
        {
            planes[i] = (byte)(110 + ((planes[i] - 110) * share));
        }

        return new Frame(planes, photo.Width, photo.Height, at, 1);
    }

    private Frame Between(Frame photo, float share) => Still(photo, share, _time.GetTimestamp());

    private void See(FaceAnalyser analyser, Frame frame)
    {
        analyser.Analyse(frame);
        frame.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1.0 / FramesPerSecond));
    }

    private FaceAnalyser Analyser() => new("gate", new GalleryScope(0, Liveness: false), _models, new VisionOptions(), _gallery, _time,
        _sightings.Add);

    private async Task<Frame> PhotoAsync() =>
        await Photo.ReadAsync(File.ReadAllBytes(pictures.Changed("scale=480:480,pad=640:480:80:0")), TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("no picture");

    private async Task EnrolAsync()
    {
        using var landmarks = new FaceLandmarks(_models);
        using var embedder = new FaceEmbedder(_models);
        using var detector = new FaceDetector(_models);
        using var photo = await Photo.ReadAsync(File.ReadAllBytes(pictures.Resident), TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException("no picture");
        List<Detection> found = [];
        detector.Detect(photo, [FaceDetector.Whole(photo)], FaceDetector.Sure, found);
        _gallery.Put("resident", [new FaceDescriber(landmarks, embedder).Describe(photo, found[0].Box, landmarks.Locate(photo,
            found[0].Box))]);
    }
}
