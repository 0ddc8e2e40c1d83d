using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>A gateway's certificate that an authority between it and the district's root has signed, at a broker that knows the root
/// alone.</summary>
public sealed class CertificateChainTests : IDisposable
{
    private static readonly DateTimeOffset _later = DateTimeOffset.UtcNow.AddYears(2);
    private readonly HubFolder _folder = new();
    private readonly TestAuthority _root;
    private readonly TestAuthority _between;

    public CertificateChainTests()
    {
        _root = new TestAuthority(_folder.Path, "root");
        _between = new TestAuthority(_folder.Path, "between", _root);
    }

    private string CertFile => Path.Combine(_folder.Path, "gate.pem");

    private string KeyFile => Path.Combine(_folder.Path, "gate.key");

    private LinkOptions Options => new() { CaFile = _root.File, CertFile = CertFile, KeyFile = KeyFile };

    private string Between => File.ReadAllText(_between.File);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("needs", "process")]
    public async Task The_authorities_in_the_file_are_shown_with_it_wherever_they_stand_there(bool first)
    {
        await using var broker = await StartAsync();
        var (certificate, key) = _between.Issue("gate-a", _later);
        Put(first ? $"{Between}\n{certificate}" : $"{certificate}\n{Between}", key);
        await using var link = Link(broker);
        await link.UntilAsync(status => status.Connected);
        Assert.Equal(1, broker.Count("u'gate-a'"));
        Assert.Null(LinkFiles.MissingIssuer(Options));
        Assert.Empty(LinkFiles.Problems(Options, DateTimeOffset.UtcNow));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Without_them_the_broker_refuses_it_and_a_check_before_names_who_is_missing()
    {
        var (certificate, key) = _between.Issue("gate-a", _later);
        Put(certificate, key);
        Assert.Equal("CN=between", LinkFiles.MissingIssuer(Options));
        await using var broker = await StartAsync();
        await using var link = Link(broker);
        await link.UntilAsync(status => status.LastError?.Contains(CertFile, StringComparison.Ordinal) == true);
        Assert.False(link.Link.Status.Connected);
        Put($"{certificate}\n{Between}", key);
        await link.UntilAsync(status => status.Connected);
    }

    [Fact]
    public void A_check_names_what_no_broker_could_be_reached_with()
    {
        var now = DateTimeOffset.UtcNow;
        var (certificate, key) = _root.Issue("gate-a", now.AddDays(10));
        Put(certificate, key);
        Assert.Empty(LinkFiles.Problems(Options, now));
        Assert.Contains("expired on", $"{Assert.Single(LinkFiles.Problems(Options, now.AddDays(11)))}", StringComparison.Ordinal);
        Assert.Contains("holds from", $"{Assert.Single(LinkFiles.Problems(Options, DateTimeOffset.UnixEpoch.AddDays(-1)))}",
            StringComparison.Ordinal);

        // Renewed by halves: the key of the one before.
        Put(_root.Issue("gate-b", _later).Certificate, key);
        Assert.StartsWith("CertFile: The gateway's certificate",
            $"{Assert.Single(LinkFiles.Problems(Options, now))}", StringComparison.Ordinal);
        Put("-----BEGIN CERTIFICATE-----\nMIIB", key);
        Assert.Contains("cannot be used", $"{Assert.Single(LinkFiles.Problems(Options, now))}", StringComparison.Ordinal);
        Put(certificate, "no key");
        Assert.Contains("cannot be used", $"{Assert.Single(LinkFiles.Problems(Options, now))}", StringComparison.Ordinal);

        File.WriteAllText(CertFile, "");
        Assert.Single(LinkFiles.Problems(Options, now));
        File.WriteAllText(_root.File, "nothing");
        Assert.Equal(2, LinkFiles.Problems(Options, now).Count());
    }

    public void Dispose() => _folder.Dispose();

    private Task<MosquittoBroker> StartAsync() => MosquittoBroker.StartAsync($"""
        {_root.Server()}
        cafile {_root.File}
        require_certificate true
        use_identity_as_username true
        """);

    private RunningLink Link(MosquittoBroker broker) =>
        new(Options with { Port = broker.Port }, _folder.Bookmarks, _ => null, new TestJournal("alarms"));

    private void Put(string certificate, string key)
    {
        File.WriteAllText(KeyFile, key);
        File.WriteAllText(CertFile, certificate);
    }
}
