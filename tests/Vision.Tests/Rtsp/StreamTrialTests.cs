using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

/// <summary>A stream is tried once, on a real server.</summary>
[Trait("needs", "process")]
public sealed class StreamTrialTests(Clips clips) : IClassFixture<Clips>
{
    [Fact]
    public async Task A_stream_that_is_there_tells_its_picture_and_one_that_is_not_tells_why()
    {
        using var server = await RtspServer.StartAsync(0, $"main={clips.H264}");
        var there = await TryAsync(server.UrlOf("main").ToString());
        Assert.Equal((320, 240, "h264", null), (there.Width, there.Height, there.Codec, there.Reason));
        Assert.Equal(StreamLoss.NotFound.Reason, (await TryAsync(server.UrlOf("other").ToString())).Reason);
        Assert.Equal(StreamLoss.Refused.Reason, (await TryAsync($"rtsp://127.0.0.1:{LoopbackPort.Free()}/main")).Reason);
        Assert.Equal(StreamLoss.BadAddress.Reason, (await TryAsync("http://127.0.0.1/main")).Reason);
    }

    private static Task<TriedCamera> TryAsync(string url) => StreamTrial.TryAsync(new CameraOptions { Id = "gate", Url = url }, null,
        TimeProvider.System, Eventually.Token);
}
