using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Asks a camera that refused the login which ones it offers. ffmpeg (5.1) answers the last Digest that a camera names, and knows
/// MD5 alone: a right password is refused where SHA-256 stands last (RFC 7616 wants the better one first, some cameras have it
/// last).</summary>
internal static partial class LoginOffer
{
    private const int LongestAnswer = 8192;

    /// <returns>The refusal with what helps; null where the login that is offered can be answered, or the camera does not say.</returns>
    public static async Task<StreamLoss?> RefusalAsync(CameraAddress address, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(RtspProbe.Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, stop.Token);
            await using var wire = await OpenAsync(socket, address, stop.Token);
            var question = $"DESCRIBE {address.Shown} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n";
            await wire.WriteAsync(Encoding.UTF8.GetBytes(question), stop.Token);
            return In(await AnswerAsync(wire, stop.Token));
        }
        catch (Exception nothing) when (nothing is SocketException or IOException or AuthenticationException
            || (nothing is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <param name="answer">The camera's answer to a DESCRIBE without a login, up to its empty line.</param>
    public static StreamLoss? In(string answer)
    {
        var ways = DigestLine().Matches(answer)
            .Select(line => AlgorithmWord().Match(line.Value) is { Success: true } word ? word.Groups[1].Value : "MD5").ToList();
        return ways.Count == 0 || ways[^1].StartsWith("MD5", StringComparison.OrdinalIgnoreCase)
            ? null : StreamLoss.LoginNotKnown(string.Join(", ", ways));
    }

    private static async Task<Stream> OpenAsync(Socket socket, CameraAddress address, CancellationToken cancellationToken)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (!address.IsEncrypted)
        {
            return plain;
        }

        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
#pragma warning disable CA5359 // As ffmpeg takes cameras, each with a certificate of its own making. No login is said here.
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        }, cancellationToken);
#pragma warning restore CA5359
        return encrypted;
    }

    private static async Task<string> AnswerAsync(Stream wire, CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[LongestAnswer], 0);
        while (length < buffer.Length && await wire.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var got)
        {
            length += got;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                return text[..end];
            }
        }

        return "";
    }

    [GeneratedRegex(@"^WWW-Authenticate:\s*Digest\b.*", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex DigestLine();

    [GeneratedRegex(@"algorithm\s*=\s*""?([A-Za-z0-9-]{1,20})", RegexOptions.IgnoreCase)]
    private static partial Regex AlgorithmWord();
}
