using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tests.Rtsp;

namespace Zhuhui.Edge.Vision.Tests.Ffmpeg;

[Trait("needs", "process")]
public sealed class DecoderChoiceTests(Clips clips) : IClassFixture<Clips>
{
    private static readonly Hardware _intel = new(new HashSet<string> { "vaapi", "drm" }, new HashSet<string> { "h264_v4l2m2m",
        "hevc_v4l2m2m" }, "/dev/dri/renderD128", "/dev/dri/card0", false);

    private static readonly Hardware _raspberryPi = new(new HashSet<string> { "drm" }, new HashSet<string> { "h264_v4l2m2m",
        "hevc_v4l2m2m" }, "/dev/dri/renderD128", "/dev/dri/card0", true);

    [Fact]
    public void A_machine_with_graphics_decodes_there()
    {
        var choice = new DecoderChoice(StreamDecoder.Auto, _intel);
        Assert.Equal(new DecoderArguments("vaapi", "-hwaccel vaapi -hwaccel_device /dev/dri/renderD128"), choice.For(null));
        choice.Failed(choice.For(null));
        Assert.Equal([DecoderArguments.Software, DecoderArguments.Software], new[] { choice.For("h264"), choice.For("hevc") });
    }

    [Fact]
    public void A_raspberry_pi_learns_the_codec_first_and_then_takes_the_decoder_made_for_it()
    {
        var choice = new DecoderChoice(StreamDecoder.Auto, _raspberryPi);
        Assert.Equal(DecoderArguments.Software, choice.For(null));
        Assert.Equal("-c:v h264_v4l2m2m", choice.For("h264").Arguments);
        Assert.Equal("-hwaccel drm -hwaccel_device /dev/dri/card0", choice.For("hevc").Arguments);
        choice.Failed(choice.For("hevc"));
        Assert.Equal("-c:v hevc_v4l2m2m", choice.For("hevc").Arguments);
        choice.Failed(choice.For("hevc"));
        Assert.Equal(DecoderArguments.Software, choice.For("hevc"));
        Assert.Equal("-c:v h264_v4l2m2m", choice.For("h264").Arguments);
    }

    [Theory]
    [InlineData(StreamDecoder.Auto)]
    [InlineData(StreamDecoder.Software)]
    public void A_machine_that_offers_nothing_decodes_in_software(StreamDecoder wanted)
    {
        var choice = new DecoderChoice(wanted, Hardware.None);
        Assert.All(new[] { null, "h264", "hevc" }, codec => Assert.Equal(DecoderArguments.Software, choice.For(codec)));
    }

    [Fact]
    public void What_ffmpeg_lists_is_read()
    {
        Assert.Equal(["drm", "vaapi"], Hardware.AccelerationsIn("Hardware acceleration methods:\nvaapi\ndrm\n\n").Order());
        Assert.Equal(["h264", "hevc_v4l2m2m"], Hardware.DecodersIn("""
            Decoders:
             V..... = Video
             ------
             VFS..D h264                 H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10
             V..... hevc_v4l2m2m         V4L2 mem2mem HEVC decoder wrapper (codec hevc)
             A....D aac                  AAC (Advanced Audio Coding)
            """).Order());
        Assert.Contains("h264", Hardware.Probe().Decoders);
        Assert.Empty(Hardware.Probe("/nowhere").Decoders);
    }

    /// <summary>On a machine that has these decoders the fall back is not needed, so devices are named that no machine has.</summary>
    [Theory]
    [InlineData(StreamDecoder.Vaapi, "h264", "vaapi")]
    [InlineData(StreamDecoder.V4l2M2m, "h264", "h264_v4l2m2m")]
    [InlineData(StreamDecoder.Drm, "hevc", "drm")]
    public async Task A_decoder_whose_device_is_not_there_gives_way_to_software_without_an_outage(StreamDecoder decoder,
        string codec, string name)
    {
        Assert.SkipWhen(decoder == StreamDecoder.V4l2M2m && Directory.GetFiles("/dev", "video*").Length > 0,
            "this machine may have that decoder");
        var absent = _intel with { RenderNode = "/dev/dri/renderD999", CardNode = "/dev/dri/card999" };
        using var server = await RtspServer.StartAsync(0, $"gate={(codec == "hevc" ? clips.H265 : clips.H264)}");
        await using var watched = new Watched(server.UrlOf("gate").ToString(), id: "hardware", hardware: absent, decoder: decoder);
        Assert.Equal(codec, (await watched.NextAsync<CameraOnline>()).Codec);
        Assert.Equal("software", watched.Source.Facts!.Decoder);
        Assert.Single(watched.Lines, line => line.Contains($"{name} gives no picture on this machine, decoded in software from now on",
            StringComparison.Ordinal));
        server.Kill();
        await watched.NextAsync<CameraOffline>();
        using var again = await RtspServer.StartAsync(server.Port, $"gate={clips.H264}");
        await watched.NextAsync<CameraOnline>();
        Assert.Single(watched.Lines, line => line.Contains("gives no picture", StringComparison.Ordinal));
    }
}
