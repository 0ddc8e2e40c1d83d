using System.Net.Sockets;
using System.Text;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Asks a camera whether it is there (RTSP OPTIONS, RFC 2326 10.1) before an ffmpeg is started for it: a dead camera then costs one small connection
/// every few seconds, and one that accepts and never answers is told within <see cref="Patience"/>. Needs no password; any answer is one.</summary>
internal static class RtspProbe
{
    public const string NoAnswer = "no answer from the camera";
    public const string NoRoute = "no route to the camera";
    public const string NoSuchName = "the camera's name cannot be resolved";
    public const string Refused = "connection refused";

    /// <summary>For connecting and answering together.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>Why nobody is there; null where somebody answers.</returns>
    public static async Task<string?> AtAsync(CameraAddress address, TimeProvider time, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, stop.Token);
            if (address.IsEncrypted)
            {
                return null;
            }

            await socket.SendAsync(Encoding.UTF8.GetBytes($"OPTIONS {address.Shown} RTSP/1.0\r\nCSeq: 1\r\n\r\n"), stop.Token);
            return await socket.ReceiveAsync(new byte[1], stop.Token) > 0 ? null : NoAnswer;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return NoAnswer;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => Refused,
                SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => NoSuchName,
                SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown => NoRoute,
                _ => NoAnswer,
            };
        }
    }
}
