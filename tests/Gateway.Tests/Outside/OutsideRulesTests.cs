using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Site.Rules;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>Each mistake in what goes outside is one line with its place and what helps.</summary>
public sealed class OutsideRulesTests
{
    private static readonly TargetOptions _webhook = new() { Id = "a", Url = "https://example.com/x", Credential = "key" };

    private static readonly TargetOptions _wecom = new() { Id = "a", Kind = TargetKind.Wecom, Credential = "key" };

    private static readonly TargetOptions _mail = new()
    {
        Id = "a",
        Kind = TargetKind.Mail,
        Server = "smtp.example.com",
        From = "gate@example.com",
        To = ["office@example.com"],
    };

    public static TheoryData<string, string> Mistakes => new()
    {
        { nameof(TargetOptions.Url), "Url is missing" },
        { "query", "holds a key or a password" },
        { "login", "holds a key or a password" },
        { "clear", "is in clear (http)" },
        { "noUrl", "is no address" },
        { "noCredential", "Credential is missing" },
        { "dingtalk", "SignCredential is missing" },
        { "signed", "SignCredential is for dingtalk alone" },
        { "mixed", "are for mail alone" },
        { "from", "From 'nobody' is no mail address" },
        { "to", "To[0] 'x' is no mail address" },
        { "noTo", "To must have between 1 and 20" },
        { "server", "Server is missing" },
        { "mailUrl", "are not for mail" },
        { "half", "belong together" },
        { "plain", "sends mail and password in clear" },
        { "nothing", "Of is empty" },
        { "names", "NamesBasis is missing" },
        { "siren", "is the siren's own name" },
        { "quiet", "begin and end at 22:00" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_line(string mistake, string line) =>
        Assert.Contains(line, Assert.Single(OutsideRules.Problems(Wrong(mistake))).Line.En, StringComparison.Ordinal);

    [Fact]
    public void What_is_in_order_has_no_line() => Assert.Empty(OutsideRules.Problems(With(_webhook,
        _webhook with { Id = "b", Url = "http://192.168.1.7:8000/hook" }, _wecom with { Id = "c" },
        _wecom with { Id = "d", Kind = TargetKind.Dingtalk, SignCredential = "sign" }, _mail with { Id = "e" },
        _mail with { Id = "f", Server = "127.0.0.1", Security = MailSecurity.None },
        _wecom with { Id = "g", Names = true, NamesBasis = "consent of 2026-11" })));

    [Fact]
    public void A_siren_needs_a_relay_that_nobody_else_has_and_alarms_that_somebody_acknowledges()
    {
        SiteFile Site(SirenOptions siren) => With() with { Outside = new OutsideOptions { Siren = siren } };
        Assert.Contains("Relay is missing", Assert.Single(OutsideRules.Problems(Site(new SirenOptions()))).Line.En,
            StringComparison.Ordinal);
        var relay = new RelayOptions { Board = "box", Pin = 1 };
        Assert.Contains("nobody acknowledges notices", Assert.Single(OutsideRules.Problems(Site(new SirenOptions
        {
            Relay = relay,
            Of = [OutsideSubject.Notices],
        }))).Line.En, StringComparison.Ordinal);
        Assert.Contains(DeviceRules.Problems(Site(new SirenOptions { Relay = relay }) with
        {
            Doors = [new DoorOptions { Id = "gate", Relay = relay }],
        }), line => line.Line.En.Contains("Site.Outside.Siren.Relay", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("22:00", "06:00", 23, true)]
    [InlineData("22:00", "06:00", 5, true)]
    [InlineData("22:00", "06:00", 6, false)]
    [InlineData("12:00", "14:00", 13, true)]
    [InlineData("12:00", "14:00", 14, false)]
    [InlineData("20:00", "24:00", 23, true)]
    public void Quiet_hours_may_go_over_midnight(string from, string to, int hour, bool isQuiet) =>
        Assert.Equal(isQuiet, new QuietHoursOptions { From = from, To = to }.Has(TimeSpan.FromHours(hour)));

    internal static SiteFile Wrong(string mistake) => With(mistake switch
    {
        nameof(TargetOptions.Url) => _webhook with { Url = "" },
        "query" => _wecom with { Url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1" },
        "login" => _webhook with { Url = "https://me:secret@example.com/" },
        "clear" => _webhook with { Url = "http://8.8.8.8/" },
        "noUrl" => _webhook with { Url = "ftp://example.com/" },
        "noCredential" => _wecom with { Credential = "" },
        "dingtalk" => _wecom with { Kind = TargetKind.Dingtalk },
        "signed" => _wecom with { SignCredential = "sign" },
        "mixed" => _wecom with { Server = "smtp.example.com" },
        "from" => _mail with { From = "nobody" },
        "to" => _mail with { To = ["x"] },
        "noTo" => _mail with { To = [] },
        "server" => _mail with { Server = "" },
        "mailUrl" => _mail with { Url = "https://example.com/" },
        "half" => _mail with { User = "gate" },
        "plain" => _mail with { Security = MailSecurity.None },
        "nothing" => _wecom with { Of = [] },
        "names" => _wecom with { Names = true },
        "siren" => _wecom with { Id = "siren" },
        _ => _wecom with { QuietHours = new QuietHoursOptions { From = "22:00", To = "22:00" } },
    });

    private static SiteFile With(params TargetOptions[] targets) => new()
    {
        Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Simulated }],
        Outside = new OutsideOptions { Targets = targets },
    };
}
