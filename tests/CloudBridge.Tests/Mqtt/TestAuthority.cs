using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>A district's certificate authority, made for a test; writes PEM files into a folder.</summary>
internal sealed class TestAuthority
{
    private readonly string _folder;
    private readonly X509Certificate2 _certificate;
    private int _serial;

    /// <param name="above">Who signed it; null: itself.</param>
    public TestAuthority(string folder, string name, TestAuthority? above = null)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = above is null ? request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200))
            : request.Create(above._certificate, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(199), [7])
                .CopyWithPrivateKey(key);
        File = Path.Combine(folder, name + ".pem");
        System.IO.File.WriteAllText(File, _certificate.ExportCertificatePem());
    }

    public string File { get; }

    /// <summary>Writes a certificate and its key; the lines of a mosquitto listener that shows them.</summary>
    public string Server()
    {
        var (certificate, key) = Issue("broker", DateTimeOffset.UnixEpoch.AddYears(199));
        return $"certfile {Write("server.pem", certificate)}\nkeyfile {Write("server.key", key)}";
    }

    /// <summary>A certificate for the name and its key, in PEM.</summary>
    public (string Certificate, string Key) Issue(string name, DateTimeOffset ends)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, DateTimeOffset.UnixEpoch, ends, [1, 2, 3, (byte)++_serial]);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private string Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
