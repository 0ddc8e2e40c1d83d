using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Zhuhui.Edge.Vision.Tests.Onvif;

/// <summary>A camera at the level of its datagrams and of its SOAP answers, on the loopback interface.</summary>
internal sealed class SimulatedOnvifCamera : IAsyncDisposable
{
    private const string Soap = "http://www.w3.org/2003/05/soap-envelope";
    private const string Schema = "http://www.onvif.org/ver10/schema";

    private readonly HttpListener _http = new();
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SimulatedOnvifCamera()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Service = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/onvif/device_service");
        }

        _http.Prefixes.Add(new Uri(Service, "/").ToString());
        _http.Start();
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _serving = Task.WhenAll(ServeAsync(), AnswerAsync());
    }

    public Uri Service { get; }

    public IPEndPoint Discovery => (IPEndPoint)_udp.LocalEndPoint!;

    /// <summary>By its own clock.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch.AddHours(5);

    public string Password { get; init; } = "secret";

    /// <summary>What stands in its answer to a search as its services' addresses.</summary>
    public string? Announced { get; init; }

    /// <summary>Sent before its answer to a search.</summary>
    public string? Noise { get; init; }

    /// <summary>Instead of every answer over HTTP.</summary>
    public string? Garbage { get; init; }

    /// <summary>All that it was sent.</summary>
    public List<string> Heard { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _http.Close();
        _udp.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task AnswerAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var asked = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var question = XDocument.Parse(Encoding.UTF8.GetString(buffer, 0, asked.ReceivedBytes));
                var id = question.Descendants().First(one => one.Name.LocalName == "MessageID").Value;
                if (Noise is not null)
                {
                    await _udp.SendToAsync(Encoding.UTF8.GetBytes(Noise), asked.RemoteEndPoint);
                }

                await _udp.SendToAsync(Encoding.UTF8.GetBytes($"""
                    <?xml version="1.0" encoding="UTF-8"?>
                    <e:Envelope xmlns:e="{Soap}" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                        xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><e:Header><a:RelatesTo>{id}</a:RelatesTo></e:Header>
                    <e:Body><d:ProbeMatches><d:ProbeMatch><d:Scopes>onvif://www.onvif.org/type/video_encoder
                    onvif://www.onvif.org/name/Gate%20East onvif://www.onvif.org/hardware/IPC-42</d:Scopes>
                    <d:XAddrs>{Announced ?? $"http://[fe80::1]/onvif/device_service {Service}"}</d:XAddrs></d:ProbeMatch></d:ProbeMatches>
                    </e:Body></e:Envelope>
                    """), asked.RemoteEndPoint);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _http.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var text = await reader.ReadToEndAsync();
                Heard.Add(text);
                var (status, body) = Garbage is not null ? (200, Garbage)
                    : Answer(context.Request.Url!.AbsolutePath, XDocument.Parse(text));
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    private (int Status, string Body) Answer(string path, XDocument asked)
    {
        var question = asked.Descendants().First(one => one.Name.LocalName == "Body").Elements().First();
        if (question.Name.LocalName == "GetSystemDateAndTime")
        {
            return (200, Envelope(
                $"<t:UTCDateTime><t:Time><t:Hour>{Now.Hour}</t:Hour><t:Minute>{Now.Minute}</t:Minute><t:Second>{Now.Second}"
                + $"</t:Second></t:Time><t:Date><t:Year>{Now.Year}</t:Year><t:Month>{Now.Month}</t:Month><t:Day>{Now.Day}</t:Day></t:Date>"
                + "</t:UTCDateTime>"));
        }

        if (!IsLetIn(asked))
        {
            return (400, Envelope("<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>ter:NotAuthorized</e:Value></e:Subcode>"
                + "</e:Code></e:Fault>"));
        }

        return (question.Name.LocalName, path) switch
        {
            // By a name that nobody on the estate's network can resolve.
            ("GetCapabilities", "/onvif/device_service") => (200, Envelope(
                "<t:Media><t:XAddr>http://camera.invalid/onvif/media</t:XAddr></t:Media>")),
            ("GetProfiles", "/onvif/media") => (200, Envelope(Profile("sub", "Sub", "H264", 640, 360) + Profile("main", "Main", "H265",
                1920, 1080)
                + Profile("twin", "Twin", "H265", 1920, 1080))),
            ("GetStreamUri", "/onvif/media") => (200, Envelope($"<t:Uri>rtsp://camera.invalid:8554/{question.Descendants().First(one =>
                one.Name.LocalName == "ProfileToken").Value.Replace("twin", "main", StringComparison.Ordinal)}?a=1&amp;b=2</t:Uri>")),
            _ => (404, ""),
        };
    }

    /// <summary>The digest is of the password and of a time that is the camera's own, within five seconds.</summary>
    private bool IsLetIn(XDocument asked)
    {
        string Of(string name) => asked.Descendants().FirstOrDefault(one => one.Name.LocalName == name)?.Value ?? "";
        var created = Of("Created");
#pragma warning disable CA5350 // The profile's own digest.
        return Of("Username") == "viewer" && DateTimeOffset.TryParse(created, out var at) && (at - Now).Duration() < TimeSpan.FromMinutes(5)
            && Of("Password") == Convert.ToBase64String(SHA1.HashData([.. Convert.FromBase64String(Of("Nonce")), .. Encoding.UTF8.GetBytes(
                created + Password)]));
#pragma warning restore CA5350
    }

    private static string Profile(string token, string name, string codec, int width, int height) =>
        $"<m:Profiles token=\"{token}\"><t:Name>{name}</t:Name><t:VideoEncoderConfiguration><t:Encoding>{codec}</t:Encoding><t:Resolution>"
        + $"<t:Width>{width}</t:Width><t:Height>{height}</t:Height></t:Resolution></t:VideoEncoderConfiguration></m:Profiles>";

    private static string Envelope(string body) => $"<e:Envelope xmlns:e=\"{Soap}\" xmlns:t=\"{Schema}\" "
        + $"xmlns:m=\"http://www.onvif.org/ver10/media/wsdl\"><e:Body><m:Answer>{body}</m:Answer></e:Body></e:Envelope>";
}
