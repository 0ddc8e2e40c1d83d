using System.Net.Sockets;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Serial;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>Modbus TCP on an open connection. An answer counts only with its request's transaction number; a late one is dropped.</summary>
internal sealed class TcpWire(Stream connection, TimeProvider time) : IModbusWire
{
    private static readonly TimeSpan _connectWithin = TimeSpan.FromSeconds(1);

    private readonly ReceiveBuffer _inflow = new(connection, time);
    private readonly byte[] _have = new byte[1024];
    private int _count;
    private ushort _transaction;

    /// <exception cref="IOException">The board's address does not answer or refuses.</exception>
    public static async Task<TcpWire> ConnectAsync(BusOptions bus, TimeProvider time, CancellationToken cancellationToken)
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
            return new TcpWire(new NetworkStream(socket, ownsSocket: true), time);
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

    public async Task<ModbusReply> AskAsync(byte unit, ModbusRequest request, TimeSpan within, CancellationToken hurry,
        CancellationToken cancel)
    {
        _transaction++;
        await connection.WriteAsync(TcpFrame.Build(_transaction, unit, request.Pdu), cancel);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(hurry, cancel);
        var from = time.GetTimestamp();
        while (true)
        {
            var length = TcpFrame.LengthOf(_have.AsSpan(0, _count));
            if (length < 0)
            {
                throw new IOException("what came is not Modbus TCP");
            }

            if (length > 0 && _count >= length)
            {
                var answers = TcpFrame.Answers(_have, _transaction, unit);
                var reply = answers ? request.Read(_have.AsSpan(TcpFrame.HeaderLength, length - TcpFrame.HeaderLength)) : default;
                _have.AsSpan(length, _count - length).CopyTo(_have);
                _count -= length;
                if (answers)
                {
                    return reply;
                }

                continue;
            }

            var left = within - time.GetElapsedTime(from);
            ReadOnlyMemory<byte> came;
            try
            {
                came = left > TimeSpan.Zero ? await _inflow.ReadAsync(left, both.Token) : default;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return ModbusReply.Silent;
            }

            if (came.Length == 0)
            {
                return ModbusReply.Silent;
            }

            // At most one frame of 260 bytes is unfinished here, and one read brings 512.
            came.CopyTo(_have.AsMemory(_count));
            _count += came.Length;
        }
    }

    public void Dispose() => connection.Dispose();
}
