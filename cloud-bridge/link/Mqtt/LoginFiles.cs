using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>The files a TLS link rests on: the district's authority, the gateway's certificate and its key. Read at every connect, and
/// looked at again every few seconds: the successor of a certificate is taken up as soon as it lies in its place, without a restart. A
/// running connection is never given up for files that can't be used.</summary>
internal sealed class LoginFiles(LinkOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);
    private string? _inUse;
    private string? _useless;
    private string? _own;
    private string? _warned;
    private long _looked = time.GetTimestamp();

    /// <summary>When the gateway's certificate ends; null where it has none or none was read yet.</summary>
    public DateTimeOffset? Expires { get; private set; }

    /// <exception cref="LinkException">A file is missing or can't be used.</exception>
    public (X509Certificate2Collection? Authority, X509Certificate2? Own) Read()
    {
        _inUse = Fingerprint();
        var (authority, own) = (ReadAuthority(), ReadOwn());
        _own = own?.Thumbprint;
        Expires = own is null ? null : new DateTimeOffset(own.NotAfter.ToUniversalTime());
        WarnOfTheEnd();
        return (authority, own);
    }

    /// <summary>Whether other files lie there than the connection was made with, and can be used. Looks at most every ten
    /// seconds.</summary>
    public bool AreRenewed()
    {
        if (!options.Tls || (options.CaFile.Length == 0 && options.CertFile.Length == 0) || time.GetElapsedTime(_looked) < _lookEvery)
        {
            return false;
        }

        _looked = time.GetTimestamp();
        var found = Fingerprint();
        if (found == _inUse || found == _useless)
        {
            WarnOfTheEnd();
            return false;
        }

        try
        {
            ReadAuthority();
            ReadOwn()?.Dispose();
            return true;
        }
        catch (LinkException exception)
        {
            _useless = found;
            logger.LoginFilesRefused(exception.Message);
            return false;
        }
    }

    /// <summary>What to add to the words of a refused connection; empty where the gateway's certificate can't be the reason.</summary>
    public string Suspicion() => Expires < time.GetUtcNow() ? string.Create(CultureInfo.InvariantCulture,
        $"; the gateway's certificate {options.CertFile} expired on {Expires:yyyy-MM-dd}, put a new one in its place")
        : options.CertFile.Length > 0 ? $"; look whether the broker knows the authority of the gateway's certificate {options.CertFile}"
        : "; look whether the broker asks for a certificate (CertFile and KeyFile)";

    private void WarnOfTheEnd()
    {
        if (_own == _warned || Expires is not { } end || end - time.GetUtcNow() > TimeSpan.FromDays(options.CertificateWarningDays))
        {
            return;
        }

        _warned = _own;
        var ends = end < time.GetUtcNow() ? "expired" : "expires";
        logger.CertificateEnds(options.CertFile, ends, end);
    }

    private X509Certificate2Collection? ReadAuthority()
    {
        if (options.CaFile.Length == 0)
        {
            return null;
        }

        try
        {
            var authority = new X509Certificate2Collection();
            authority.ImportFromPemFile(options.CaFile);
            return authority.Count > 0
                ? authority
                : throw new LinkException($"The file {options.CaFile} holds no certificate: it must be the district's "
                + "certificate authority in PEM.");
        }
        catch (Exception exception) when (IsUnusable(exception))
        {
            throw new LinkException($"The certificate authority {options.CaFile} cannot be read: {exception.Message.TrimEnd('.')}.",
                exception);
        }
    }

    private X509Certificate2? ReadOwn()
    {
        if (options.CertFile.Length == 0)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(options.CertFile, options.KeyFile);
        }
        catch (Exception exception) when (IsUnusable(exception))
        {
            throw new LinkException($"The gateway's certificate {options.CertFile} with the key {options.KeyFile} cannot be used: "
                + $"{exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { options.CaFile, options.CertFile, options.KeyFile }.Where(file => file.Length > 0))
        {
            try
            {
                hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
            }
            catch (Exception exception) when (IsUnusable(exception))
            {
                hash.AppendData("missing"u8);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsUnusable(Exception exception) => exception is CryptographicException or ArgumentException or IOException
        or UnauthorizedAccessException;
}
