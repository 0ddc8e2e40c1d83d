using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>A district's web server with bundles: a real one over TLS, with ranges, that asks for the gateway's certificate. Its lines
/// can be cut.</summary>
internal sealed class DistrictServer : IAsyncDisposable
{
    private readonly X509Certificate2 _authority;
    private WebApplication? _app;

    private DistrictServer(string folder)
    {
        Folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=district", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(9));
        CaFile = Write("ca.pem", _authority.ExportCertificatePem());
        var (own, ownKey) = Issue("gate-1");
        (CertFile, KeyFile) = (Write("own.pem", own), Write("own.key", ownKey));
    }

    public string Folder { get; }

    public string CaFile { get; }

    public string CertFile { get; }

    public string KeyFile { get; }

    public int Port { get; private set; }

    /// <summary>What was asked for from which byte on.</summary>
    public ConcurrentQueue<(string Path, long From)> Asked { get; } = new();

    /// <summary>So many bytes of an answer come and no more; null where all come.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Told of the certificate that each asker shows.</summary>
    public string? Shown { get; private set; }

    public static async Task<DistrictServer> StartAsync(string folder)
    {
        var server = new DistrictServer(folder);
        await server.OpenAsync();
        return server;
    }

    public async Task OpenAsync()
    {
        var (certificate, key) = Issue("hub");
        using var pair = X509Certificate2.CreateFromPem(certificate, key);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Folder });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null);
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (shown, _, _) => shown.Issuer == _authority.Subject;
        })));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        Port = new Uri(_app.Urls.First()).Port;
    }

    public async Task CloseAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _authority.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Shown = context.Connection.ClientCertificate?.Subject;
        var from = context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From ?? 0;
        Asked.Enqueue((context.Request.Path, from));
        var file = Path.Combine(Folder, Path.GetFileName(context.Request.Path));
        if (!File.Exists(file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (CutAfter is { } most)
        {
            var all = await File.ReadAllBytesAsync(file);
            context.Response.Headers.ETag = Tag(file).ToString();
            context.Response.ContentLength = all.Length - from;
            if (from > 0)
            {
                context.Response.StatusCode = StatusCodes.Status206PartialContent;
                context.Response.Headers.ContentRange = $"bytes {from}-{all.Length - 1}/{all.Length}";
            }

            await context.Response.Body.WriteAsync(all.AsMemory((int)from, Math.Min(most, all.Length - (int)from)));
            await context.Response.Body.FlushAsync();
            await Task.Delay(100);
            context.Abort();
            return;
        }

        await Results.File(file, entityTag: Tag(file), enableRangeProcessing: true).ExecuteAsync(context);
    }

    private static EntityTagHeaderValue Tag(string file) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(
        File.ReadAllBytes(file)))[..16]}\"");

    private (string Certificate, string Key) Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1),
            RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
