using System.Diagnostics;
using System.Globalization;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Scripted;

/// <summary>Cameras that do not send 25 pictures a second, with the real ffmpeg. All run at once, for the slowest need a minute.</summary>
[Trait("needs", "process")]
public sealed class PaceTests(Clips clips) : IClassFixture<Clips>
{
    private static readonly TimeSpan _watched = TimeSpan.FromSeconds(45);

    /// <summary>What each camera does, and the fewest pictures that must have come of it.</summary>
    private static readonly (string Mount, string Script, int Pictures)[] _cameras =
    [
        ("p25", """ "pace": 25 """, 700),
        ("p5", """ "pace": 5 """, 150),
        ("p2", """ "pace": 2 """, 60),
        ("p15", """ "pace": 1.5 """, 45),
        ("p1", """ "pace": 1, "join": 8 """, 25),
        ("p02", """ "pace": 0.2, "keys": true """, 5),
        ("no-sound", """ "pace": 25, "tracks": ["audio", "metadata", "backchannel"] """, 700),
        ("slow-no-sound", """ "pace": 1, "tracks": ["audio"], "sprop": false """, 25),
        ("recorder", """ "pace": 0.2, "keys": true, "burst": 6 """, 10),
        ("keys-only", """ "pace": 0.5, "keys": true """, 15),
        ("night", """ "pace": [[8, 25], [1000, 1]] """, 180),
        ("jump", """ "pace": 5, "jump": [40, 7200] """, 150),
        ("back", """ "pace": 5, "jump": [40, -500] """, 150),
    ];

    [Fact]
    public async Task Cameras_of_any_pace_are_there_with_their_first_picture_and_raise_no_alarm()
    {
        using var server = await ScriptedCamera.StartAsync([.. _cameras.Select(one => (one.Mount, Script(one.Script))),
            ("frozen", Script(""" "pace": [[10, 2], [1000, 0]] """)), ("dull", Script(""" "pace": [[20, 0.5], [1000, 0]] """)),
            ("blink", Script(""" "pace": [[8, 25], [20, 0], [1000, 25]] """))]);
        var since = Stopwatch.StartNew();
        var watched = _cameras.ToDictionary(one => one.Mount, one => new Watched(server.UrlOf(one.Mount), id: one.Mount, noFrame: 5));
        await using var frozen = new Watched(server.UrlOf("frozen"), id: "frozen", noFrame: 5);
        await using var dull = new Watched(server.UrlOf("dull"), id: "dull", noFrame: 5);
        await using var blink = new Watched(server.UrlOf("blink"), id: "blink", noFrame: 5);
        try
        {
            foreach (var (mount, camera) in watched)
            {
                await camera.NextAsync<CameraOnline>();
                ChaosTable.Say($"paces: {mount}", "online after", since);
            }

            // What has really stopped is told.
            await frozen.NextAsync<CameraOnline>();
            Assert.Matches("^no frame for [0-9]+ s$", (await frozen.NextAsync<CameraOffline>()).Reason);
            await dull.NextAsync<CameraOnline>();
            Assert.Matches("^no frame for [0-9]+ s$", (await dull.NextAsync<CameraOffline>()).Reason);
            await blink.NextAsync<CameraOnline>();
            Assert.Matches("^no frame for [0-9]+ s$", (await blink.NextAsync<CameraOffline>()).Reason);
            await blink.NextAsync<CameraOnline>();

            await Eventually.IsAsync(() => since.Elapsed > _watched);
            foreach (var (mount, _, pictures) in _cameras)
            {
                Assert.True(watched[mount].IsQuiet, string.Create(CultureInfo.InvariantCulture,
                    $"{mount}: {string.Join("; ", watched[mount].Told)}"));
                Assert.NotNull(watched[mount].Source.Facts);
                Assert.InRange(watched[mount].Source.Decoded, pictures, long.MaxValue);
            }
        }
        finally
        {
            foreach (var camera in watched.Values)
            {
                await camera.DisposeAsync();
            }
        }
    }

    /// <summary>ffmpeg gives out a picture when the next one begins.</summary>
    [Fact]
    public async Task A_picture_of_a_slow_stream_is_as_old_as_it_is()
    {
        using var server = await ScriptedCamera.StartAsync(("gate", Script(""" "pace": 2 """)));
        await using var watched = new Watched(server.UrlOf("gate"), id: "slow");
        for (var i = 0; i < 10; i++)
        {
            using var frame = await watched.Source.Frames.TakeAsync(Eventually.Token);
            var age = TimeProvider.System.GetElapsedTime(frame.ArrivedAt);
            Assert.True(age > TimeSpan.FromSeconds(0.4), $"picture {frame.Number} passed for {age.TotalSeconds:0.00} s old");
        }
    }

    [Theory]
    [InlineData("""["MD5", "SHA-256"]""", "MD5, SHA-256")]
    [InlineData("""["Basic", "SHA-256"]""", "SHA-256")]
    public async Task A_login_that_ffmpeg_does_not_know_is_named_with_what_helps(string offers, string named)
    {
        using var server = await ScriptedCamera.StartAsync(("gate", Script($""" "login": "admin:right", "offers": {offers} """)));
        await using var watched = new Watched(server.UrlOf("gate"), "admin:right", id: "offers");
        Assert.Equal($"user or password not accepted (401 unauthorised): the camera offers Digest {named}, and ffmpeg answers the last, "
            + "of which it may know MD5 alone; set the camera's RTSP login to Digest MD5",
            (await watched.NextAsync<CameraOffline>()).Reason);
    }

    [Theory]
    [InlineData("""["MD5"]""")]
    [InlineData("""["SHA-256", "MD5"]""")]
    [InlineData("""["Basic"]""")]
    public async Task A_login_that_ffmpeg_knows_is_taken_and_a_wrong_password_is_called_so(string offers)
    {
        using var server = await ScriptedCamera.StartAsync(("gate", Script($""" "login": "admin:right", "offers": {offers} """)));
        await using var right = new Watched(server.UrlOf("gate"), "admin:right", id: "right");
        await using var wrong = new Watched(server.UrlOf("gate"), "admin:wrong", id: "wrong");
        await right.NextAsync<CameraOnline>();
        Assert.Equal("user or password not accepted (401 unauthorised)", (await wrong.NextAsync<CameraOffline>()).Reason);
    }

    [Fact]
    public async Task A_jpeg_too_large_for_rtp_is_named_with_what_helps_and_a_smaller_one_is_seen()
    {
        using var server = await ScriptedCamera.StartAsync(("small", """{"jpeg": [640, 480], "pace": 5}"""),
            ("large", """{"jpeg": [2560, 1440], "pace": 5}"""));
        await using var small = new Watched(server.UrlOf("small"), id: "small");
        await using var large = new Watched(server.UrlOf("large"), id: "large");
        Assert.Equal(("mjpeg", 640), (await small.NextAsync<CameraOnline>()) is { } online ? (online.Codec, online.Width) : default);
        Assert.StartsWith("it sends JPEG pictures wider or higher than 2,040 pixels", (await large.NextAsync<CameraOffline>()).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_video_that_nobody_decodes_is_named_so()
    {
        using var server = await ScriptedCamera.StartAsync(("gate", Script(""" "codec": "X-NEW-CODEC" """)));
        await using var watched = new Watched(server.UrlOf("gate"), id: "codec");
        Assert.Equal("codec not decodable", (await watched.NextAsync<CameraOffline>()).Reason);
    }

    /// <summary>A camera that is back on the line and refuses the password wants other hands than one without power.</summary>
    [Fact]
    public async Task Another_reason_in_the_course_of_an_outage_is_told_once()
    {
        var port = LoopbackPort.Free();
        await using var watched = new Watched($"rtsp://127.0.0.1:{port}/gate", "admin:wrong", id: "reasons");
        Assert.Equal("connection refused", (await watched.NextAsync<CameraOffline>()).Reason);
        using var camera = await ChaosCamera.StartAsync(clips.Bare, "admin:right", port);
        Assert.Equal("main stream: user or password not accepted (401 unauthorised)", (await watched.NextAsync<CameraNoted>()).Detail);
        var tries = watched.Source.Reason;
        Assert.Equal("user or password not accepted (401 unauthorised)", tries);
        Assert.True(watched.IsQuiet);
    }

    private string Script(string rest) => $"{{\"file\": \"{clips.Bare}\", {rest}}}";
}
