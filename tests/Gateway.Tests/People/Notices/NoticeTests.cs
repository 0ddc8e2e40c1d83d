using Xunit;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Notices;

/// <summary>The notice that people are shown before they agree to face recognition: with purpose, method, retention and contact.</summary>
public sealed class NoticeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Zh", "联系方式：物业办公室 0734-8123456", "满30天")]
    [InlineData("En", "Contact: 物业办公室 0734-8123456", "30 days after your right has ended")]
    public void The_program_s_own_says_who_where_and_for_how_long(string language, params string[] lines)
    {
        var site = new SiteFile
        {
            Language = Enum.Parse<Language>(language),
            Privacy = new PrivacyOptions { Handler = "新源社区", Contact = "物业办公室 0734-8123456", EraseAfterDays = 30 },
        };
        var notice = Notice.InForce(site);
        Assert.Equal(Notice.BuiltInVersion, notice.Version);
        Assert.All(lines.Append("新源社区"), line => Assert.Contains(line, notice.Text, StringComparison.Ordinal));
        Assert.DoesNotContain('{', notice.Text);
        Assert.Empty(Notice.Problems(site));
        Assert.NotEqual(notice.Digest, Notice.InForce(site with { Privacy = site.Privacy with { Contact = "elsewhere" } }).Digest);
    }

    [Fact]
    public void The_site_s_newest_in_its_language_is_in_force()
    {
        File.WriteAllText(_folder.At("2026-12.zh.txt"), "旧");
        File.WriteAllText(_folder.At("2027-01.zh.txt"), "新");
        File.WriteAllText(_folder.At("2027-02.en.txt"), "new");
        var site = new SiteFile { Language = Language.Zh, Privacy = new PrivacyOptions { NoticeFolder = _folder.Path } };
        Assert.Equal(new Notice("2027-01", "新"), Notice.InForce(site));
        Assert.Equal(new Notice("2027-02", "new"), Notice.InForce(site with { Language = Language.En }));
        Assert.Empty(Notice.Problems(site));
    }

    [Fact]
    public void A_notice_that_is_not_UTF_8_is_named_with_its_line_and_nobody_agrees_to_it()
    {
        File.WriteAllText(_folder.At("2026-12.zh.txt"), "旧");
        File.WriteAllBytes(_folder.At("2027-01.zh.txt"), [(byte)'1', (byte)'\n', 0xCD, 0xF5, 0xCE, 0xB0]);
        var site = new SiteFile { Language = Language.Zh, Privacy = new PrivacyOptions { NoticeFolder = _folder.Path } };
        Assert.Contains("2027-01.zh.txt, line 2: this is not UTF-8",
            Assert.Single(Notice.Problems(site)).Line.En, StringComparison.Ordinal);
        Assert.Equal(new Notice("2026-12", "旧"), Notice.InForce(site));
    }

    [Fact]
    public void A_folder_that_is_not_there_or_has_none_is_named()
    {
        var site = new SiteFile { Language = Language.Zh, Privacy = new PrivacyOptions { NoticeFolder = _folder.Path } };
        Assert.Contains("VERSION.zh.txt", Assert.Single(Notice.Problems(site)).Line.En, StringComparison.Ordinal);
        site = site with { Privacy = new PrivacyOptions { NoticeFolder = _folder.At("none") } };
        Assert.Contains("there is no folder", Assert.Single(Notice.Problems(site)).Line.En, StringComparison.Ordinal);
    }
}
