using Xunit;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class FaceStatusTests
{
    [Fact]
    public void Each_door_with_a_camera_shows_its_threshold_and_twins_are_listed()
    {
        var random = new Random(3);
        var gallery = new FaceGallery(new VisionOptions { FalsePositiveRate = 0.01 });
        DoorOptions[] doors = [new() { Id = "gate", Cameras = ["gate"] }, new() { Id = "cellar" }, new() { Id = "unit-3",
            Cameras = ["unit-3"] }];
        Assert.Null(FaceStatus.From(gallery, doors));

        var twin = Face(random);
        float[] other = [.. twin.Select((value, i) => i == 0 ? value + 1 : value)];
        gallery.Put([.. Enumerable.Range(0, 500).Select(i => new FacesOf($"p{i}", [Face(random)], i < 20 ? 0b101UL : 0b001UL)),
            new FacesOf("twin-a", [twin]), new FacesOf("twin-b", [other])]);
        gallery.Calibrate();

        var status = FaceStatus.From(gallery, doors)!;
        Assert.Equal((502, 502, 0.01), (status.People, status.Templates, status.WantedRate));
        Assert.Equal(["gate", "unit-3"], status.Doors.Select(d => d.Door).Order());
        Assert.Equal([("gate", 502), ("unit-3", 22)], status.Doors.Select(d => (d.Door, d.People)).Order());
        Assert.All(status.Doors, door => Assert.InRange(door.Threshold, 0.1, 0.9));
        var pair = status.LookAlikes[0];
        Assert.Equal(("twin-a", "twin-b"), (pair.Person, pair.Other));
    }

    private static float[] Face(Random random) => [.. Enumerable.Range(0, FaceGallery.Size)
        .Select(_ => (float)(random.NextDouble() - random.NextDouble()))];
}
