using System.Security.Cryptography.X509Certificates;
using Xunit;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>People compare the certificate's fingerprint, machines are given the certificate, nobody its key.</summary>
public sealed class WebCommandTests
{
    private const string Site = """
        {
          "district": "d", "compound": "c", "gateway": "g", "dataFolder": "data", "boards": [{ "id": "box", "kind": "simulated" }],
          "readers": [{ "id": "r", "board": "box", "data0Pin": 1, "data1Pin": 2, "format": "wiegand-34" }],
          "doors": [{ "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 3 }, "readers": ["r"] }],
          "link": { "enabled": false }WEB
        }
        """;

    [Fact]
    public async Task What_is_printed_is_what_the_gateway_shows_and_never_its_key()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "site.jsonc");
        await File.WriteAllTextAsync(file, Site.Replace("WEB", """, "web": { }""", StringComparison.Ordinal));
        var (none, _, error) = await TypedCommand.RunAsync("web", "fingerprint", "--site", file);
        Assert.Equal(3, none);
        Assert.Contains("web.pem", error, StringComparison.Ordinal);

        using var certificate = OwnCertificate.Make(new WebOptions(), DateTimeOffset.UtcNow, null);
        OwnCertificate.Keep(certificate, Path.Combine(folder.Path, "data"));
        var (code, output, _) = await TypedCommand.RunAsync("web", "fingerprint", "--site", file);
        Assert.Equal(0, code);
        Assert.Contains(WebCertificate.FingerprintOf(certificate), output, StringComparison.Ordinal);
        Assert.Contains(WebCertificate.PinOf(certificate), output, StringComparison.Ordinal);
        var (_, pem, _) = await TypedCommand.RunAsync("web", "certificate", "--site", file);
        Assert.Equal(certificate.RawData, X509Certificate2.CreateFromPem(pem).RawData);
        Assert.DoesNotContain("PRIVATE", pem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_API_it_is_said()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "site.jsonc");
        await File.WriteAllTextAsync(file, Site.Replace("WEB", "", StringComparison.Ordinal));
        var (code, _, error) = await TypedCommand.RunAsync("web", "fingerprint", "--site", file);
        Assert.Equal(3, code);
        Assert.Contains("no API", error, StringComparison.Ordinal);
    }
}
