using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Mqtt;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>What staff are told of a certificate: in time, once a day, and until it is mended.</summary>
public sealed class CertificateNotesTests : IDisposable
{
    private readonly HubFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly List<LinkNote> _told = [];
    private readonly LinkFindings _findings;
    private readonly TestAuthority _district;
    private readonly LoginFiles _files;

    public CertificateNotesTests()
    {
        _district = new TestAuthority(_folder.Path, "district");
        _findings = new LinkFindings(_time) { Told = _told.Add };
        var options = new LinkOptions { CaFile = _district.File, CertFile = CertFile, KeyFile = KeyFile };
        _files = new LoginFiles(options, _findings, _time, new LogLines());
    }

    private string CertFile => Path.Combine(_folder.Path, "gate.pem");

    private string KeyFile => Path.Combine(_folder.Path, "gate.key");

    [Fact]
    public void One_that_ends_is_told_once_a_day_and_as_ended_when_it_has_until_another_lies_there()
    {
        Put(_district.Issue("gate-a", _time.GetUtcNow().AddDays(32)));
        _files.Read();
        LookFor(days: 1);
        Assert.Empty(_told);
        LookFor(days: 10);
        Assert.InRange(_told.Count, 9, 11);
        Assert.All(_told, note => Assert.Equal((LinkFinding.CertificateEnds, _files.Expires), (note.Finding, note.Until)));
        Assert.Equal(LinkFinding.CertificateEnds, Assert.Single(_findings.Standing).Finding);

        LookFor(days: 22);
        Assert.Equal(LinkFinding.CertificateEnded, _told[^1].Finding);
        Assert.Equal(LinkFinding.CertificateEnded, Assert.Single(_findings.Standing).Finding);
        Put(_district.Issue("gate-a", _time.GetUtcNow().AddDays(300)));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_files.AreRenewed());
        _files.Read();
        Assert.Empty(_findings.Standing);
    }

    [Fact]
    public void A_renewed_one_that_is_broken_is_told_once_a_day_until_it_is_whole_or_the_old_one_is_put_back()
    {
        var good = _district.Issue("gate-a", _time.GetUtcNow().AddDays(300));
        Put(good);
        _files.Read();
        Put((_district.Issue("gate-b", _time.GetUtcNow().AddDays(300)).Certificate, good.Key));
        LookFor(days: 3);
        Assert.InRange(_told.Count, 3, 4);
        Assert.All(_told, note => Assert.Equal(LinkFinding.CertificateUnusable, note.Finding));
        Assert.Contains(CertFile, Assert.Single(_findings.Standing).Detail, StringComparison.Ordinal);
        Put(good);
        LookFor(days: 1);
        Assert.Empty(_findings.Standing);
        Assert.InRange(_told.Count, 3, 4);
    }

    public void Dispose() => _folder.Dispose();

    private void LookFor(int days)
    {
        for (var hour = 0; hour < 24 * days; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            Assert.False(_files.AreRenewed());
        }
    }

    private void Put((string Certificate, string Key) pair)
    {
        File.WriteAllText(KeyFile, pair.Key);
        File.WriteAllText(CertFile, pair.Certificate);
    }
}
