using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>The certificate a gateway shows to its broker, with its key and the authorities between it and the one the broker
/// knows.</summary>
public sealed class GatewayCertificate : IDisposable
{
    private GatewayCertificate(X509Certificate2 own, X509Certificate2Collection between) => (Own, Between) = (own, between);

    public X509Certificate2 Own { get; }

    /// <summary>What stands in the file beside it: shown to the broker as well.</summary>
    public X509Certificate2Collection Between { get; }

    public DateTimeOffset Begins => new(Own.NotBefore.ToUniversalTime());

    public DateTimeOffset Ends => new(Own.NotAfter.ToUniversalTime());

    /// <summary>Reads both files. Of several certificates the gateway's is the one that the key belongs to, wherever it stands.</summary>
    /// <returns>The certificate, or in one line why there is none.</returns>
    public static (GatewayCertificate? Certificate, LinkProblem? Problem) Read(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Read(options.CertFile, options.KeyFile);
    }

    /// <inheritdoc cref="Read(LinkOptions)"/>
    public static (GatewayCertificate? Certificate, LinkProblem? Problem) Read(string certFile, string keyFile)
    {
        try
        {
            var listed = new X509Certificate2Collection();
            listed.ImportFromPemFile(certFile);
            var key = File.ReadAllText(keyFile);
            var own = listed.FirstOrDefault(one => Fits(one, key));
            if (own is null)
            {
                // Says in its own words what is wrong with the first.
                X509Certificate2.CreateFromPemFile(certFile, keyFile).Dispose();
            }

            return (new GatewayCertificate(X509Certificate2.CreateFromPem(own!.ExportCertificatePem(), key),
                [.. listed.Where(one => one != own)]), null);
        }
        catch (Exception exception) when (IsUnusable(exception))
        {
            return (null, new LinkProblem(LinkProblemKind.CertificateUnusable, nameof(LinkOptions.CertFile), certFile, keyFile,
                exception.Message.TrimEnd('.')));
        }
    }

    /// <summary>Whether an exception means that a file is missing or holds something else.</summary>
    public static bool IsUnusable(Exception exception) => exception is CryptographicException or ArgumentException or IOException
        or UnauthorizedAccessException;

    /// <summary>The first authority on the way up that is in neither of the files; null where the way ends at one that nobody signed but
    /// itself.</summary>
    /// <param name="authority">The district's, where the site names it.</param>
    public string? MissingIssuer(X509Certificate2Collection? authority)
    {
        X509Certificate2[] known = [.. Between, .. authority ?? []];
        var at = Own;
        for (var steps = 0; steps <= known.Length && at.SubjectName.Name != at.IssuerName.Name; steps++)
        {
            if (Array.Find(known, one => one.SubjectName.RawData.AsSpan().SequenceEqual(at.IssuerName.RawData)) is not { } issuer)
            {
                return at.IssuerName.Name;
            }

            at = issuer;
        }

        return null;
    }

    /// <inheritdoc cref="Untimely(X509Certificate2, DateTimeOffset, string)"/>
    public LinkProblem? Untimely(DateTimeOffset now, string file) => Untimely(Own, now, file);

    /// <summary>Why nobody would take it at a time; null where it may be taken.</summary>
    public static LinkProblem? Untimely(X509Certificate2 certificate, DateTimeOffset now, string file)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return now < certificate.NotBefore.ToUniversalTime()
            ? new LinkProblem(LinkProblemKind.CertificateTooEarly, nameof(LinkOptions.CertFile), file, Day(certificate.NotBefore))
            : now > certificate.NotAfter.ToUniversalTime()
            ? new LinkProblem(LinkProblemKind.CertificateExpired, nameof(LinkOptions.CertFile), file, Day(certificate.NotAfter))
            : null;
    }

    /// <summary>What staff should see to of one whose last days have come; null before them.</summary>
    public static string? EndsSoon(X509Certificate2 certificate, DateTimeOffset now, TimeSpan within, string file)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return now > certificate.NotAfter.ToUniversalTime() - within
            ? $"The gateway's certificate {file} ends on {Day(certificate.NotAfter)}: {LinkProblem.Remedy}." : null;
    }

    public void Dispose()
    {
        Own.Dispose();
        foreach (var one in Between)
        {
            one.Dispose();
        }
    }

    private static string Day(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool Fits(X509Certificate2 certificate, string key)
    {
        try
        {
            X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), key).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
