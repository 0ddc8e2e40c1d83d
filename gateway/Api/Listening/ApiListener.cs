using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>Where the estate's network reaches the API: HTTPS alone.</summary>
internal static class ApiListener
{
    public static void Listen(KestrelServerOptions kestrel, WebOptions options) =>
        kestrel.Listen(new IPEndPoint(IPAddress.Parse(options.Host), options.Port), listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = Make() });
            listen.Use(next => connection =>
            {
                connection.Features.Set(new ApiConnection());
                return next(connection);
            });
        });

    /// <summary>Whether a request came over this listener.</summary>
    public static bool IsOver(HttpContext context) => context.Features.Get<ApiConnection>() is not null;

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=zhuhui-edge", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(397));
    }

    private sealed class ApiConnection;
}
