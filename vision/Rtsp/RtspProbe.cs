using System.Net.Sockets;
using System.Text;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Asks a camera whether it is there (RTSP OPTIONS, RFC 2326 10.1) before an ffmpeg is started for it: a dead camera then costs
/// one small connection every few seconds, and one that accepts and never answers is told within <see cref="Patience"/>. Needs no password;
/// any answer is one.</summary>
internal static class RtspProbe
{
    /// <summary>For connecting and answering together.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>Why nobody is there; null where somebody answers.</returns>
    public static async Task<StreamLoss?> AtAsync(CameraAddress address, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, stop.Token);
            if (address.IsEncrypted)
            {
                return null;
            }

            await socket.SendAsync(Encoding.UTF8.GetBytes($"OPTIONS {address.Shown} RTSP/1.0\r\nCSeq: 1\r\n\r\n"), stop.Token);
            return await socket.ReceiveAsync(new byte[1], stop.Token) > 0 ? null : StreamLoss.NoAnswer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return StreamLoss.NoAnswer;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => StreamLoss.Refused,
                SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => StreamLoss.NoSuchName,
                SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown => StreamLoss.NoRoute,
                _ => StreamLoss.NoAnswer,
            };
        }
    }
}
