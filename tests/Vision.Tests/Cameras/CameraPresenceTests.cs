using Xunit;
using Zhuhui.Edge.Vision.Cameras;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.Cameras;

public sealed class CameraPresenceTests
{
    private static readonly CameraOnline _mainUp = new("gate", 1, 1280, 720, "h264");
    private static readonly CameraOnline _subUp = new("gate", 2, 640, 360, "h264");
    private static readonly CameraOffline _down = new("gate", 3, "connection refused");

    private readonly List<Sighting> _told = [];

    [Fact]
    public void A_camera_with_one_stream_is_what_its_stream_is()
    {
        var presence = new CameraPresence(1, _told.Add);
        presence.Report(StreamRole.Sub, _down);
        presence.Report(StreamRole.Sub, _subUp);
        Assert.Equal([_down, _subUp], _told);
    }

    [Fact]
    public void A_camera_with_two_streams_is_there_when_both_are()
    {
        var presence = new CameraPresence(2, _told.Add);
        presence.Report(StreamRole.Sub, _subUp);
        Assert.Empty(_told);
        presence.Report(StreamRole.Main, _mainUp);
        Assert.Equal([_mainUp], _told);
    }

    [Fact]
    public void Whoever_hears_that_a_stream_is_lost_hears_which()
    {
        var presence = new CameraPresence(2, _told.Add);
        presence.Report(StreamRole.Main, _mainUp);
        presence.Report(StreamRole.Sub, _subUp);
        _told.Clear();
        presence.Report(StreamRole.Sub, _down);
        presence.Report(StreamRole.Main, _down);
        presence.Report(StreamRole.Main, _mainUp);
        Assert.Equal(["sub stream: connection refused", "both streams, the main stream last: connection refused"],
            _told.Cast<CameraOffline>().Select(told => told.Reason));
        presence.Report(StreamRole.Sub, _subUp with { FrameAt = 9 });
        Assert.Equal(_mainUp with { FrameAt = 9 }, _told[^1]);
    }

    /// <summary>Zones and lines are watched in the small stream: while it goes on, so does what is seen there.</summary>
    [Fact]
    public void The_scene_is_lost_with_the_small_stream_alone()
    {
        var presence = new CameraPresence(2, _told.Add);
        presence.Report(StreamRole.Main, _mainUp);
        presence.Report(StreamRole.Sub, _subUp);
        presence.Report(StreamRole.Main, _down);
        presence.Report(StreamRole.Sub, _down);
        Assert.Equal([false, true], _told.OfType<CameraOffline>().Select(told => told.IsSceneLost));
        presence.Report(StreamRole.Sub, _subUp);
        presence.Report(StreamRole.Sub, _down);
        Assert.True(Assert.IsType<CameraOffline>(_told[^1]).IsSceneLost);
    }

    [Fact]
    public void A_stream_that_begins_anew_with_the_same_picture_is_no_news_and_with_another_it_is()
    {
        var presence = new CameraPresence(2, _told.Add);
        presence.Report(StreamRole.Main, _mainUp);
        presence.Report(StreamRole.Sub, _subUp);
        presence.Report(StreamRole.Sub, _subUp);
        Assert.Single(_told);
        presence.Report(StreamRole.Main, _mainUp with { Codec = "hevc" });
        Assert.Equal("hevc", Assert.IsType<CameraOnline>(_told[1]).Codec);
    }

    [Theory]
    [InlineData(true, true, true, new[] { StreamRole.Main, StreamRole.Sub })]
    [InlineData(true, true, false, new[] { StreamRole.Main })]
    [InlineData(true, false, true, new[] { StreamRole.Sub })]
    [InlineData(true, false, false, new[] { StreamRole.Sub })]
    [InlineData(false, true, true, new[] { StreamRole.Main })]
    [InlineData(false, false, false, new[] { StreamRole.Main })]
    public void A_stream_nobody_needs_is_not_opened(bool hasSub, bool faces, bool tamper, StreamRole[] opened) =>
        Assert.Equal(opened, Camera.RolesOf(new CameraOptions
        {
            Url = "rtsp://h/main",
            SubUrl = hasSub ? "rtsp://h/sub" : "",
            Faces = faces,
            Tamper = tamper
        }));
}
