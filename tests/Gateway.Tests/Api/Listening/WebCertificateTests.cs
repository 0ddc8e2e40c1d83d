using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Listening;

/// <summary>The certificate that callers are shown, at real handshakes and under a clock that the test sets.</summary>
public sealed class WebCertificateTests : IDisposable
{
    private static readonly WebOptions _plain = new() { Port = 0, Names = ["gate.estate.example"] };

    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _machine = new(JournalBench.Morning);
    private readonly LogLines _log = new();
    private readonly SiteClock _time;

    public WebCertificateTests() => _time = new SiteClock(_machine);

    private string File => OwnCertificate.PathIn(_folder.Path);

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_start_makes_one_for_397_days_that_the_next_start_shows_again()
    {
        string first;
        await using (var server = await StartAsync(_plain))
        {
            var (shown, _) = await server.HandshakeAsync();
            first = WebCertificate.FingerprintOf(shown);
            Assert.Equal(TimeSpan.FromDays(397), shown.NotAfter - shown.NotBefore);
            Assert.Equal("1.2.840.10045.3.1.7", shown.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value);
            var names = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
            Assert.Contains("gate.estate.example", names.EnumerateDnsNames());
            Assert.Contains("localhost", names.EnumerateDnsNames());
            Assert.Contains(System.Net.IPAddress.Loopback, names.EnumerateIPAddresses());
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        await using var again = await StartAsync(_plain);
        Assert.Equal(first, WebCertificate.FingerprintOf((await again.HandshakeAsync()).Shown));
    }

    [Fact]
    public async Task A_month_before_its_end_another_of_the_same_key_is_taken_up_without_a_restart()
    {
        await using var server = await StartAsync(_plain);
        var (first, _) = await server.HandshakeAsync();
        _machine.Advance(TimeSpan.FromDays(365));
        server.Certificate.Look();
        Assert.Equal(first.RawData, (await server.HandshakeAsync()).Shown.RawData);
        _machine.Advance(TimeSpan.FromDays(2));
        server.Certificate.Look();
        var (second, _) = await server.HandshakeAsync();
        Assert.NotEqual(first.RawData, second.RawData);
        Assert.Equal(WebCertificate.PinOf(first), WebCertificate.PinOf(second));
        Assert.True(second.NotAfter > first.NotAfter.AddDays(360));
        Assert.Equal(second.RawData, OwnCertificate.Read(_folder.Path)!.RawData);
    }

    [Fact]
    public void A_name_that_it_lacks_makes_another()
    {
        var first = Make(_plain).Fingerprint;
        Assert.NotEqual(first, Make(_plain with { Names = ["door.estate.example"] }).Fingerprint);
    }

    [Fact]
    public void Under_a_clock_that_is_not_believed_none_is_changed_and_one_is_made_all_the_same()
    {
        var certificate = Make(_plain);
        var (first, ends) = (certificate.Fingerprint, certificate.Ends);
        var doubted = new SiteClock(new SteppedClock(JournalBench.Morning.AddYears(5)));
        doubted.Begin(new ClockFloor(JournalBench.Morning, null), ClockState.Unsynchronised);
        Assert.NotNull(doubted.Doubt);
        Assert.Equal(first, new WebCertificate(_plain, _folder.Path, doubted, new Logger(_log)).Fingerprint);
        System.IO.File.Delete(File);
        Assert.Equal(ends, new WebCertificate(_plain, _folder.Path, doubted, new Logger(_log)).Ends, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("nothing of a certificate")]
    [InlineData("")]
    public void A_spoilt_file_is_replaced(string spoilt)
    {
        var first = Make(_plain).Fingerprint;
        System.IO.File.WriteAllText(File, spoilt);
        Assert.NotEqual(first, Make(_plain).Fingerprint);
        Assert.NotNull(OwnCertificate.Read(_folder.Path));
    }

    [Fact]
    public void A_disk_that_refuses_costs_the_file_and_not_the_listener()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.Path, "keys"), "in the way");
        Assert.NotNull(Make(_plain).Shown);
        Assert.Contains(_log.All, line => line.Contains("could not be kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_site_s_own_is_shown_with_those_above_it_and_a_better_one_is_taken_up_while_a_worse_one_is_told()
    {
        using var authority = new Authority(_machine.GetUtcNow());
        var options = _plain with { CertFile = Path.Combine(_folder.Path, "own.pem"), KeyFile = Path.Combine(_folder.Path, "own.key") };
        authority.Issue(options, _machine.GetUtcNow().AddDays(10));
        await using var server = await StartAsync(options);
        var (first, beside) = await server.HandshakeAsync();
        Assert.Equal(("CN=own", 1), (first.Subject, beside));
        Assert.True(server.Certificate.IsOfSite);
        Assert.Null(server.Certificate.Problem);
        Assert.Contains($"ends on {_machine.GetUtcNow().AddDays(10):yyyy-MM-dd}", server.Certificate.ToSeeTo, StringComparison.Ordinal);

        authority.Issue(options, _machine.GetUtcNow().AddDays(-1));
        server.Certificate.Look();
        Assert.Equal(first.RawData, (await server.HandshakeAsync()).Shown.RawData);
        Assert.Contains("expired", server.Certificate.Problem, StringComparison.Ordinal);

        System.IO.File.WriteAllText(options.KeyFile, "half of a ke");
        server.Certificate.Look();
        Assert.Equal(first.RawData, (await server.HandshakeAsync()).Shown.RawData);
        Assert.Contains("cannot be used", server.Certificate.Problem, StringComparison.Ordinal);
        Assert.Equal(2, _log.Count("The API goes on with the one before it"));

        authority.Issue(options, _machine.GetUtcNow().AddDays(90));
        server.Certificate.Look();
        Assert.NotEqual(first.RawData, (await server.HandshakeAsync()).Shown.RawData);
        Assert.Null(server.Certificate.ToSeeTo);

        _machine.Advance(TimeSpan.FromDays(91));
        server.Certificate.Look();
        Assert.Contains("expired", server.Certificate.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_site_s_own_cannot_be_used_at_the_start_the_gateway_s_is_shown_until_it_can()
    {
        using var authority = new Authority(_machine.GetUtcNow());
        var options = _plain with { CertFile = Path.Combine(_folder.Path, "own.pem"), KeyFile = Path.Combine(_folder.Path, "own.key") };
        var certificate = Make(options);
        Assert.False(certificate.IsOfSite);
        Assert.Contains("cannot be used", certificate.Problem, StringComparison.Ordinal);
        authority.Issue(options, _machine.GetUtcNow().AddDays(10));
        certificate.Look();
        Assert.True(certificate.IsOfSite);
        Assert.Null(certificate.Problem);
    }

    private WebCertificate Make(WebOptions options) => new(options, _folder.Path, _time, new Logger(_log));

    private Task<ListeningServer> StartAsync(WebOptions options) => ListeningServer.StartAsync(options, _folder.Path, _time, _log);

    private sealed class Logger(LogLines lines) : Microsoft.Extensions.Logging.ILogger<WebCertificate>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state,
            Exception? exception, Func<TState, Exception?, string> formatter) => lines.Log(logLevel, eventId, state, exception, formatter);
    }

    /// <summary>An authority and one between it and the site's certificate.</summary>
    private sealed class Authority : IDisposable
    {
        private readonly X509Certificate2 _root;
        private readonly X509Certificate2 _between;

        public Authority(DateTimeOffset now)
        {
            using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var root = new CertificateRequest("CN=root", rootKey, HashAlgorithmName.SHA256);
            root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            _root = root.CreateSelfSigned(now.AddYears(-1), now.AddYears(9));
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var between = new CertificateRequest("CN=between", key, HashAlgorithmName.SHA256);
            between.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            using var signed = between.Create(_root, now.AddYears(-1), now.AddYears(8), [1]);
            _between = signed.CopyWithPrivateKey(key);
        }

        public void Issue(WebOptions options, DateTimeOffset until)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=own", key, HashAlgorithmName.SHA256);
            using var signed = request.Create(_between, until.AddDays(-100), until, RandomNumberGenerator.GetBytes(8));
            System.IO.File.WriteAllText(options.CertFile, $"{signed.ExportCertificatePem()}\n{_between.ExportCertificatePem()}\n");
            System.IO.File.WriteAllText(options.KeyFile, key.ExportPkcs8PrivateKeyPem());
        }

        public void Dispose()
        {
            _root.Dispose();
            _between.Dispose();
        }
    }
}
