using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Listening;

/// <summary>Who reaches the API's listener, by what protocol, under which name.</summary>
public sealed class ListenerTests
{
    [Fact]
    public async Task A_browser_that_knows_it_gets_HTTP_2_and_others_HTTP_1_1()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder, new WebOptions { Port = 0 });
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var client = new HttpClient(handler);
        foreach (var (version, protocol) in new[] { (HttpVersion.Version20, "HTTP/2"), (HttpVersion.Version11, "HTTP/1.1") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Address) { Version = version };
            using var answer = await client.SendAsync(request);
            Assert.Equal(protocol, await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("GET /people?name=x HTTP/1.1\r\nHost: localhost:8443\r\n\r\n", "307 ",
        "Location: https://localhost:8443/people?name=x\r\n")]
    [InlineData("HEAD / HTTP/1.0\r\nhost: 127.0.0.1\r\n\r\n", "307 ", "Location: https://127.0.0.1/\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "400 ", "HTTPS alone")]
    [InlineData("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", "400 ", "HTTPS alone")]
    [InlineData("GET http://elsewhere/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400 ", "HTTPS alone")]
    [InlineData("nonsense\r\n\r\n", "400 ", "HTTPS alone")]
    public async Task Whoever_speaks_plain_HTTP_is_told_so(string said, string status, string part)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder, new WebOptions { Port = 0 });
        var answer = await SayAsync(IPAddress.Loopback, server.Address.Port, said);
        Assert.StartsWith("HTTP/1.1 " + status, answer, StringComparison.Ordinal);
        Assert.Contains(part, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_of_a_network_that_is_not_served_gets_nothing()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one));
        Assert.SkipWhen(own is null, "this machine has no address but its own loopback");
        using var folder = new TemporaryFolder();
        var options = new WebOptions { Host = "0.0.0.0", Port = 0, Networks = ["203.0.113.0/24"] };
        await using var server = await StartAsync(folder, options);
        Assert.Equal("", await SayAsync(own!, server.Address.Port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 307", await SayAsync(IPAddress.Loopback, server.Address.Port,
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "192.168.7.9", true)]
    [InlineData("", "::ffff:10.2.3.4", true)]
    [InlineData("", "fd00::9", true)]
    [InlineData("", "8.8.8.8", false)]
    [InlineData("", "::ffff:8.8.8.8", false)]
    [InlineData("", "2001:db8::1", false)]
    [InlineData("192.168.7.0/24", "192.168.7.9", true)]
    [InlineData("192.168.7.0/24", "192.168.8.9", false)]
    [InlineData("192.168.7.0/24", "127.0.0.1", true)]
    [InlineData("8.8.8.0/24", "8.8.8.8", true)]
    public void Private_networks_are_served_or_those_that_the_site_names(string network, string peer, bool isServed) =>
        Assert.Equal(isServed, WebRules.Serves(new WebOptions { Networks = network.Length == 0 ? [] : [network] }, IPAddress.Parse(peer)));

    [Fact]
    public async Task A_name_that_is_not_the_gateway_s_is_refused_and_an_address_is_none()
    {
        await using var gateway = await RunningApi.StartAsync(site =>
            site with { Web = new WebOptions { Port = 0, Names = ["gate.example"] } });
        foreach (var (host, status) in new[]
        {
            ("evil.example", HttpStatusCode.MisdirectedRequest), ("gate.example", HttpStatusCode.OK),
            ("GATE.example:99", HttpStatusCode.OK),
            ("localhost", HttpStatusCode.OK), ("192.168.1.7", HttpStatusCode.OK), ("[fd00::7]:8443", HttpStatusCode.OK),
            ("localhost.evil.example", HttpStatusCode.MisdirectedRequest),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "session") { Headers = { Host = host } };
            using var answer = await gateway.As(Role.Guard).SendAsync(request);
            Assert.Equal((host, status), (host, answer.StatusCode));
        }

        // The local status is for this machine, and only under its own names.
        using var page = new HttpClient();
        foreach (var (host, status) in new[] { ("gate.example", HttpStatusCode.BadRequest), ("192.168.1.7", HttpStatusCode.BadRequest),
            ("localhost:8080", HttpStatusCode.OK), ("[::1]", HttpStatusCode.OK) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Page, "/healthz")) { Headers = { Host = host } };
            using var answer = await page.SendAsync(request);
            Assert.Equal((host, status), (host, answer.StatusCode));
        }
    }

    [Fact]
    public async Task A_port_that_another_program_has_costs_the_API_and_not_the_gateway()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var gateway = await RunningApi.StartAsync(site => site with { Web = new WebOptions { Port = port } });
        using var page = new HttpClient();
        Assert.Equal("ok\n", await page.GetStringAsync(new Uri(gateway.Page, "/healthz")));
        Assert.Throws<InvalidOperationException>(() => gateway.Api);
    }

    private static Task<ListeningServer> StartAsync(TemporaryFolder folder, WebOptions options) =>
        ListeningServer.StartAsync(options, folder.Path, new SiteClock(TimeProvider.System));

    /// <summary>All that is answered until the other side closes.</summary>
    private static async Task<string> SayAsync(IPAddress address, int port, string said)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, port);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(said));
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadToEndAsync(Eventually.Token);
        }
        catch (IOException)
        {
            // Closed with something unread.
            return "";
        }
    }
}
