using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.People;

public sealed class PersonDetectorTests : IDisposable
{
    private readonly PersonModel _model = new(ModelPack.Open(Material.Models), threads: 1);
    private readonly PersonDetector _detector;

    public PersonDetectorTests() => _detector = new PersonDetector(_model);

    public void Dispose()
    {
        _detector.Dispose();
        _model.Dispose();
    }

    /// <summary>A larger detector finds 81 people on these fourteen frames.</summary>
    [Fact]
    [Trait("needs", "process")]
    public void On_every_sixtieth_frame_of_the_perimeter_clip_it_finds_about_eighty_people()
    {
        var found = new List<Detection>();
        var people = 0;
        foreach (var frame in Clip.Read(Material.StreetClip, 768, 576, @"select=not(mod(n\,60))", _ => 0))
        {
            _detector.Detect(frame, 0.4f, found);
            people += found.Count;
            Assert.All(found, person => Assert.True(person.Box is
            {
                Left: >= 0, Top: >= 0, Right: <= 768, Bottom: <= 576, Width: > 8,
                Height: > 15
            }));
            Assert.Equal(found.OrderByDescending(person => person.Score), found);
        }

        Assert.InRange(people, 72, 90);
    }

    [Fact]
    [Trait("needs", "material")]
    public void A_grey_picture_holds_nobody()
    {
        var buffer = new byte[Frame.SizeOf(640, 360)];
        buffer.AsSpan().Fill(128);
        using var frame = new Frame(buffer, 640, 360, 0, 1);
        List<Detection> found = [new(new Box(0, 0, 1, 1), 1)];

        _detector.Detect(frame, 0.4f, found);

        Assert.Empty(found);
    }
}
