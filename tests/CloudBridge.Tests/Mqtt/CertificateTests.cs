using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Mqtt;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>A broker that lets nobody in without a certificate of the district's authority.</summary>
public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset _later = DateTimeOffset.UtcNow.AddYears(2);
    private readonly HubFolder _folder = new();
    private readonly TestAuthority _district;
    private readonly int _plain = LoopbackPort.Free();

    public CertificateTests() => _district = new TestAuthority(_folder.Path, "district");

    [Fact]
    [Trait("needs", "process")]
    public async Task A_gateway_with_a_certificate_is_let_in_by_it_and_by_certificate_and_password_together()
    {
        await using var broker = await StartAsync();
        await using var hub = await RawHub.StartAsync(_plain, takesBatches: true);
        Put(_district.Issue("gate-a", _later));
        var journal = new TestJournal("alarms").Append(10);
        await using (var link = new RunningLink(Options(broker), _folder.Bookmarks, _ => null, journal))
        {
            await link.DrainAsync();
            Assert.Equal(1, broker.Count("u'gate-a'"));
            Assert.Equal(0, link.Log.Count("certificate"));
        }

        var passwords = Path.Combine(_folder.Path, "passwords");
        using (var tool = Process.Start(MosquittoBroker.Find("mosquitto_passwd"), ["-c", "-b", passwords, "gate", "rain-coat"]))
        {
            await tool.WaitForExitAsync(Eventually.Token);
        }

        await using var strict = await MosquittoBroker.StartAsync($"allow_anonymous false\npassword_file {passwords}\n{_district.Server()}"
            + $"\ncafile {_district.File}\nrequire_certificate true");
        var secret = "gate:umbrella";
        await using var both = new RunningLink(Options(strict) with { Credential = "broker" }, _folder.Bookmarks,
            _ => Volatile.Read(ref secret), journal);
        await both.UntilAsync(status => status.LastError?.Contains("refused the gateway", StringComparison.Ordinal) == true);
        Volatile.Write(ref secret, "gate:rain-coat");
        await both.UntilAsync(status => status.Connected);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_renewed_certificate_is_taken_up_without_a_restart_and_a_half_written_one_is_not()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var broker = await StartAsync();
        await using var hub = await RawHub.StartAsync(_plain, takesBatches: true);
        Put(_district.Issue("gate-a", _later));
        var journal = new TestJournal("alarms").Append(3);
        await using var link = new RunningLink(Options(broker), _folder.Bookmarks, _ => null, [], time, journal);
        await link.DrainAsync();

        var (certificate, key) = _district.Issue("gate-b", _later.AddYears(1));
        File.WriteAllText(CertFile, certificate);
        time.Advance(TimeSpan.FromSeconds(11));
        await link.Log.UntilAsync("cannot be used");
        journal.Append();
        await link.DrainAsync();
        Assert.True(link.Link.Status.Connected);

        File.WriteAllText(KeyFile, key);
        time.Advance(TimeSpan.FromSeconds(11));
        await broker.UntilAsync("u'gate-b'");
        await link.UntilAsync(status => status.Connected && status.CertificateExpires > _later);
        journal.Append();
        await link.DrainAsync();
        Assert.Equal((1, 1, 0), (link.Log.Count("Other certificates are in place"), link.Log.Count("cannot be used"),
            link.Log.Count("No link to the broker")));
        Assert.Equal(1, link.Link.Status.Totals.Reconnects);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_certificate_of_another_authority_is_one_clear_line_and_the_right_one_is_taken_without_a_restart()
    {
        await using var broker = await StartAsync();
        Put(new TestAuthority(_folder.Path, "other").Issue("gate-a", _later));
        await using var link = new RunningLink(Options(broker), _folder.Bookmarks, _ => null, new TestJournal("alarms"));
        await link.Log.UntilAsync("No link to the broker");
        Assert.Contains(CertFile, link.Link.Status.LastError, StringComparison.Ordinal);
        Put(_district.Issue("gate-a", _later));
        await link.UntilAsync(status => status.Connected);
        Assert.Equal(1, link.Log.Count("No link to the broker"));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_gateway_without_a_certificate_is_told_that_the_broker_may_want_one()
    {
        await using var broker = await StartAsync();
        await using var link = new RunningLink(Options(broker) with { CertFile = "", KeyFile = "" }, _folder.Bookmarks, _ => null,
            new TestJournal("alarms"));
        await link.Log.UntilAsync("look whether the broker asks for a certificate");
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task An_expired_certificate_is_said_in_one_line_with_what_to_do()
    {
        await using var broker = await StartAsync();
        Put(_district.Issue("gate-a", DateTimeOffset.UtcNow.AddDays(-3)));
        await using var link = new RunningLink(Options(broker), _folder.Bookmarks, _ => null, new TestJournal("alarms"));
        await link.Log.UntilAsync("No link to the broker");
        Assert.Contains($"the gateway's certificate {CertFile} expired on ", link.Link.Status.LastError, StringComparison.Ordinal);
        await broker.UntilAsync("certificate verify failed", times: 2);
        Assert.Equal((1, 1), (link.Log.Count("No link to the broker"), link.Log.Count("The gateway's certificate")));
    }

    [Fact]
    public void The_end_of_a_certificate_is_announced_once_in_time_and_once_more_for_its_successor()
    {
        var (time, log) = (new FakeTimeProvider(DateTimeOffset.UtcNow), new LogLines());
        Put(_district.Issue("gate-a", time.GetUtcNow().AddDays(40)));
        var files = new LoginFiles(new LinkOptions { CaFile = _district.File, CertFile = CertFile, KeyFile = KeyFile },
            new LinkFindings(time), time, log);
        files.Read();
        Look(days: 9);
        Assert.Equal(0, log.Count("expires on"));
        Look(days: 2);
        Look(days: 1);
        files.Read();
        Assert.Equal(1, log.Count($"The gateway's certificate {CertFile} expires on"));

        Put(_district.Issue("gate-a", time.GetUtcNow().AddDays(20)));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(files.AreRenewed());
        files.Read();
        Look(days: 0);
        Assert.Equal(2, log.Count("expires on"));

        void Look(int days)
        {
            time.Advance(TimeSpan.FromDays(days) + TimeSpan.FromSeconds(10));
            Assert.False(files.AreRenewed());
        }
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_missing_certificate_costs_the_link_and_nothing_else()
    {
        await using var broker = await StartAsync();
        await using var link = new RunningLink(Options(broker), _folder.Bookmarks, _ => null, new TestJournal("alarms"));
        await link.Log.UntilAsync($"The gateway's certificate {CertFile} with the key {KeyFile} cannot be used");
        Put(_district.Issue("gate-a", _later));
        await link.UntilAsync(status => status.Connected);
    }

    public void Dispose() => _folder.Dispose();

    private string CertFile => Path.Combine(_folder.Path, "gate.pem");

    private string KeyFile => Path.Combine(_folder.Path, "gate.key");

    private LinkOptions Options(MosquittoBroker broker) => new()
    {
        Port = broker.Port,
        CaFile = _district.File,
        CertFile = CertFile,
        KeyFile = KeyFile
    };

    /// <summary>The listener that asks for certificates, and a plain one for the hub.</summary>
    private Task<MosquittoBroker> StartAsync() => MosquittoBroker.StartAsync($"""
        {_district.Server()}
        cafile {_district.File}
        require_certificate true
        use_identity_as_username true
        listener {_plain} 127.0.0.1
        allow_anonymous true
        """);

    private void Put((string Certificate, string Key) pair)
    {
        File.WriteAllText(KeyFile, pair.Key);
        File.WriteAllText(CertFile, pair.Certificate);
    }
}
