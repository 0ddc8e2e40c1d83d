using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Zhuhui.Edge.Hub;
using Zhuhui.Edge.Tests;

namespace Zhuhui.Edge.CloudBridge.Tests;

public sealed class LoginTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Over_TLS_only_the_districts_own_authority_is_believed()
    {
        var (authority, _) = (MakeAuthority("district"), MakeAuthority("other"));
        MakeServer(authority);
        await using var broker = await MosquittoBroker.StartAsync($"""
            allow_anonymous true
            certfile {At("server.pem")}
            keyfile {At("server.key")}
            """);
        await using var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store, Tls = true, CaFile = At("district.pem") });
        var journal = new TestJournal("alarms").Append(10);
        var options = new LinkOptions { Port = broker.Port, Tls = true, CaFile = At("other.pem") };
        await using (var fooled = new RunningLink(options, _folder.Bookmarks, _ => null, journal))
        {
            await fooled.Log.UntilAsync("No link to the broker");
            Assert.False(fooled.Link.Status.Connected);
        }

        await using var link = new RunningLink(options with { CaFile = At("district.pem") }, _folder.Bookmarks, _ => null, journal);
        await link.DrainAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_one_line_and_the_right_one_taken_without_a_restart()
    {
        var passwords = At("passwords");
        foreach (var user in (string[])["gate", "hub"])
        {
            string[] create = user == "gate" ? ["-c"] : [];
            using var tool = Process.Start(MosquittoBroker.Find("mosquitto_passwd"), ["-b", .. create, passwords, user, "rain-coat"]);
            await tool.WaitForExitAsync(Patience.Token);
        }

        await using var broker = await MosquittoBroker.StartAsync($"allow_anonymous false\npassword_file {passwords}");
        await using var hub = await RunningHub.StartAsync(new HubOptions { Port = broker.Port, Store = _folder.Store, User = "hub", Password = "rain-coat" });
        string? secret = null;
        await using var link = new RunningLink(
            new LinkOptions { Port = broker.Port, Tls = false, Credential = "broker" }, _folder.Bookmarks, name => name == "broker" ? Volatile.Read(ref secret) : null,
            new TestJournal("alarms").Append(3));
        await link.UntilAsync(status => status.LastError?.Contains("The secret \"broker\"", StringComparison.Ordinal) == true);
        Volatile.Write(ref secret, "gate:umbrella");
        await link.UntilAsync(status => status.LastError?.Contains("refused the gateway: ", StringComparison.Ordinal) == true);
        Volatile.Write(ref secret, "gate:rain-coat");
        await link.DrainAsync();
        Assert.Equal(1, link.Log.Count("No link to the broker"));
    }

    [Fact]
    public void Without_TLS_only_this_machine_is_accepted()
    {
        Assert.Empty(LinkRules.Problems(new LinkOptions { Tls = false, Host = "127.0.0.1" }));
        Assert.Empty(LinkRules.Problems(new LinkOptions { Tls = false, Host = "localhost" }));
        Assert.Empty(LinkRules.Problems(new LinkOptions { Tls = false, Host = "::1" }));
        Assert.Empty(LinkRules.Problems(new LinkOptions { Tls = false, Host = "10.0.0.5", Enabled = false }));
        Assert.Empty(LinkRules.Problems(new LinkOptions { Host = "10.0.0.5" }));
        Assert.Equal(
            ["Tls must be true for the broker 10.0.0.5: without TLS only a broker on this machine (127.0.0.1) is accepted."],
            LinkRules.Problems(new LinkOptions { Tls = false, Host = "10.0.0.5" }));
        Assert.Single(LinkRules.Problems(new LinkOptions { Tls = false, Host = "127.0.0.1.example" }));
        Assert.StartsWith("CaFile /no/such.pem is not there", Assert.Single(LinkRules.Problems(new LinkOptions { CaFile = "/no/such.pem" })), StringComparison.Ordinal);
        Assert.StartsWith("Host must", Assert.Single(LinkRules.Problems(new LinkOptions { Host = " " })), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string At(string file) => Path.Combine(_folder.Path, file);

    private X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(At(name + ".pem"), certificate.ExportCertificatePem());
        return certificate;
    }

    private void MakeServer(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(199), [1, 2, 3, 4]);
        File.WriteAllText(At("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(At("server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
