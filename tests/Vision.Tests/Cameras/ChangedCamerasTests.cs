using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Cameras;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tests.Faces;

namespace Zhuhui.Edge.Vision.Tests.Cameras;

/// <summary>Cameras begun, ended and changed while others run.</summary>
[Trait("needs", "process")]
public sealed class ChangedCamerasTests(Pictures pictures) : IClassFixture<Pictures>
{
    [Fact]
    public async Task Only_what_has_changed_is_stopped_and_started()
    {
        var clip = pictures.Make("mp4", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=15", "-t", "4", "-c:v", "libx264", "-preset",
            "ultrafast", "-bf", "0", "-g", "15", "-pix_fmt", "yuv420p");
        using var server = await RtspServer.StartAsync(0, $"gate={clip}", $"yard={clip}", $"attic={clip}");
        var sightings = Channel.CreateUnbounded<Sighting>();
        CameraOptions gate = Camera("gate"), yard = Camera("yard"), attic = Camera("attic");
        using var cameras = new CameraSet(new VisionOptions { OpenCv = false }, [gate, yard], _ => null,
            _ => new GalleryScope(0, Liveness: false), new FaceGallery(), sighting => sightings.Writer.TryWrite(sighting),
            TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = cameras.RunAsync(stop.Token);
        Assert.Equal(["gate", "yard"], await OnlineAsync(2));

        string[] meanwhile = [];
        var decoded = cameras.Health[1].Decoded;
        await cameras.ChangeAsync([gate with { Masks = [new MaskOptions { Points = [0, 0, 1, 0, 1, 1] }] }, yard, attic],
            new HashSet<string> { "gate", "attic" }, () => meanwhile = [.. cameras.Health.Select(one => one.Id)], Eventually.Token);
        Assert.Equal(["yard"], meanwhile);
        Assert.Equal(["gate", "yard", "attic"], cameras.Health.Select(one => one.Id));
        Assert.Equal(["attic", "gate"], await OnlineAsync(2));
        await Eventually.IsAsync(() => cameras.Health[1].Decoded > decoded + 15, "the yard's camera does not run on");
        Assert.Equal((true, 0L), (cameras.Health[1].Online, cameras.Health[1].Reconnects));

        await cameras.ChangeAsync([yard], new HashSet<string>(), static () => { }, Eventually.Token);
        Assert.Equal(["yard"], cameras.Health.Select(one => one.Id));
        Assert.Null(await cameras.StillAsync("gate", Eventually.Token));
        Assert.NotNull(await cameras.LiveAsync("yard", Eventually.Token));
        Assert.False(sightings.Reader.TryPeek(out _));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Eventually.Patience));

        CameraOptions Camera(string id) => new() { Id = id, Url = server.UrlOf(id).ToString(), QrCodes = true, Tamper = false };

        async Task<string[]> OnlineAsync(int count)
        {
            List<string> online = [];
            while (online.Count < count)
            {
                online.Add(Assert.IsType<CameraOnline>(await sightings.Reader.ReadAsync(Eventually.Token)).Camera);
            }

            return [.. online.Order(StringComparer.Ordinal)];
        }
    }
}
