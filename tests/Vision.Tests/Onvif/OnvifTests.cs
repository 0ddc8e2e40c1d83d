using System.Net;
using System.Text;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Onvif;

namespace Zhuhui.Edge.Vision.Tests.Onvif;

/// <summary>Cameras are found, and asked for their streams, on real sockets.</summary>
public sealed class OnvifTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task A_camera_is_found_by_its_name_and_tells_its_streams_the_largest_first()
    {
        await using var camera = new SimulatedOnvifCamera();
        var found = Assert.Single(await FindAsync(camera));
        Assert.Equal(("Gate East", "IPC-42", camera.Service), (found.Name, found.Model, found.Service));

        using var asked = new OnvifCamera(found.Service, "viewer", "secret", TimeProvider.System);
        var answer = await asked.StreamsAsync(Eventually.Token);
        Assert.Null(answer.Refusal);
        Assert.Equal([("Main", "H265", 1920, 1080), ("Sub", "H264", 640, 360)], answer.Streams.Select(stream => (stream.Name, stream.Codec,
            stream.Width, stream.Height)));
        // On the machine that answered, whatever the camera calls itself.
        Assert.Equal("rtsp://127.0.0.1:8554/main?a=1&b=2", answer.Streams[0].Url);
    }

    [Fact]
    public async Task A_camera_whose_clock_was_never_set_lets_a_right_password_in_and_never_hears_it()
    {
        await using var camera = new SimulatedOnvifCamera { Now = DateTimeOffset.UnixEpoch };
        using var asked = new OnvifCamera(camera.Service, "viewer", "secret", TimeProvider.System);
        Assert.Null((await asked.StreamsAsync(Eventually.Token)).Refusal);
        Assert.True(camera.Heard.Count > 3);
        Assert.DoesNotContain(camera.Heard, said => said.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("viewer", "wrong")]
    [InlineData("nobody", "secret")]
    [InlineData("", "")]
    public async Task Whoever_is_not_let_in_is_told_so(string user, string password)
    {
        await using var camera = new SimulatedOnvifCamera();
        using var asked = new OnvifCamera(camera.Service, user, password, TimeProvider.System);
        Assert.Equal(OnvifRefusal.NotLetIn, (await asked.StreamsAsync(Eventually.Token)).Refusal);
    }

    [Theory]
    [InlineData("<a><b></a>")]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<a/>")]
    public async Task A_web_server_that_is_no_camera_is_not_understood(string garbage)
    {
        await using var camera = new SimulatedOnvifCamera { Garbage = garbage };
        using var asked = new OnvifCamera(camera.Service, "viewer", "secret", TimeProvider.System);
        Assert.Equal(OnvifRefusal.NotUnderstood, (await asked.StreamsAsync(Eventually.Token)).Refusal);
    }

    [Fact]
    public async Task Whoever_has_gone_does_not_answer()
    {
        var service = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/onvif/device_service");
        using var asked = new OnvifCamera(service, "viewer", "secret", TimeProvider.System);
        Assert.Equal(OnvifRefusal.NoAnswer, (await asked.StreamsAsync(Eventually.Token)).Refusal);
    }

    [Theory]
    [InlineData("http://203.0.113.9/onvif/device_service")]
    [InlineData("ftp://127.0.0.1/onvif/device_service")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_service_on_another_machine_than_the_one_that_answers_is_not_taken(string announced)
    {
        await using var camera = new SimulatedOnvifCamera { Announced = announced };
        Assert.Empty(await FindAsync(camera));
    }

    [Theory]
    [InlineData("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"/>")]
    [InlineData("\0\u0001 no xml")]
    public async Task Noise_on_the_network_hides_no_camera(string noise)
    {
        await using var camera = new SimulatedOnvifCamera { Noise = noise };
        Assert.Single(await FindAsync(camera));
    }

    [Fact]
    public void An_answer_to_somebody_else_s_question_is_none_of_ours()
    {
        var mine = Guid.NewGuid();
        Assert.NotNull(OnvifSearch.Match(Answer(mine), mine, IPAddress.Loopback));
        Assert.Null(OnvifSearch.Match(Answer(Guid.NewGuid()), mine, IPAddress.Loopback));
        Assert.Null(OnvifSearch.Match(Answer(mine), mine, IPAddress.Parse("192.0.2.1")));

        static byte[] Answer(Guid question) => Encoding.UTF8.GetBytes("<a xmlns:w=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
            + "xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"><w:RelatesTo>urn:uuid:" + question
                + "</w:RelatesTo><d:ProbeMatch>"
            + "<d:XAddrs>http://127.0.0.1/x</d:XAddrs></d:ProbeMatch></a>");
    }

    private static Task<IReadOnlyList<OnvifFound>> FindAsync(SimulatedOnvifCamera camera) => OnvifSearch.AskAsync(IPAddress.Loopback,
        camera.Discovery, _patience, TimeProvider.System, Eventually.Token);
}
