using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;
using Xunit;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Outside.Targets;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>Mail over a real socket: with TLS and a login, in both languages, and what the server may say against it.</summary>
public sealed class MailTargetTests
{
    private static readonly SiteFile _site = EveryKind.Site with { District = "d", Compound = "guanghui-li", Gateway = "g" };

    private static readonly OutsideMessage _forced = new("msg_1", new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero),
        [new Happening("alarms/1/1", "door.forced", DateTimeOffset.UnixEpoch, "东门", "告警 东门：被强行打开", "强行打开", true, false, false, null)], []);

    [Fact]
    public async Task A_mail_goes_to_all_receivers_in_chinese_and_once()
    {
        await using var server = new MailServer();
        Assert.Equal(SendResult.Delivered, await Target(server, MailSecurity.None).SendAsync(_forced, CancellationToken.None));
        var mail = Assert.Single(server.Mails);
        Assert.Equal(("gate@example.com", false), (mail.From, mail.IsEncrypted));
        Assert.Equal(["a@example.com", "b@example.com"], mail.To);
        using var read = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(mail.Data)),
            TestContext.Current.CancellationToken);
        Assert.Equal("【guanghui-li/g】告警 东门：被强行打开", read.Subject);
        Assert.Contains("01-01 08:00 告警 东门：被强行打开", read.TextBody, StringComparison.Ordinal);
        Assert.Equal("msg_1@example.com", read.MessageId);
        Assert.Equal("auto-generated", read.Headers["Auto-Submitted"]);
        Assert.Equal(MessagePriority.Urgent, read.Priority);
    }

    [Fact]
    public async Task Tls_and_a_login_come_before_the_mail_and_a_stranger_s_certificate_ends_it()
    {
        using var folder = new TemporaryFolder();
        using var certificate = SelfSigned();
        await using var server = new MailServer(certificate) { Login = "gate hush-hush" };
        var stranger = await Target(server, MailSecurity.StartTls, "hush-hush").SendAsync(_forced, CancellationToken.None);
        Assert.Equal(SendOutcome.Refused, stranger.Outcome);
        Assert.Contains("caFile", stranger.Why!.En, StringComparison.Ordinal);
        Assert.Empty(server.Mails);

        var ca = folder.Write("ca.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        Assert.Equal(SendResult.Delivered, await Target(server, MailSecurity.StartTls, "hush-hush", ca).SendAsync(_forced,
            CancellationToken.None));
        Assert.Equal((true, "gate hush-hush"), (server.Mails[0].IsEncrypted, server.Mails[0].Login));

        var wrong = await Target(server, MailSecurity.StartTls, "wrong", ca).SendAsync(_forced, CancellationToken.None);
        Assert.Equal(SendOutcome.Refused, wrong.Outcome);
        Assert.Contains("refuses the login", wrong.Why!.En, StringComparison.Ordinal);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_without_tls_gets_nothing_in_clear()
    {
        await using var server = new MailServer { Login = "gate hush-hush" };
        var result = await Target(server, MailSecurity.StartTls, "hush-hush").SendAsync(_forced, CancellationToken.None);
        Assert.Equal(SendOutcome.Refused, result.Outcome);
        Assert.Contains("offers no TLS", result.Why!.En, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 not from here", SendOutcome.Refused, "not from here", 0)]
    [InlineData("MAIL", "451 4.7.1 later", SendOutcome.Unanswered, "later", 0)]
    [InlineData("RCPT TO:<a@", "550 5.1.1 nobody", SendOutcome.Delivered, null, 1)]
    [InlineData("RCPT", "550 5.1.1 nobody", SendOutcome.Refused, null, 0)]
    [InlineData("QUIT", "500 rude", SendOutcome.Delivered, null, 1)]
    internal async Task What_a_server_says_against_it(string at, string says, SendOutcome outcome, string? words, int taken)
    {
        await using var server = new MailServer
        {
            Refuse = line => line.StartsWith(at, StringComparison.OrdinalIgnoreCase) ? says : null,
        };
        var result = await Target(server, MailSecurity.None).SendAsync(_forced, CancellationToken.None);
        Assert.Equal((outcome, taken), (result.Outcome, server.Mails.Count));
        Assert.Contains(words ?? "", result.Why?.En ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_asked_again()
    {
        var port = LoopbackPort.Free();
        var target = Target(port, MailSecurity.None);
        Assert.Equal(SendOutcome.Unanswered, (await target.SendAsync(_forced, CancellationToken.None)).Outcome);
    }

    private static MailTarget Target(MailServer server, MailSecurity security, string? password = null, string ca = "") =>
        Target(server.Port, security, password, ca);

    private static MailTarget Target(int port, MailSecurity security, string? password = null, string ca = "") => new(new TargetOptions
    {
        Id = "office",
        Kind = TargetKind.Mail,
        Server = security == MailSecurity.None ? "127.0.0.1" : "localhost",
        Port = port,
        Security = security,
        From = "gate@example.com",
        To = ["a@example.com", "b@example.com"],
        CaFile = ca,
        User = password is null ? "" : "gate",
        Credential = password is null ? "" : "mail",
    }, _site, new MessageWriter(_site, new EventFormatter(_site, new ResidentDirectory()), Language.Zh), password, TimeProvider.System);

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
