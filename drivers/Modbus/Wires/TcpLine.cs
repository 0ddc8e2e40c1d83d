using System.Net.Sockets;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>Opens connections to boards and converters on the network.</summary>
internal static class TcpLine
{
    private static readonly TimeSpan _connectWithin = TimeSpan.FromSeconds(1);

    /// <exception cref="IOException">The board's address does not answer or refuses.</exception>
    public static async Task<Stream> ConnectAsync(BusOptions bus, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var late = new CancellationTokenSource(_connectWithin, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            await socket.ConnectAsync(bus.Host, bus.Port, both.Token);

            // TCP_USER_TIMEOUT (tcp(7)): what is not acknowledged within a second is not sent again later, and closing drops what has not
            // left, so that the network never delivers an old order.
            socket.SetRawSocketOption((int)ProtocolType.Tcp, 18, BitConverter.GetBytes(1000));
            socket.LingerState = new LingerOption(true, 0);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception refused) when (refused is SocketException || (refused is OperationCanceledException
            && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            throw new IOException($"{bus.Host}:{bus.Port} does not answer: {refused.Message}", refused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
