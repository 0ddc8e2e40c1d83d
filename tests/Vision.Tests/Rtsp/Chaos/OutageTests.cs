using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Cameras;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Rtsp;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>What becomes of masks, of open incidents and of old frames when a camera goes and comes back, against a real RTSP
/// server.</summary>
[Trait("needs", "process")]
public sealed class OutageTests(Clips clips) : IClassFixture<Clips>
{
    private const byte Grey = 112;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Masks_are_over_every_picture_after_an_outage_and_after_a_change_of_size()
    {
        var camera = await ChaosCamera.StartAsync(clips.Growing);
        await using var room = new Room(new CameraOptions
        {
            Id = "masked",
            Url = camera.Url,
            Tamper = false,
            NoFrameSeconds = 2,
            Masks = [new MaskOptions { Points = [0, 0, 0.5, 0, 0.5, 1, 0, 1] }]
        });
        await room.NextAsync<CameraOnline>();
        Assert.Equal([320, 480], await MaskedWidthsAsync(room));
        camera.Dispose();
        await room.NextAsync<CameraOffline>();
        using var again = await ChaosCamera.StartAsync(clips.Growing, port: camera.Port);
        await room.NextAsync<CameraOnline>();
        Assert.Equal([320, 480], await MaskedWidthsAsync(room));
    }

    [Fact]
    public async Task What_goes_on_in_a_zone_ends_when_the_camera_goes_and_begins_anew_when_it_is_back()
    {
        var file = $"yard={Material.PerimeterClip}";
        var server = await RtspServer.StartAsync(0, file);
        await using var room = new Room(new CameraOptions
        {
            Id = "zone",
            Url = server.UrlOf("yard").ToString(),
            Tamper = false,
            NoFrameSeconds = 2,
            Zones = [new ZoneOptions { Id = "all", Points = [0, 0, 1, 0, 1, 1, 0, 1], Intrusion = true }],
        });
        var began = await room.NextAsync<IncidentBegan>();
        server.Dispose();
        var ended = await room.NextAsync<IncidentEnded>();
        Assert.Equal(began.Incident, ended.Incident);
        using var again = await RtspServer.StartAsync(server.Port, file);
        var anew = await room.NextAsync<IncidentBegan>();
        Assert.Equal(("all", began.Incident + 1), (anew.Zone, anew.Incident));
    }

    /// <summary>Takes over half a minute: no shorter standstill is a frozen picture.</summary>
    [Fact]
    public async Task A_frozen_picture_s_alarm_ends_when_the_camera_goes_and_comes_anew_only_after_as_long_again()
    {
        var camera = await ChaosCamera.StartAsync(clips.Still);
        await using var room = new Room(new CameraOptions
        {
            Id = "frozen",
            Url = camera.Url,
            NoFrameSeconds = 2,
            AnalysedFramesPerSecond = 2
        });
        Assert.Equal(Tampering.Frozen, (await room.NextAsync<CameraTampered>()).Kind);
        camera.Dispose();
        Assert.Equal(Tampering.Frozen, (await room.NextAsync<CameraTamperEnded>()).Kind);
        using var again = await ChaosCamera.StartAsync(clips.Still, port: camera.Port);
        await room.NextAsync<CameraOnline>();
        await room.FramesAsync(6);
        Assert.True(room.IsQuiet, "the camera was frozen again at once");
    }

    [Fact]
    public async Task Frames_that_were_held_up_on_the_way_are_as_old_as_they_are()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        using var wire = new FaultyWire(camera.Port);
        await using var watched = new Watched(wire.Url, id: "held");
        await watched.NextAsync<CameraOnline>();
        await watched.FramesAsync(25);
        wire.Hold(true);
        await Task.Delay(TimeSpan.FromSeconds(1.6), TimeProvider.System, TestContext.Current.CancellationToken);
        wire.Hold(false);
        var oldest = TimeSpan.Zero;
        for (var i = 0; i < 10; i++)
        {
            using var frame = await watched.Source.Frames.TakeAsync(TestContext.Current.CancellationToken);
            oldest = TimeProvider.System.GetElapsedTime(frame.ArrivedAt) is var age && age > oldest ? age : oldest;
        }

        Assert.True(oldest > TimeSpan.FromSeconds(1), $"the oldest frame after the wire was held up passed for "
            + $"{oldest.TotalSeconds:0.00} s old");
    }

    /// <summary>It answers late, and then says nothing to ffmpeg: no alarm before the first try is over, and one when it is.</summary>
    [Fact]
    public async Task A_camera_that_says_nothing_is_told_once_the_first_try_is_over()
    {
        var time = new FakeTimeProvider();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var watched = new Watched($"rtsp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/gate", id: "slow", time: time);
        using var knock = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(2.9));
        await knock.SendAsync("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var ffmpeg = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.True(watched.IsQuiet);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("no answer from the camera", (await watched.NextAsync<CameraOffline>()).Reason);
    }

    [Fact]
    public async Task Pictures_are_made_only_for_whoever_watches()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        var options = new CameraOptions { Id = "watched", Url = camera.Url, AnalysedFramesPerSecond = 25 };
        var source = new RtspSource(StreamSettings.From(options, StreamRole.Main), null, Hardware.None, _ => { }, TimeProvider.System,
            NullLogger.Instance);
        using var stream = new CameraStream(StreamRole.Main, source, options, [], TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = stream.RunAsync(stop.Token);
        await Eventually.IsAsync(() => stream.Health.Analysed >= 10);
        Assert.Equal(0, stream.Encoded);
        Assert.Equal([0xff, 0xd8], (await stream.NextJpegAsync().WaitAsync(_longest, TestContext.Current.CancellationToken))[..2]);
        var analysed = stream.Health.Analysed;
        await Eventually.IsAsync(() => stream.Health.Analysed >= analysed + 10);
        Assert.Equal(1, stream.Encoded);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <returns>The widths of the pictures that came until all were seen, each with its left half under the mask.</returns>
    private static async Task<IEnumerable<int>> MaskedWidthsAsync(Room room)
    {
        var widths = new SortedSet<int>();
        while (widths.Count < 2)
        {
            if (await room.FrameAsync() is not { } frame)
            {
                continue;
            }

            widths.Add(frame.Width);
            for (var row = 0; row < frame.Height; row++)
            {
                var line = frame.Y.Slice(row * frame.Width, frame.Width).ToArray();
                Assert.All(line[..(frame.Width / 2)], luma => Assert.Equal(Grey, luma));
                Assert.Contains(line[(frame.Width / 2)..], luma => luma != Grey);
            }
        }

        return widths;
    }

    /// <summary>All of vision with one camera, running.</summary>
    private sealed class Room : IAsyncDisposable
    {
        private readonly Channel<Sighting> _sightings = Channel.CreateBounded<Sighting>(1000);
        private readonly CancellationTokenSource _stop = new();
        private readonly CancellationTokenSource _patience = new(_longest);
        private readonly CameraSet _cameras;
        private readonly string _camera;
        private readonly Task _running;

        public Room(CameraOptions camera)
        {
            _camera = camera.Id;
            _cameras = new CameraSet(new VisionOptions { ModelFolder = Material.Models, OpenCv = false }, [camera], _ => null,
                _ => new GalleryScope(null, Liveness: false), new FaceGallery(),
                sighting => _sightings.Writer.TryWrite(sighting), TimeProvider.System, NullLoggerFactory.Instance);
            _running = _cameras.RunAsync(_stop.Token);
        }

        public bool IsQuiet => !_sightings.Reader.TryPeek(out _);

        /// <summary>The next sighting of this kind; others before it are passed over.</summary>
        public async Task<T> NextAsync<T>()
            where T : Sighting
        {
            while (true)
            {
                if (await _sightings.Reader.ReadAsync(_patience.Token) is T found)
                {
                    return found;
                }
            }
        }

        public Task<Frame?> FrameAsync() => _cameras.FrameAsync(_camera, _patience.Token);

        public async Task FramesAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await FrameAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(_longest));
            _cameras.Dispose();
            _stop.Dispose();
            _patience.Dispose();
        }
    }
}
