using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Tests.Documents;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api;

/// <summary>What docs/api.md tells people to type works as it stands there, with a real curl that verifies the gateway's own
/// certificate.</summary>
public sealed partial class ApiPageTests
{
    [Fact, Trait("needs", "process")]
    public async Task Every_curl_line_of_the_page_is_answered()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "this machine has no curl");
        // It speaks of a robot too: of one that nobody reaches.
        await using var gateway = await RunningApi.StartAsync(site => site with
        {
            Outside = new OutsideOptions
            {
                Targets = [new TargetOptions { Id = "guards", Kind = TargetKind.Wecom, Url = "http://127.0.0.1:9/", Credential = "none" }],
            },
        });
        string[] lines = [.. Lines().Matches(Page.Read("docs/api.md").Text).Select(line => line.Groups[1].Value)];
        Assert.True(lines.Length >= 5, $"only {lines.Length} lines were found");
        using var folder = new TemporaryFolder();
        var authority = Path.Combine(folder.Path, "gateway.pem");
        using var certificate = OwnCertificate.Read(gateway.Site.DataFolder)!;
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem());
        var token = gateway.As(Role.Administrator).DefaultRequestHeaders.Authorization!.Parameter;
        foreach (var line in lines)
        {
            if (line.Contains("\"act\":\"mine\"", StringComparison.Ordinal))
            {
                // The page speaks of an alarm of the gate that nobody has yet.
                gateway.Services.GetRequiredService<EventLedger>().Append(new DoorHeldOpen("gate", 30));
            }

            var start = new ProcessStartInfo("/bin/bash", ["-c", $"{line} -w ' %{{http_version}} %{{http_code}}'"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["TOKEN"] = token;
            start.Environment["API"] = new Uri(gateway.Api, "/api/v1").ToString();
            start.Environment["CURL_CA_BUNDLE"] = authority;
            using var curl = Process.Start(start)!;
            var said = await curl.StandardOutput.ReadToEndAsync(Eventually.Token);
            await curl.WaitForExitAsync(Eventually.Token);
            Assert.True(Answered().IsMatch(said), $"{line}\n{said}{await curl.StandardError.ReadToEndAsync()}");
        }
    }

    [GeneratedRegex("^(curl -s .*\\$API.*)$", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex(@" 2(\.0)? 20[02]$")]
    private static partial Regex Answered();
}
