using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>What becomes of somebody who speaks plain HTTP to a port of HTTPS: a page is sent on to its https address, and anything else is
/// told so in a line. Nothing is carried out: what it said could be read on the way.</summary>
internal static class PlainHttp
{
    private const byte TlsHandshake = 0x16;
    private const int LongestHead = 8 << 10;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <returns>True where the peer begins a TLS handshake, of which nothing is taken away; false where it was answered, or has
    /// gone.</returns>
    public static async Task<bool> IsTlsAsync(ConnectionContext connection, WebOptions options)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        patience.CancelAfter(_patience);
        try
        {
            var (first, head) = await ReadHeadAsync(connection, patience.Token);
            if (first is null or TlsHandshake)
            {
                return first is not null;
            }

            await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(Answer(head, options)), patience.Token);
            return false;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    /// <returns>The first byte, null where there is none; and where it begins no handshake, the head as far as it came.</returns>
    private static async Task<(byte? First, string Head)> ReadHeadAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            byte? first = buffer.IsEmpty ? null : buffer.FirstSpan[0];
            var head = first is null or TlsHandshake ? "" : Encoding.ASCII.GetString(buffer.Slice(0, Math.Min(buffer.Length, LongestHead))
                .ToArray());
            var isWhole = first is TlsHandshake || head.Contains("\r\n\r\n", StringComparison.Ordinal) || head.Length == LongestHead
                || read.IsCompleted;
            if (isWhole)
            {
                input.AdvanceTo(first is TlsHandshake ? buffer.Start : buffer.End);
                return (first, head);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static string Answer(string head, WebOptions options)
    {
        var lines = head.Split("\r\n");
        var host = lines.Skip(1).FirstOrDefault(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase))?[5..].Trim();
        if (lines[0].Split(' ') is ["GET" or "HEAD", ['/', ..] target, ['H', 'T', 'T', 'P', '/', ..]] && host is not null
            && HostNames.Allows(options, new HostString(host)))
        {
            return $"HTTP/1.1 307 Temporary Redirect\r\nLocation: https://{host}{target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        }

        const string Line = "this port speaks HTTPS alone: begin the address with https://\n";
        return $"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: {Line.Length}\r\nConnection: close\r\n\r\n{Line}";
    }
}
