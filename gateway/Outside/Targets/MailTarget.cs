using System.Net.Sockets;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside.Targets;

/// <summary>Mailboxes, by SMTP: a connection a message, with TLS but to a server on this machine. Whoever of the receivers is refused keeps
/// it from none of the others.</summary>
internal sealed class MailTarget(TargetOptions options, SiteFile site, MessageWriter words, string? password, TimeProvider time) : ITarget
{
    private const int MostLines = 50;
    private const int MostBytes = 64 << 10;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public string Where => $"{options.Server}:{options.Port}";

    public IReadOnlyList<string> Secrets => password is null ? [] : [password];

    public Pace CreatePace(TimeProvider time) => new(3, TimeSpan.FromMinutes(1), time);

    public async Task<SendResult> SendAsync(OutsideMessage message, CancellationToken cancellationToken)
    {
        if (options.Credential.Length > 0 && password is null)
        {
            return SendResult.Refused(OutsideTexts.NoSecret(options.Credential));
        }

        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var mail = Write(message);
            return await SendAsync(mail, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendResult.Unanswered(OutsideTexts.NoAnswer((long)_patience.TotalSeconds));
        }
        catch (AuthenticationException refused)
        {
            return SendResult.Refused(OutsideTexts.MailLogin(Masking.Shown(refused.Message)));
        }
        catch (SslHandshakeException refused)
        {
            return SendResult.Refused(OutsideTexts.BadCertificate(Masking.Shown(refused.InnerException?.Message ?? refused.Message)));
        }
        catch (NotSupportedException refused)
        {
            return SendResult.Refused(OutsideTexts.MailNoTls(Masking.Shown(refused.Message)));
        }
        catch (SmtpCommandException refused)
        {
            var said = $"{(int)refused.StatusCode} {Masking.Shown(refused.Message)}";
            return (int)refused.StatusCode >= 500 ? SendResult.Refused(OutsideTexts.MailRefused(said))
                : SendResult.Unanswered(OutsideTexts.NotReached(said));
        }
        catch (CryptographicException useless)
        {
            return SendResult.Refused(OutsideTexts.BadAuthority(options.CaFile, Masking.Shown(useless.Message)));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ProtocolException or TimeoutException
            or ServiceNotConnectedException)
        {
            return SendResult.Unanswered(OutsideTexts.NotReached(Masking.Shown(broken.Message)));
        }
    }

    public void Dispose()
    {
        // A connection lives as long as its message.
    }

    private async Task<SendResult> SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        using var client = new Client { LocalDomain = "localhost", CheckCertificateRevocation = false };
        if (Authority.Policy(options.CaFile) is { } policy)
        {
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) => Authority.Holds(policy, certificate, errors);
        }

        await client.ConnectAsync(options.Server, options.Port, options.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        }, cancellationToken);
        if (password is not null)
        {
            await client.AuthenticateAsync(options.User, password, cancellationToken);
        }

        await client.SendAsync(mail, cancellationToken);
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or SocketException or ProtocolException or OperationCanceledException
            or ServiceNotConnectedException)
        {
            // The server has it: how it says goodbye is no matter.
        }

        return SendResult.Delivered;
    }

    private MimeMessage Write(OutsideMessage message)
    {
        var mail = new MimeMessage
        {
            Subject = words.Subject(message),
            Date = TimeZoneInfo.ConvertTime(message.At, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone)),
            MessageId = $"{message.Id}{options.From[options.From.LastIndexOf('@')..]}",
            Body = new TextPart("plain") { Text = words.Write(message, MostLines, MostBytes).ReplaceLineEndings("\r\n") },
            Priority = message.IsUrgent ? MessagePriority.Urgent : MessagePriority.Normal,
        };
        mail.From.Add(new MailboxAddress($"{site.Compound}/{site.Gateway}", options.From));
        mail.To.AddRange(options.To.Select(address => new MailboxAddress("", address)));

        // Nobody's out-of-office is to answer.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>Goes on with the receivers that are taken.</summary>
    private sealed class Client : SmtpClient
    {
        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            // Where none is taken, the base says so.
        }
    }
}
