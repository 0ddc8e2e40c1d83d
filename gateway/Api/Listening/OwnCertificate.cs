using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>The certificate that the gateway makes itself, signed by nobody but itself: people and machines compare its fingerprint once.
/// It lies with its key in one file of the folder <c>keys</c> that its owner alone may read.</summary>
internal static class OwnCertificate
{
    /// <summary>Browsers take no longer one.</summary>
    private static readonly TimeSpan _life = TimeSpan.FromDays(397);

    private static readonly TimeSpan _renewedBefore = TimeSpan.FromDays(30);

    /// <summary>So much a caller's clock may be behind.</summary>
    private static readonly TimeSpan _backdated = TimeSpan.FromDays(1);

    public static string PathIn(string dataFolder) => Path.Combine(DataKey.FolderIn(dataFolder), "web.pem");

    /// <returns>Null where there is none that can be used.</returns>
    public static X509Certificate2? Read(string dataFolder)
    {
        try
        {
            var file = PathIn(dataFolder);
            return File.Exists(file) ? X509Certificate2.CreateFromPemFile(file) : null;
        }
        catch (Exception spoilt) when (GatewayCertificate.IsUnusable(spoilt))
        {
            return null;
        }
    }

    /// <summary>Whether another is due: its time is over in a month or has not come, or it lacks a name or an address.</summary>
    public static bool IsDue(X509Certificate2 known, WebOptions options, DateTimeOffset now) =>
        IsUntimely(known, now) || !known.Extensions.OfType<X509SubjectAlternativeNameExtension>().Any(extension =>
            HostNames.All(options).All(name => extension.EnumerateDnsNames().Contains(name, StringComparer.OrdinalIgnoreCase))
            && Addresses(options).All(address => extension.EnumerateIPAddresses().Contains(address)));

    public static bool IsUntimely(X509Certificate2 known, DateTimeOffset now) =>
        now < known.NotBefore.ToUniversalTime() || now > known.NotAfter.ToUniversalTime() - _renewedBefore;

    /// <param name="before">Its key goes on, so that who knows the key knows the new one too; null for a new key.</param>
    public static X509Certificate2 Make(WebOptions options, DateTimeOffset now, X509Certificate2? before)
    {
        using var key = before?.GetECDsaPrivateKey() ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=zhuhui-edge", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in HostNames.All(options))
        {
            names.AddDnsName(name);
        }

        foreach (var address in Addresses(options))
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - _backdated, now - _backdated + _life);
    }

    /// <exception cref="IOException">The disk refuses it.</exception>
    public static void Keep(X509Certificate2 certificate, string dataFolder)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        FolderSync.Make(DataKey.FolderIn(dataFolder));
        AtomicFile.Write(PathIn(dataFolder), System.Text.Encoding.ASCII.GetBytes(
            $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n"));
    }

    /// <summary>By which it can be reached. Of IPv6 only what the site file names: a machine has many, and new ones each day.</summary>
    public static IReadOnlyList<IPAddress> Addresses(WebOptions options)
    {
        var host = IPAddress.Parse(options.Host);
        var own = !WebRules.IsAny(host) ? [host] : NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && WebRules.Serves(options, address));
        var named = options.Names.Select(name => IPAddress.TryParse(name, out var address) ? address : null).OfType<IPAddress>();
        return [.. new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Concat(own).Concat(named).Distinct()];
    }
}
