using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Tests.Faces;
using Zhuhui.Edge.Vision.Tests.Models;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

/// <summary>The whole room, from a camera's stream to a name.</summary>
public sealed class CamerasTests(Pictures pictures) : IClassFixture<Pictures>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resident_before_a_camera_is_recognised_while_another_camera_is_dead(bool openCv)
    {
        var clip = pictures.Make("mp4", "-loop", "1", "-framerate", "15", "-i", pictures.Resident,
            "-filter_complex", "scale=480:480,pad=800:480:160:0,crop=640:480:x='80+20*sin(t)':y=0", "-t", "6", "-frames:v", "90",
            "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", "15", "-pix_fmt", "yuv420p");
        using var server = await RtspServer.StartAsync(0, $"gate={clip}");
        var options = new VisionOptions { ModelFolder = ModelFolder.Folder, LivenessThreshold = 0, OpenCv = openCv };
        var gallery = new FaceGallery();
        using (var enroller = new FaceEnroller(ModelFolder.Open(), options))
        {
            var accepted = Assert.IsType<Enrolment.Accepted>(await enroller.FromPhotoAsync(pictures.Resident, TestContext.Current.CancellationToken));
            gallery.Put("resident", [accepted.Template]);
        }

        var sightings = Channel.CreateBounded<Sighting>(100);
        CameraOptions[] site =
        [
            new() { Id = "gate", Url = server.UrlOf("gate").ToString(), Faces = true },
            new() { Id = "yard", Url = $"rtsp://127.0.0.1:{RtspServer.FreePort()}/yard", Credential = "yard", Faces = true },
        ];
        using var cameras = new Vision.Cameras(options, site, name => $"{name}:geheim", _ => new FaceWatch(0, Liveness: true), gallery, sighting => sightings.Writer.TryWrite(sighting),
            TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = cameras.RunAsync(stop.Token);

        using var patience = new CancellationTokenSource(Patience);
        var seen = new List<Sighting>();
        while (!seen.OfType<FaceMatched>().Any() || !seen.OfType<CameraOffline>().Any())
        {
            seen.Add(await sightings.Reader.ReadAsync(patience.Token));
        }

        var match = seen.OfType<FaceMatched>().First();
        Assert.Equal(("gate", "resident", null), (match.Camera, match.Person, match.Liveness));
        Assert.DoesNotContain(seen, sighting => sighting is FaceUnmatched or CameraOffline { Camera: "gate" });
        var dead = Assert.Single(seen.OfType<CameraOffline>());
        Assert.Equal(("yard", "connection refused"), (dead.Camera, dead.Reason));

        while (cameras.Health[0].FacesNow != 1)
        {
            // The detector may miss the face in the newest frame; it is found in nearly all.
            Assert.NotNull(await cameras.StillAsync("gate", patience.Token));
        }

        var (gate, yard) = (cameras.Health[0], cameras.Health[1]);
        Assert.Equal((true, 640, 480, "h264"), (gate.Online, gate.Width, gate.Height, gate.Codec));
        Assert.InRange(gate.Analysed, 2, gate.Decoded);
        Assert.Equal((openCv, openCv), (gate.Light is > 16 and < 235, gate.Sharpness > 0));
        Assert.Equal((null, null), (yard.Light, yard.Sharpness));
        Assert.Equal((false, 0L), (yard.Online, yard.Decoded));
        Assert.Null(yard.LastFrameAgeMs);

        var viewers = Enumerable.Range(0, 8).Select(_ => cameras.StillAsync("gate", patience.Token)).ToList();
        foreach (var still in await Task.WhenAll(viewers))
        {
            Assert.NotNull(still);
            Assert.Equal([0xff, 0xd8, 0xff], still.Take(3).Select(value => (int)value));
        }

        Assert.Null(await cameras.StillAsync("yard", patience.Token));
        Assert.Null(await cameras.StillAsync("attic", patience.Token));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
    }
}
