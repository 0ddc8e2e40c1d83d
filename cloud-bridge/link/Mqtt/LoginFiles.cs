using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>The files a TLS link rests on: the district's authority, the gateway's certificate and its key. Read at every connect, and
/// looked at again every few seconds: the successor of a certificate is taken up as soon as it lies in its place, without a restart. A
/// running connection is never given up for files that can't be used.</summary>
internal sealed class LoginFiles(LinkOptions options, LinkFindings findings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);
    private string? _inUse;
    private string? _useless;
    private string? _whyUseless;
    private string? _own;
    private string? _warned;
    private long _looked = time.GetTimestamp();

    /// <summary>When the gateway's certificate ends; null where it has none or none was read yet.</summary>
    public DateTimeOffset? Expires { get; private set; }

    /// <exception cref="LinkException">A file is missing or can't be used.</exception>
    public (X509Certificate2Collection? Authority, GatewayCertificate? Own) Read()
    {
        _inUse = Fingerprint();
        try
        {
            var (authority, own) = (ReadAuthority(), ReadOwn());
            (_useless, _whyUseless, _own, Expires) = (null, null, own?.Own.Thumbprint, own?.Ends);
            NoteUseless(null);
            WarnOfTheEnd();
            return (authority, own);
        }
        catch (LinkException exception)
        {
            NoteUseless(exception.Message);
            throw;
        }
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
            if (found == _inUse)
            {
                // Those from before were put back, if there were others.
                (_useless, _whyUseless) = (null, null);
            }

            NoteUseless(_whyUseless);
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
            (_useless, _whyUseless) = (found, exception.Message);
            NoteUseless(_whyUseless);
            logger.LoginFilesRefused(exception.Message);
            return false;
        }
    }

    /// <summary>What to add to the words of a refused connection; empty where the gateway's certificate can't be the reason.</summary>
    public string Suspicion() => Expires < time.GetUtcNow() ? string.Create(CultureInfo.InvariantCulture,
        $"; the gateway's certificate {options.CertFile} expired on {Expires:yyyy-MM-dd}, put a new one in its place")
        : options.CertFile.Length > 0 ? $"; look whether the broker knows the authority of the gateway's certificate {options.CertFile}"
        : "; look whether the broker asks for a certificate (CertFile and KeyFile)";

    private void NoteUseless(string? why)
    {
        if (why is null)
        {
            findings.Remove(LinkFinding.CertificateUnusable);
        }
        else
        {
            findings.Add(new LinkNote(LinkFinding.CertificateUnusable, null, why));
        }
    }

    private void WarnOfTheEnd()
    {
        findings.Remove(LinkFinding.CertificateEnds);
        findings.Remove(LinkFinding.CertificateEnded);
        if (Expires is not { } end || end - time.GetUtcNow() > TimeSpan.FromDays(options.CertificateWarningDays))
        {
            return;
        }

        findings.Add(new LinkNote(end < time.GetUtcNow() ? LinkFinding.CertificateEnded : LinkFinding.CertificateEnds, Until: end));
        if (_own == _warned)
        {
            return;
        }

        _warned = _own;
        var ends = end < time.GetUtcNow() ? "expired" : "expires";
        logger.CertificateEnds(options.CertFile, ends, end);
    }

    private X509Certificate2Collection? ReadAuthority()
    {
        var (authority, problem) = LinkFiles.ReadAuthority(options);
        return problem is null ? authority : throw new LinkException(problem.Words);
    }

    private GatewayCertificate? ReadOwn()
    {
        if (options.CertFile.Length == 0)
        {
            return null;
        }

        var (own, problem) = GatewayCertificate.Read(options);
        return own ?? throw new LinkException(problem!.Words);
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
            catch (Exception exception) when (GatewayCertificate.IsUnusable(exception))
            {
                hash.AppendData("missing"u8);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
