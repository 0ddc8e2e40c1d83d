using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Cameras;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tests.Faces;

namespace Zhuhui.Edge.Vision.Tests.Cameras;

/// <summary>The whole room, from a camera's stream to a name.</summary>
[Trait("needs", "process")]
public sealed class CameraSetTests(Pictures pictures) : IClassFixture<Pictures>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resident_before_a_camera_is_recognised_while_another_camera_is_dead(bool openCv)
    {
        var clip = pictures.Make("mp4", "-loop", "1", "-framerate", "15", "-i", pictures.Resident,
            "-filter_complex", "scale=480:480,pad=800:480:160:0,crop=640:480:x='80+20*sin(t)':y=0", "-t", "6", "-frames:v", "90",
            "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", "15", "-pix_fmt", "yuv420p");
        using var server = await RtspServer.StartAsync(0, $"gate={clip}");
        var options = new VisionOptions { ModelFolder = Material.Models, LivenessThreshold = 0, OpenCv = openCv };
        var gallery = new FaceGallery();
        using (var enroller = new FaceEnroller(ModelPack.Open(Material.Models), options))
        {
            var accepted = Assert.IsType<Enrolment.Accepted>(await enroller.FromPictureAsync(File.ReadAllBytes(pictures.Resident),
                keepPicture: false, TestContext.Current.CancellationToken));
            gallery.Put("resident", [accepted.Template]);
        }

        var sightings = Channel.CreateBounded<Sighting>(100);
        CameraOptions[] site =
        [
            new() { Id = "gate", Url = server.UrlOf("gate").ToString(), Faces = true },
            new() { Id = "yard", Url = $"rtsp://127.0.0.1:{LoopbackPort.Free()}/yard", Credential = "yard", Faces = true },
        ];
        using var cameras = new CameraSet(options, site, name => $"{name}:geheim", _ => new GalleryScope(0, Liveness: true), gallery,
            sighting => sightings.Writer.TryWrite(sighting),
            TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = cameras.RunAsync(stop.Token);

        using var patience = new CancellationTokenSource(Eventually.Patience);
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

        while (!(await cameras.LiveAsync("gate", patience.Token))!.Marks.Any(mark => mark is
            {
                Kind: LiveMarkKind.Face, Known: "resident",
                Box.Width: > 0 and < 1
            }))
        {
            // Whoever watches sees the name within a picture or two of the match.
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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task A_camera_with_two_streams_shows_its_small_one_and_says_which_of_them_is_lost()
    {
        var (large, small) = (Clip("960x544"), Clip("320x180"));
        using var main = await RtspServer.StartAsync(0, $"main={large}");
        var sub = await RtspServer.StartAsync(0, $"sub={small}");
        var sightings = Channel.CreateBounded<Sighting>(100);
        CameraOptions[] site = [new() { Id = "yard", Url = main.UrlOf("main").ToString(), SubUrl = sub.UrlOf("sub").ToString(),
            QrCodes = true }];
        using var cameras = new CameraSet(new VisionOptions { OpenCv = false }, site, _ => null,
            _ => new GalleryScope(0, Liveness: false), new FaceGallery(),
            sighting => sightings.Writer.TryWrite(sighting), TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = cameras.RunAsync(stop.Token);
        using var patience = new CancellationTokenSource(Eventually.Patience);

        var online = Assert.IsType<CameraOnline>(await sightings.Reader.ReadAsync(patience.Token));
        Assert.Equal((960, 544), (online.Width, online.Height));
        var live = await cameras.LiveAsync("yard", patience.Token);
        Assert.Equal([0xff, 0xd8], live!.Jpeg.Take(2).Select(value => (int)value));
        Assert.Equal([0, 180, 320 >> 8, 320 & 0xff], SizeIn(live.Jpeg));
        Assert.Equal([StreamRole.Main, StreamRole.Sub], cameras.Health[0].Streams.Select(stream => stream.Role));

        sub.Dispose();
        var lost = Assert.IsType<CameraOffline>(await sightings.Reader.ReadAsync(patience.Token));
        Assert.Equal("sub stream: the stream ended", lost.Reason);
        var health = cameras.Health[0];
        Assert.Equal((false, true, false), (health.Online, health.Streams[0].Online, health.Streams[1].Online));
        Assert.Null(await cameras.LiveAsync("yard", patience.Token));

        using var again = await RtspServer.StartAsync(sub.Port, $"sub={small}");
        Assert.IsType<CameraOnline>(await sightings.Reader.ReadAsync(patience.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        string Clip(string size) => pictures.Make("mp4", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=15", "-t", "4", "-c:v", "libx264",
            "-preset", "ultrafast", "-bf", "0", "-g", "15", "-pix_fmt", "yuv420p");
    }

    /// <returns>Height and width, two bytes each, from the frame header.</returns>
    private static IEnumerable<int> SizeIn(byte[] jpeg)
    {
        var header = jpeg.AsSpan().IndexOf<byte>([0xff, 0xc0]);
        return jpeg[(header + 5)..(header + 9)].Select(value => (int)value);
    }
}
