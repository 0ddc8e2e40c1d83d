using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>Where the estate's network reaches the API: HTTPS alone, HTTP/2 where the caller knows it, for a browser opens six connections
/// of HTTP/1.1 and no seventh event stream.</summary>
internal static class ApiListener
{
    /// <summary>What was sent and is not acknowledged for so long ends its connection.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private const int IpProtocolTcp = 6;
    private const int TcpUserTimeout = 18;

    public static void Listen(KestrelServerOptions kestrel, WebOptions options, WebCertificate certificate)
    {
        var gate = new PeerGate(options);
        kestrel.Listen(PlaceOf(options), listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(next => connection =>
            {
                EndSilent(connection);
                return gate.PassAsync(connection, next);
            });
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                // Asked at each handshake: a new certificate holds from the next on. A selector would leave out those between it and its
                // authority.
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = certificate.Shown,
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                }),
            });
            listen.Use(next => connection =>
            {
                connection.Features.Set(new ApiConnection());
                return next(connection);
            });
        });
    }

    /// <summary>A caller whose connection died without a word, as one whose telephone left the network: by itself the kernel sends again
    /// for a quarter of an hour (TCP_USER_TIMEOUT of tcp(7), in place of 15 repetitions).</summary>
    private static void EndSilent(ConnectionContext connection)
    {
        if (OperatingSystem.IsLinux() && connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.SetRawSocketOption(IpProtocolTcp, TcpUserTimeout, BitConverter.GetBytes((int)LongestSilence.TotalMilliseconds));
        }
    }

    public static IPEndPoint PlaceOf(WebOptions options) => new(IPAddress.Parse(options.Host), options.Port);

    /// <summary>Whether a request came over this listener.</summary>
    public static bool IsOver(HttpContext context) => context.Features.Get<ApiConnection>() is not null;

    private sealed class ApiConnection;
}
