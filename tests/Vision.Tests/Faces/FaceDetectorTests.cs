using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

public sealed class FaceDetectorTests(Pictures pictures) : IClassFixture<Pictures>
{
    [Fact]
    [Trait("needs", "material")]
    public void A_box_inside_a_surer_face_is_a_part_of_it_and_one_beside_it_is_another_face()
    {
        List<Detection> found = [new(new Box(0, 0, 100, 120), 0.99f), new(new Box(110, 0, 200, 110), 0.9f),
            new(new Box(10, 30, 90, 70), 0.8f)];
        FaceDetector.DropParts(found);
        Assert.Equal([0.99f, 0.9f], found.Select(face => face.Score));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_face_is_found_whole_at_the_same_place_in_the_frame_and_in_a_part_of_it()
    {
        using var models = new FaceModels(ModelPack.Open(Material.Models), 1);
        using var detector = new FaceDetector(models);
        using var photo = await Photo.ReadAsync(File.ReadAllBytes(pictures.Changed("scale=1024:-2")),
            TestContext.Current.CancellationToken);
        Assert.NotNull(photo);
        var (whole, part, cut) = (new List<Detection>(), new List<Detection>(), new List<Detection>());
        detector.Detect(photo, [FaceDetector.Whole(photo)], FaceDetector.Sure, whole);
        detector.Detect(photo, [new Box(200, 0, 800, 500)], FaceDetector.Sure, part);
        detector.Detect(photo, [new Box(450, 0, 1024, 500)], FaceDetector.Sure, cut);
        Assert.InRange(Assert.Single(whole).Box.Overlap(Assert.Single(part).Box), 0.7f, 1);
        Assert.DoesNotContain(cut, face => face.Box.Left <= 450);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task The_five_points_are_where_a_face_has_them_and_a_shift_of_two_pixels_hardly_changes_the_template()
    {
        using var models = new FaceModels(ModelPack.Open(Material.Models), 1);
        using var photo = await Photo.ReadAsync(File.ReadAllBytes(pictures.Resident), TestContext.Current.CancellationToken);
        using var embedder = new FaceEmbedder(models);
        using var landmarks = new FaceLandmarks(models);
        using var detector = new FaceDetector(models);
        var found = new List<Detection>();
        detector.Detect(photo!, [FaceDetector.Whole(photo!)], FaceDetector.Sure, found);
        var points = landmarks.Locate(photo!, found[0].Box);
        Assert.InRange(points.LeftEye.X, found[0].Box.Left, points.RightEye.X);
        Assert.InRange(points.RightEye.X, points.LeftEye.X, found[0].Box.Right);
        Assert.InRange(points.Nose.Y, points.LeftEye.Y, points.LeftMouth.Y);
        var map = FaceAligner.Align(points);
        var first = embedder.Embed(photo!, map);
        var again = embedder.Embed(photo!, map with { C = map.C + 2, F = map.F - 2 });
        Assert.InRange(first.Zip(again, (left, right) => left * right).Sum(), 0.9f, 1.001f);
    }
}
