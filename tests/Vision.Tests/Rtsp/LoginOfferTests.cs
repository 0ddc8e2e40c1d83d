using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

/// <summary>Which logins a camera offers, asked of one on a real socket, in the clear and within TLS.</summary>
public sealed class LoginOfferTests
{
    private const string Md5 = "WWW-Authenticate: Digest realm=\"cam\", nonce=\"1\"\r\n";
    private const string Sha256 = "WWW-Authenticate: Digest realm=\"cam\", nonce=\"1\", algorithm=SHA-256\r\n";

    [Theory]
    [InlineData("rtsp")]
    [InlineData("rtsps")]
    public async Task A_login_that_ffmpeg_does_not_know_is_named(string scheme)
    {
        Assert.Contains("MD5, SHA-256", $"{await AskAsync(scheme, Md5 + Sha256)}", StringComparison.Ordinal);
        Assert.Null(await AskAsync(scheme, Sha256 + Md5));
        Assert.Null(await AskAsync(scheme, "WWW-Authenticate: Basic realm=\"cam\"\r\n"));
    }

    [Fact]
    public async Task A_camera_that_ends_the_handshake_says_nothing_of_logins()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () => (await listener.AcceptSocketAsync(Eventually.Token)).Dispose());
        Assert.Null(await LoginOffer.RefusalAsync(CameraAddress.Parse($"rtsps://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/main",
            null)!, TimeProvider.System, Eventually.Token));
        await serving;
    }

    private static async Task<StreamLoss?> AskAsync(string scheme, string offers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, scheme == "rtsps", offers);
        var loss = await LoginOffer.RefusalAsync(CameraAddress.Parse(
            $"{scheme}://viewer:secret@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/main", null)!, TimeProvider.System,
            Eventually.Token);
        var asked = await serving;
        Assert.StartsWith("DESCRIBE ", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", asked, StringComparison.Ordinal);
        return loss;
    }

    private static async Task<string> ServeAsync(TcpListener listener, bool isEncrypted, string offers)
    {
        using var client = await listener.AcceptTcpClientAsync(Eventually.Token);
        Stream wire = client.GetStream();
        if (isEncrypted)
        {
            using var key = RSA.Create(2048);
            using var made = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            using var own = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
            var encrypted = new SslStream(wire);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = own }, Eventually.Token);
            wire = encrypted;
        }

        var (buffer, length) = (new byte[4096], 0);
        while (!Encoding.ASCII.GetString(buffer, 0, length).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            length += await wire.ReadAsync(buffer.AsMemory(length), Eventually.Token);
        }

        await wire.WriteAsync(Encoding.ASCII.GetBytes($"RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n{offers}\r\n"), Eventually.Token);
        await wire.DisposeAsync();
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
