using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>
/// The certificate that callers of the API are shown: the site's own while it can be used, else one that the gateway makes. There always is
/// one, and a better one is taken up without a restart; one that is spoilt or out of date is told, and the one before it stays. While the
/// clock is not believed no certificate is changed for the time's sake: people would be asked to compare a fingerprint for nothing.
/// </summary>
internal sealed class WebCertificate
{
    private static readonly TimeSpan _lastDays = TimeSpan.FromDays(30);

    private readonly WebOptions _options;
    private readonly string _dataFolder;
    private readonly SiteClock _time;
    private readonly ILogger _logger;
    private readonly Lock _one = new();
    private volatile SslStreamCertificateContext? _shown;
    private string? _notKept;
    private (DateTime, long, DateTime, long)? _read;

    public WebCertificate(WebOptions options, string dataFolder, SiteClock time, ILogger<WebCertificate> logger)
    {
        (_options, _dataFolder, _time, _logger) = (options, dataFolder, time, logger);
        Look();
    }

    public SslStreamCertificateContext Shown => _shown!;

    /// <summary>Whether it is the one of the site file: an authority stands behind it.</summary>
    public bool IsOfSite { get; private set; }

    /// <summary>Why the site's own is not shown, or is out of date; null where all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>What staff should see to: a problem, or that the site's own has few days left, for nobody here renews it; or that the
    /// gateway's own is kept nowhere.</summary>
    public string? ToSeeTo => Problem ?? _notKept ?? (IsOfSite && _time.Doubt is null ? GatewayCertificate.EndsSoon(Shown.TargetCertificate,
        _time.GetUtcNow(), _lastDays, _options.CertFile) : null);

    public DateTimeOffset Ends => Shown.TargetCertificate.NotAfter.ToUniversalTime();

    public string Fingerprint => FingerprintOf(Shown.TargetCertificate);

    /// <summary>SHA-256 of the certificate, as browsers show it.</summary>
    public static string FingerprintOf(X509Certificate2 certificate) =>
        string.Join(':', Convert.ToHexString(certificate.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(two => new string(two)));

    /// <summary>SHA-256 of its key, as <c>curl --pinnedpubkey</c> takes it: a renewed certificate of the gateway's own keeps it.</summary>
    public static string PinOf(X509Certificate2 certificate) =>
        $"sha256//{Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()))}";

    /// <summary>Takes up what there is that is better; to be called every few seconds. Never throws.</summary>
    public void Look()
    {
        lock (_one)
        {
            if (_options.CertFile.Length > 0)
            {
                LookAtSites();
            }

            if (_shown is null || (!IsOfSite && _time.Doubt is null
                && OwnCertificate.IsDue(_shown.TargetCertificate, _options, _time.GetUtcNow())))
            {
                RenewOwn();
            }
        }
    }

    private void LookAtSites()
    {
        var stamp = StampOf(_options.CertFile, _options.KeyFile);
        if (stamp is not null && stamp == _read && Problem is null)
        {
            Note(_time.Doubt is not null || !IsOfSite ? null : GatewayCertificate.Untimely(_shown!.TargetCertificate,
                _time.GetUtcNow(), _options.CertFile)?.Words);
            return;
        }

        _read = stamp;
        var (found, problem) = GatewayCertificate.Read(_options.CertFile, _options.KeyFile);
        problem ??= _time.Doubt is null ? found!.Untimely(_time.GetUtcNow(), _options.CertFile) : null;
        Note(problem?.Words);
        if (problem is null && !(IsOfSite && _shown!.TargetCertificate.RawData.AsSpan().SequenceEqual(found!.Own.RawData)))
        {
            Show(found!.Own, found.Between, isOfSite: true);
            return;
        }

        found?.Dispose();
    }

    private void RenewOwn()
    {
        var now = _time.GetUtcNow();
        var known = _shown?.TargetCertificate ?? OwnCertificate.Read(_dataFolder);
        if (known is null || (_time.Doubt is null && OwnCertificate.IsDue(known, _options, now)))
        {
            known = OwnCertificate.Make(_options, now, known);
            try
            {
                OwnCertificate.Keep(known, _dataFolder);
                _notKept = null;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                _logger.CertificateNotKept(OwnCertificate.PathIn(_dataFolder), refused.Message);
                _notKept = $"the certificate could not be kept in {OwnCertificate.PathIn(_dataFolder)}: {refused.Message}; after the next "
                    + "start it has another fingerprint";
            }
        }

        Show(known, [], isOfSite: false);
    }

    private void Show(X509Certificate2 certificate, X509Certificate2Collection between, bool isOfSite)
    {
        _shown = SslStreamCertificateContext.Create(certificate, between, offline: true);
        IsOfSite = isOfSite;
        var (fingerprint, ends) = (FingerprintOf(certificate), certificate.NotAfter.ToUniversalTime());
        _logger.CertificateShown(fingerprint, ends);
    }

    private void Note(string? problem)
    {
        if (problem != Problem)
        {
            Problem = problem;
            if (problem is not null)
            {
                _logger.CertificateRefused(problem, _shown is null ? "one that the gateway makes" : "the one before it");
            }
        }
    }

    private static (DateTime, long, DateTime, long)? StampOf(string certificate, string key)
    {
        var (one, other) = (new FileInfo(certificate), new FileInfo(key));
        return one.Exists && other.Exists ? (one.LastWriteTimeUtc, one.Length, other.LastWriteTimeUtc, other.Length) : null;
    }
}
