using System.Diagnostics;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

public sealed class LoginTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    [Trait("needs", "process")]
    public async Task Over_TLS_only_the_districts_own_authority_is_believed()
    {
        var (district, other) = (new TestAuthority(_folder.Path, "district"), new TestAuthority(_folder.Path, "other"));
        await using var broker = await MosquittoBroker.StartAsync($"allow_anonymous true\n{district.Server()}");
        await using var hub = await RunningHub.StartAsync(new HubOptions
        {
            Port = broker.Port,
            Store = _folder.Store,
            Tls = true,
            CaFile = district.File
        });
        var journal = new TestJournal("alarms").Append(10);
        var options = new LinkOptions { Port = broker.Port, Tls = true, CaFile = other.File };
        await using (var fooled = new RunningLink(options, _folder.Bookmarks, _ => null, journal))
        {
            await fooled.Log.UntilAsync("No link to the broker");
            Assert.False(fooled.Link.Status.Connected);
        }

        await using var link = new RunningLink(options with { CaFile = district.File }, _folder.Bookmarks, _ => null, journal);
        await link.DrainAsync();
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_wrong_password_is_refused_in_one_line_and_the_right_one_taken_without_a_restart()
    {
        var passwords = At("passwords");
        foreach (var user in (string[])["gate", "hub"])
        {
            string[] create = user == "gate" ? ["-c"] : [];
            using var tool = Process.Start(MosquittoBroker.Find("mosquitto_passwd"), ["-b", .. create, passwords, user, "rain-coat"]);
            await tool.WaitForExitAsync(Eventually.Token);
        }

        await using var broker = await MosquittoBroker.StartAsync($"allow_anonymous false\npassword_file {passwords}");
        await using var hub = await RunningHub.StartAsync(new HubOptions
        {
            Port = broker.Port,
            Store = _folder.Store,
            User = "hub",
            Password = "rain-coat"
        });
        string? secret = null;
        await using var link = new RunningLink(
            new LinkOptions { Port = broker.Port, Tls = false, Credential = "broker" }, _folder.Bookmarks, name => name == "broker"
            ? Volatile.Read(ref secret) : null,
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
            LinkRules.Problems(new LinkOptions { Tls = false, Host = "10.0.0.5" }).Select(problem => $"{problem}"));
        Assert.Single(LinkRules.Problems(new LinkOptions { Tls = false, Host = "127.0.0.1.example" }));
        Assert.Empty(LinkRules.Problems(new LinkOptions { CaFile = "/no/such.pem" }));
        Assert.StartsWith("CaFile /no/such.pem is not there",
            $"{Assert.Single(LinkRules.MissingFiles(new LinkOptions { CaFile = "/no/such.pem" }))}", StringComparison.Ordinal);
        Assert.StartsWith("CertFile and KeyFile belong together",
            $"{Assert.Single(LinkRules.Problems(new LinkOptions { CertFile = "gate.pem" }))}", StringComparison.Ordinal);
        Assert.StartsWith("CertFile has no effect", Assert.Single(LinkRules.Problems(new LinkOptions
        {
            Tls = false,
            CertFile = "gate.pem",
            KeyFile = "gate.key"
        })).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Host must", $"{Assert.Single(LinkRules.Problems(new LinkOptions { Host = " " }))}", StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string At(string file) => Path.Combine(_folder.Path, file);
}
