using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

[Trait("needs", "process")]
public sealed class RtspSourceTests(Clips clips) : IClassFixture<Clips>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_that_appears_later_is_reported_absent_once_and_then_online()
    {
        var port = LoopbackPort.Free();
        await using var watched = new Watched($"rtsp://127.0.0.1:{port}/gate");
        var offline = await watched.NextAsync<CameraOffline>();
        Assert.Equal("connection refused", offline.Reason);

        using var server = await RtspServer.StartAsync(port, $"gate={clips.H264}");
        var online = await watched.NextAsync<CameraOnline>();
        Assert.Equal((320, 240, "h264"), (online.Width, online.Height, online.Codec));
        Assert.Equal(0, watched.Source.Reconnects);
    }

    [Fact]
    public async Task A_pictures_range_is_the_cameras_own_and_is_told()
    {
        using var server = await RtspServer.StartAsync(0, $"usual={clips.H264}", $"full={clips.FullRange}");
        foreach (var (name, range) in new[] { ("usual", YuvRange.Limited), ("full", YuvRange.Full) })
        {
            await using var watched = new Watched(server.UrlOf(name).ToString(), id: name);
            await watched.NextAsync<CameraOnline>();
            using var frame = await watched.Source.Frames.TakeAsync(Cancelled);
            Assert.Same(range, frame.Range);
            Assert.Equal(range == YuvRange.Full, frame.Y.ToArray().Min() < YuvRange.Limited.Black);
        }
    }

    [Fact]
    public async Task No_more_pictures_come_than_are_wanted_and_all_that_the_camera_sends_are_counted()
    {
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var watched = new Watched(server.UrlOf("gate").ToString(), mostPerSecond: 5);
        await watched.NextAsync<CameraOnline>();
        var (began, before) = (Stopwatch.GetTimestamp(), watched.Source.Decoded);
        await watched.FramesAsync(20);
        Assert.True(Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(3.4), "20 pictures at 5 a second, one of them saved up");
        Assert.InRange(watched.Source.Decoded - before, 40, 400);
        Assert.InRange(watched.Source.Dropped, 20, 400);
    }

    [Fact]
    public async Task A_camera_that_loses_its_power_comes_back_by_itself()
    {
        var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var watched = new Watched(server.UrlOf("gate").ToString());
        await watched.NextAsync<CameraOnline>();
        server.Kill();
        Assert.Equal("the stream ended", (await watched.NextAsync<CameraOffline>()).Reason);
        Assert.Null(watched.Source.Facts);

        using var again = await RtspServer.StartAsync(server.Port, $"gate={clips.H265}");
        var online = await watched.NextAsync<CameraOnline>();
        Assert.Equal("hevc", online.Codec);
        Assert.Equal(1, watched.Source.Reconnects);
        server.Dispose();
    }

    [Fact]
    public async Task A_camera_that_freezes_is_offline_by_our_own_watchdog()
    {
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var watched = new Watched(server.UrlOf("gate").ToString());
        await watched.NextAsync<CameraOnline>();
        await watched.FramesAsync(75);
        server.Freeze();
        Assert.Matches("^no frame for [0-9]+ s$", (await watched.NextAsync<CameraOffline>()).Reason);
    }

    [Fact]
    public async Task A_stream_that_is_not_there_is_named_so()
    {
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var watched = new Watched(server.UrlOf("other").ToString());
        Assert.Equal("no such stream on the camera (404 not found)", (await watched.NextAsync<CameraOffline>()).Reason);
    }

    [Fact]
    public async Task Sound_alone_and_a_payload_that_is_no_video_are_named_so()
    {
        using var server = await RtspServer.StartAsync(0, $"sound={clips.Sound}", $"odd={clips.Undecodable}");
        await using var sound = new Watched(server.UrlOf("sound").ToString());
        await using var odd = new Watched(server.UrlOf("odd").ToString());
        Assert.Equal("no video stream", (await sound.NextAsync<CameraOffline>()).Reason);
        Assert.Equal("no video stream", (await odd.NextAsync<CameraOffline>()).Reason);
    }

    [Fact]
    public async Task An_address_that_is_not_rtsp_is_refused_in_one_line()
    {
        await using var watched = new Watched("http://127.0.0.1/gate");
        Assert.Equal("its address must begin with rtsp:// or rtsps:// and name a host", (await watched.NextAsync<CameraOffline>()).Reason);
    }

    [Fact]
    public async Task A_slow_reader_gets_the_newest_frame_and_the_others_are_counted()
    {
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var slow = new Watched(server.UrlOf("gate").ToString());
        await using var eager = new Watched(server.UrlOf("gate").ToString());
        await slow.NextAsync<CameraOnline>();
        while (slow.Source.Decoded < 20)
        {
            using var frame = await eager.Source.Frames.TakeAsync(Cancelled);
            Assert.Equal((320, 240), (frame.Width, frame.Height));
        }

        server.Kill();
        await slow.NextAsync<CameraOffline>();
        using var next = await slow.Source.Frames.TakeAsync(Cancelled);
        Assert.Equal(slow.Source.Decoded, next.Number);
        Assert.Equal(slow.Source.Decoded - 1, slow.Source.Dropped);
        Assert.InRange(next.Number, 20, long.MaxValue);
    }

    [Fact]
    public async Task Stopping_leaves_no_ffmpeg_process_behind()
    {
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        var watched = new Watched(server.UrlOf("gate").ToString(), id: "stopped");
        await watched.NextAsync<CameraOnline>();
        Assert.Single(FfmpegOf("stopped"));
        await watched.DisposeAsync();
        Assert.Empty(FfmpegOf("stopped"));
    }

    [Fact]
    public async Task No_other_user_of_the_machine_can_read_a_cameras_password()
    {
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var watched = new Watched(server.UrlOf("gate").ToString(), credential: "admin:ge'heim", id: "secretive");
        await watched.NextAsync<CameraOnline>();
        var command = Assert.Single(FfmpegOf("secretive"));
        Assert.DoesNotContain("heim", command, StringComparison.Ordinal);
        Assert.DoesNotContain("admin", command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ffmpeg_that_cannot_be_started_is_an_outage_and_tried_again()
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "ffmpeg");
        await File.WriteAllTextAsync(program, "no program", Cancelled);
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var watched = new Watched(server.UrlOf("gate").ToString(), ffmpegFolder: folder.Path);
        Assert.StartsWith("ffmpeg cannot be started: ", (await watched.NextAsync<CameraOffline>()).Reason, StringComparison.Ordinal);

        await using var mended = new Watched(server.UrlOf("gate").ToString(), ffmpegFolder: folder.Path);
        await mended.NextAsync<CameraOffline>();
        await File.WriteAllTextAsync(program, "#!/bin/sh\nexec ffmpeg \"$@\"\n", Cancelled);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await mended.NextAsync<CameraOnline>();
    }

    [Fact]
    public async Task Output_that_makes_no_sense_is_an_outage()
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "ffmpeg");
        await File.WriteAllTextAsync(program, """
            #!/usr/bin/python3
            import socket, sys, time
            if "-version" not in sys.argv:
                pipe = socket.socket(socket.AF_UNIX)
                pipe.connect(sys.argv[-2][5:] if sys.argv[-1] == "-y" else sys.argv[-1][5:])
                pipe.sendall(b"YUV4MPEG2 W99999 H1 C444\n")
                time.sleep(60)

            """, Cancelled);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var server = await RtspServer.StartAsync(0, $"gate={clips.H264}");
        await using var watched = new Watched(server.UrlOf("gate").ToString(), ffmpegFolder: folder.Path);
        Assert.Equal("ffmpeg's output is no NUT stream of pictures: it begins as something else",
            (await watched.NextAsync<CameraOffline>()).Reason);
    }

    /// <returns>The command lines of that camera's ffmpeg processes.</returns>
    private static List<string> FfmpegOf(string camera) =>
        [.. Process.GetProcessesByName("ffmpeg").Select(process => CommandOf(process.Id))
            .Where(command => command.Contains($"title=camera-{camera}-main", StringComparison.Ordinal))];

    private static string CommandOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
