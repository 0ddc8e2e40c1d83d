using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Listening;

/// <summary>The API's listener on a free port with nothing behind it but an answer that names the protocol; real handshakes, the clock as
/// the test says.</summary>
internal sealed class ListeningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ListeningServer(WebApplication app, WebCertificate certificate) => (_app, Certificate) = (app, certificate);

    public WebCertificate Certificate { get; }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ListeningServer> StartAsync(WebOptions options, string folder, SiteClock time, LogLines? log = null)
    {
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(log ?? new LogLines()));
        var certificate = new WebCertificate(options, folder, time, logs.CreateLogger<WebCertificate>());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => ApiListener.Listen(kestrel, options, certificate));
        var app = builder.Build();
        app.MapGet("/", (HttpContext context) => context.Request.Protocol);
        await app.StartAsync();
        return new ListeningServer(app, certificate);
    }

    /// <summary>One handshake on a connection of its own.</summary>
    /// <returns>What was shown, and how many certificates stood beside it.</returns>
    public async Task<(X509Certificate2 Shown, int Beside)> HandshakeAsync()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Address.Port);
        var beside = 0;
        await using var tls = new SslStream(client.GetStream(), false, (_, shown, chain, _) =>
        {
            beside = chain!.ChainPolicy.ExtraStore.Count - 1;
            return shown is not null;
        });
        await tls.AuthenticateAsClientAsync("localhost");
        return (X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData()), beside);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
