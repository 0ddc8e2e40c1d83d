using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.People.Rights;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Care;

/// <summary>Care is agreed to by itself, to a notice of its own, and what is set for it lies in the registry alone.</summary>
public sealed class CareConsentTests : IDisposable
{
    private readonly RightsBench _desk = new();

    public CareConsentTests()
    {
        _desk.Put("p-li", PersonKind.Owner, "3-2-501");
        _desk.Put("p-fang", PersonKind.Family, "3-2-502");
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Consent_to_care_is_its_own_with_the_version_and_a_digest_of_the_words_and_by_whom()
    {
        var said = _desk.Done(new RightsRequest.CareAgreement("p-li", "clerk", null, new CareSettings(Carers: ["王芳 138-1234-5678",
            "p-fang"])));
        var plan = _desk.Person("p-li").Details.Care!;
        var notice = Notice.InForce(new SiteFile(), NoticeOn.Care);
        Assert.Equal(new Consent(_desk.Time.GetUtcNow(), notice.Version, "clerk", notice.Digest), plan.Consent);
        Assert.Contains($"{notice.Version} ({notice.Digest})", said, StringComparison.Ordinal);
        Assert.Equal([new Carer(null, "王芳", "13812345678"), new Carer(new PersonId("p-fang"), null, null)], plan.Carers);
        Assert.Equal(new AloneHours(14, null, new TimeOnly(6, 0), new TimeOnly(22, 0)), plan.Alone);
        Assert.Null(_desk.Person("p-li").Consent);
        Assert.Equal(new CareAgreed("p-li", CareKind.Alone, notice.Version, false), Assert.Single(_desk.Happened.All.OfType<CareAgreed>()));

        // Withdrawn consent to face recognition leaves it as it was, and a restart keeps it.
        _desk.Done(new RightsRequest.FacesClearing("p-li"));
        _desk.Restart();
        Assert.Equal(plan, _desk.Person("p-li").Details.Care);
        Assert.All(_desk.Happened.All, one => Assert.DoesNotMatch("王芳|138", System.Text.Encoding.UTF8.GetString(EventJson.Write(one))));
    }

    [Fact]
    public void The_notice_on_care_says_who_is_told_and_for_how_long_in_both_languages_and_the_site_may_have_its_own()
    {
        using var folder = new TemporaryFolder();
        Assert.All(Enum.GetValues<Language>(), language =>
        {
            var site = new SiteFile { Language = language, Privacy = new PrivacyOptions { Handler = "新源社区", EraseAfterDays = 30 } };
            var notice = Notice.InForce(site, NoticeOn.Care);
            Assert.DoesNotContain('{', notice.Text);
            Assert.Contains("新源社区", notice.Text, StringComparison.Ordinal);
            Assert.Contains("30", notice.Text, StringComparison.Ordinal);
            Assert.NotEqual(Notice.InForce(site).Text, notice.Text);
        });
        File.WriteAllText(folder.At("2027-01.zh.txt"), "face");
        var own = new SiteFile { Language = Language.Zh, Privacy = new PrivacyOptions { NoticeFolder = folder.Path } };
        Assert.Equal(Notice.BuiltInVersion, Notice.InForce(own, NoticeOn.Care).Version);
        File.WriteAllText(folder.At("2027-02.care.zh.txt"), "care");
        Assert.Equal(new Notice("2027-02", "care"), Notice.InForce(own, NoticeOn.Care));
        Assert.Equal(new Notice("2027-01", "face"), Notice.InForce(own));
    }

    [Theory]
    [InlineData("say who witnessed", " ", null, null, null, null, "王芳 13812345678")]
    [InlineData("is nobody to tell", "clerk", null, null, null, null, "王芳")]
    [InlineData("is nobody to tell", "clerk", null, null, null, null, "p-li")]
    [InlineData("hours are 1 to 240", "clerk", 0, null, null, null, "p-fang")]
    [InlineData("the day must end after it begins", "clerk", 5, "22:00", "06:00", null, "p-fang")]
    [InlineData("'9' is no time", "clerk", 5, "9", null, null, "p-fang")]
    [InlineData("one of the two", "clerk", 5, null, null, "21:00", "p-fang")]
    public void What_is_not_right_is_said_and_nothing_is_kept(string reason, string witness, int? hours, string? from, string? to,
        string? by, string carer)
    {
        Assert.Contains(_desk.Refused(new RightsRequest.CareAgreement("p-li", witness, null, new CareSettings(hours, null, from, to, by,
            null, [carer]))), said => said.Contains(reason, StringComparison.Ordinal));
        Assert.Null(_desk.Person("p-li").Details.Care);
        Assert.Contains("nobody has agreed", Assert.Single(_desk.Refused(new RightsRequest.CareChange("p-li", new CareSettings(5)))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void For_a_child_under_fourteen_who_lives_alone_a_guardian_agrees_too()
    {
        _desk.Done(new RightsRequest.DetailsChange("p-li", BirthDate: "2013-01-31"));
        Assert.Contains("a guardian agrees", Assert.Single(_desk.Refused(new RightsRequest.CareAgreement("p-li", "clerk", null,
            new CareSettings()))), StringComparison.Ordinal);
        _desk.Done(new RightsRequest.CareAgreement("p-li", "clerk", "grandmother", new CareSettings()));
        Assert.True(Assert.Single(_desk.Happened.All.OfType<CareAgreed>()).ByGuardian);
    }

    [Fact]
    public void Days_away_that_meet_are_one_and_wrong_ones_are_refused()
    {
        _desk.Done(new RightsRequest.CareAgreement("p-li", "clerk", null, new CareSettings()));
        foreach (var (from, to) in new[] { ("2026-12-10", "2026-12-12"), ("2026-12-20", null), ("2026-12-13", "2026-12-15"),
            ("2026-12-01", "2026-12-11") })
        {
            _desk.Done(new RightsRequest.CareAway("p-li", null, from, to));
        }

        Assert.Equal([new AwayDays(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 15)), new AwayDays(new DateOnly(2026, 12, 20),
            new DateOnly(2026, 12, 20))], _desk.Person("p-li").Details.Care!.Away);
        Assert.All([("2026-12-31", "2026-12-01"), ("2026-12-31", "2036-12-01"), ("soon", null), (null, "2026-12-01")], days =>
            Assert.NotEmpty(_desk.Refused(new RightsRequest.CareAway("p-li", null, days.Item1, days.Item2))));
        Assert.Contains("no household", Assert.Single(_desk.Refused(new RightsRequest.CareAway(null, "9-9-9", "2026-12-01", null))),
            StringComparison.Ordinal);
        _desk.Done(new RightsRequest.CareAway(null, "3-2-501", null, null));
        Assert.Empty(_desk.Person("p-li").Details.Care!.Away);
    }

    [Fact]
    public void A_backup_brings_back_what_was_agreed_to_and_not_what_was_withdrawn_since()
    {
        _desk.Done(new RightsRequest.CareAgreement("p-li", "clerk", null, new CareSettings(Carers: ["王芳 13812345678"])));
        _desk.Done(new RightsRequest.CareAgreement("p-fang", "clerk", null, new CareSettings()));
        var plan = _desk.Person("p-fang").Details.Care;
        var backup = _desk.MakeBackup();
        _desk.Done(new RightsRequest.CareWithdrawal("p-li"));
        _desk.Done(new RightsRequest.CareChange("p-fang", new CareSettings(Hours: 20)));
        var restored = _desk.Restore(backup);
        Assert.Null(_desk.Person("p-li").Details.Care);
        Assert.Equal(plan, _desk.Person("p-fang").Details.Care);
        Assert.Contains(restored.Told.Check, line => line.Contains("p-fang: changed care", StringComparison.Ordinal));
        _desk.Restart();
        Assert.Null(_desk.Person("p-li").Details.Care);
    }

    [Fact]
    public void What_was_set_is_off_the_registry_s_files_with_the_withdrawal()
    {
        var carer = System.Text.Encoding.UTF8.GetBytes("王芳");
        _desk.Done(new RightsRequest.CareAgreement("p-li", "clerk", null, new CareSettings(Carers: ["王芳 13812345678"])));
        Assert.True(_desk.OnDisk(carer));
        _desk.Done(new RightsRequest.CareWithdrawal("p-li"));
        Assert.False(_desk.OnDisk(carer), "the carer lies on the disk after the withdrawal");
    }
}
