using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>A mail as it came over the wire.</summary>
internal sealed record Mail(string From, IReadOnlyList<string> To, string Data, bool IsEncrypted, string? Login);

/// <summary>A small SMTP server on this machine: real bytes on a socket, STARTTLS, a login, and refusals at any step.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Mail> _mails = [];
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    /// <param name="certificate">For STARTTLS; null: it offers none.</param>
    public MailServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<Mail> Mails => [.. _mails];

    /// <summary>What it answers to a line in place of its own; null for its own.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    /// <summary>user and password that it takes.</summary>
    public string? Login { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or AuthenticationException)
            {
                // The client went, or did not trust the certificate.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var (from, login, isEncrypted) = ("", (string?)null, false);
        List<string> to = [];
        await SayAsync(stream, "220 test ESMTP");
        while (await ReadAsync(stream) is { } line)
        {
            var word = line.Split(' ')[0].ToUpperInvariant();
            if (Refuse(line) is { } refusal)
            {
                await SayAsync(stream, refusal);
                continue;
            }

            switch (word)
            {
                case "EHLO" or "HELO":
                    await SayAsync(stream, "250-test", isEncrypted || _certificate is null ? "250-8BITMIME" : "250-STARTTLS",
                        Login is null ? "250 SIZE 1000000" : "250 AUTH PLAIN");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go");
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate!);
                    (stream, isEncrypted) = (tls, true);
                    break;
                case "AUTH":
                    var words = line.Split(' ');
                    var given = words.Length > 2 ? words[2] : await AskAsync(stream);
                    login = Encoding.UTF8.GetString(Convert.FromBase64String(given)).Trim('\0').Replace('\0', ' ');
                    await SayAsync(stream, login == Login ? "235 fine" : "535 5.7.8 bad login");
                    break;
                case "MAIL":
                    from = Between(line);
                    await SayAsync(stream, "250 ok");
                    break;
                case "RCPT":
                    to.Add(Between(line));
                    await SayAsync(stream, "250 ok");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    var data = new StringBuilder();
                    while (await ReadAsync(stream) is { } text && text != ".")
                    {
                        data.Append(text.StartsWith('.') ? text[1..] : text).Append('\n');
                    }

                    _mails.Enqueue(new Mail(from, [.. to], data.ToString(), isEncrypted, login));
                    await SayAsync(stream, "250 taken");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task<string> AskAsync(Stream stream)
    {
        await SayAsync(stream, "334 ");
        return await ReadAsync(stream) ?? "";
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>',
        StringComparison.Ordinal)];

    private async Task SayAsync(Stream stream, params string[] lines) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))), _stop.Token);

    /// <summary>A byte at a time: what follows STARTTLS is not to be read with it.</summary>
    private async Task<string?> ReadAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}
