using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>Cameras that fail, against a real RTSP server. What was measured stands in the tests' output; only that things come about is
/// asserted.</summary>
[Trait("needs", "process")]
public sealed class ChaosTests(Clips clips) : IClassFixture<Clips>
{
    private const string Login = "admin:ge'heim-1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_that_is_absent_at_the_start_is_found_when_it_comes()
    {
        var port = LoopbackPort.Free();
        var lost = Stopwatch.StartNew();
        await using var watched = new Watched($"rtsp://127.0.0.1:{port}/gate", id: "absent");
        Assert.Equal("connection refused", (await watched.NextAsync<CameraOffline>()).Reason);
        ChaosTable.Say("absent at start", "offline after", lost);

        using var camera = await ChaosCamera.StartAsync(clips.Bare, port: port);
        var back = Stopwatch.StartNew();
        await watched.NextAsync<CameraOnline>();
        ChaosTable.Say("absent at start", "online after", back);
    }

    [Fact]
    public async Task A_camera_that_loses_its_power_comes_back()
    {
        var camera = await ChaosCamera.StartAsync(clips.Bare);
        await using var watched = new Watched(camera.Url, id: "power");
        await watched.NextAsync<CameraOnline>();
        camera.Dispose();
        var lost = Stopwatch.StartNew();
        await watched.NextAsync<CameraOffline>();
        ChaosTable.Say("killed", "offline after", lost);

        using var again = await ChaosCamera.StartAsync(clips.Bare, port: camera.Port);
        var back = Stopwatch.StartNew();
        await watched.NextAsync<CameraOnline>();
        ChaosTable.Say("killed", "online after", back);
        Assert.Equal(1, watched.Source.Reconnects);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wire_that_swallows_everything_is_an_outage_until_it_is_mended(bool fromTheStart)
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        using var wire = new FaultyWire(camera.Port);
        wire.Swallow(fromTheStart);
        var lost = Stopwatch.StartNew();
        await using var watched = new Watched(wire.Url, id: "swallowed");
        if (!fromTheStart)
        {
            await watched.NextAsync<CameraOnline>();
            await watched.FramesAsync(75);
            wire.Swallow(true);
            lost.Restart();
        }

        var kind = fromTheStart ? "black hole at start" : "half-open connection";
        Assert.Matches(fromTheStart ? "^no answer from the camera$" : "^no frame for [0-9]+ s$",
            (await watched.NextAsync<CameraOffline>()).Reason);
        ChaosTable.Say(kind, "offline after", lost);

        var accepted = wire.Accepted;
        await Eventually.IsAsync(() => wire.Accepted >= accepted + 2);
        Assert.Empty(Children.FfmpegOf("swallowed"));
        wire.Swallow(false);
        var back = Stopwatch.StartNew();
        await watched.NextAsync<CameraOnline>();
        ChaosTable.Say(kind, "online after", back);
    }

    [Fact]
    public async Task A_wrong_password_is_named_and_nowhere_shown_and_the_right_one_is_let_in()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare, Login);
        await using (var wrong = new Watched(camera.Url, "admin:fa'lsch-2", id: "wrong"))
        {
            Assert.Equal("user or password not accepted (401 unauthorised)", (await wrong.NextAsync<CameraOffline>()).Reason);
            Assert.All(wrong.Lines, line => Assert.DoesNotContain("lsch", line, StringComparison.Ordinal));
            Assert.NotEmpty(wrong.Lines);
        }

        Environment.SetEnvironmentVariable("ZHUHUI_SECRET_GATE", Login);
        await using var right = new Watched(camera.Url, Login, id: "right");
        await right.NextAsync<CameraOnline>();
        var shown = Children.Shown(Assert.Single(Children.FfmpegOf("right")));
        Assert.Contains("title=camera-right-main", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("heim", shown, StringComparison.Ordinal);
        Assert.All(right.Lines, line => Assert.DoesNotContain("heim", line, StringComparison.Ordinal));
        Environment.SetEnvironmentVariable("ZHUHUI_SECRET_GATE", null);
    }

    [Fact]
    public async Task A_camera_whose_password_is_put_right_is_let_in_without_a_restart()
    {
        var camera = await ChaosCamera.StartAsync(clips.Bare, "admin:old");
        await using var watched = new Watched(camera.Url, Login, id: "mended");
        Assert.Equal("user or password not accepted (401 unauthorised)", (await watched.NextAsync<CameraOffline>()).Reason);
        camera.Dispose();
        using var again = await ChaosCamera.StartAsync(clips.Bare, Login, camera.Port);
        var back = Stopwatch.StartNew();
        await watched.NextAsync<CameraOnline>();
        ChaosTable.Say("wrong password, then right", "online after", back);
    }

    [Fact]
    public async Task Another_codec_and_size_after_an_outage_are_taken_as_they_are()
    {
        var server = await RtspServer.StartAsync(0, $"gate={clips.H265}");
        await using var watched = new Watched(server.UrlOf("gate").ToString(), id: "changed");
        Assert.Equal("hevc", (await watched.NextAsync<CameraOnline>()).Codec);
        server.Dispose();
        await watched.NextAsync<CameraOffline>();
        using var camera = await ChaosCamera.StartAsync(clips.Growing, port: server.Port);
        var back = Stopwatch.StartNew();
        Assert.Equal("h264", (await watched.NextAsync<CameraOnline>()).Codec);
        ChaosTable.Say("other codec after an outage", "online after", back);
    }

    [Fact]
    public async Task A_picture_that_changes_its_size_in_the_middle_is_a_new_picture_and_no_outage()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Growing);
        await using var watched = new Watched(camera.Url, id: "growing");
        var first = await watched.NextAsync<CameraOnline>();
        var second = await watched.NextAsync<CameraOnline>();
        Assert.Equal([(320, 240), (480, 272)], new[] { (first.Width, first.Height), (second.Width, second.Height) }.Order());
        await watched.FramesAsync(5);
        Assert.Equal(0, watched.Source.Reconnects);
    }

    [Fact]
    public async Task Sound_alone_is_no_camera()
    {
        using var server = await RtspServer.StartAsync(0, $"sound={clips.Sound}");
        await using var watched = new Watched(server.UrlOf("sound").ToString(), id: "sound");
        Assert.Equal("no video stream", (await watched.NextAsync<CameraOffline>()).Reason);
    }

    [Fact]
    public async Task A_frozen_picture_is_no_outage()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Still);
        await using var watched = new Watched(camera.Url, id: "frozen");
        await watched.NextAsync<CameraOnline>();
        await watched.FramesAsync(100);
        Assert.True(watched.IsQuiet);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(500)]
    public async Task A_camera_behind_a_bad_wire_is_well_again_when_the_wire_is(int flipEvery)
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        using var wire = new FaultyWire(camera.Port);
        await using var watched = new Watched(wire.Url, id: "broken");
        await watched.NextAsync<CameraOnline>();
        wire.Flip(flipEvery);
        var bad = Stopwatch.StartNew();
        while (bad.Elapsed < TimeSpan.FromSeconds(5))
        {
            await Task.WhenAny(watched.FramesAsync(1), Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancelled));
        }

        var outages = watched.Source.Reconnects;
        wire.Flip(0);
        wire.Cut();
        var back = Stopwatch.StartNew();
        await Eventually.IsAsync(() => watched.Source.Reconnects > outages && watched.Source.Facts is not null);
        ChaosTable.Say($"one byte in {flipEvery} flipped", $"{outages} outage(s) meanwhile, online after", back);
        await watched.FramesAsync(5);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_is_not_noticed()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        var clock = new JumpingClock();
        await using var watched = new Watched(camera.Url, id: "clock", time: clock);
        await watched.NextAsync<CameraOnline>();
        for (var i = 0; i < 20; i++)
        {
            clock.Jump(i % 2 == 0 ? TimeSpan.FromDays(400) : TimeSpan.FromDays(-900));
            await watched.FramesAsync(2);
        }

        Assert.True(watched.IsQuiet);
    }

    [Fact]
    public async Task Udp_is_taken_where_it_is_asked_for()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        using var wire = new FaultyWire(camera.Port);
        await using var watched = new Watched(camera.Url, id: "udp", transport: StreamTransport.Udp);
        await watched.NextAsync<CameraOnline>();
        await watched.FramesAsync(10);
        var id = Assert.Single(Children.FfmpegOf("udp"));
        Assert.True(DatagramSocketsOf(id) >= 1, "ffmpeg listens for datagrams");
    }

    private static int DatagramSocketsOf(int id)
    {
        var inodes = File.ReadLines("/proc/net/udp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9])
            .ToHashSet();
        return Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Select(path => new FileInfo(path).LinkTarget ?? "")
            .Count(target => target.StartsWith("socket:[", StringComparison.Ordinal) && inodes.Contains(target[8..^1]));
    }

    /// <summary>The machine's clock, except that its wall time is somewhere else.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private TimeSpan _off;

        public void Jump(TimeSpan by) => _off += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _off;
    }
}
