using Zhuhui.Edge.Drivers.Serial;

namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>Modbus TCP on an open connection. An answer counts only with its request's transaction number; a late one is dropped.</summary>
internal sealed class TcpWire(Stream connection, TimeProvider time) : IModbusWire
{
    private readonly ReceiveBuffer _inflow = new(connection, time);
    private readonly byte[] _have = new byte[1024];
    private int _count;
    private ushort _transaction;

    public async Task<ModbusReply> AskAsync(byte unit, ModbusRequest request, TimeSpan within, CancellationToken hurry,
        CancellationToken cancel)
    {
        _transaction++;
        await connection.WriteAsync(TcpFrame.Build(_transaction, unit, request.Pdu), cancel);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(hurry, cancel);
        var nothing = ModbusReply.Silent;
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

                nothing = ModbusReply.Misnumbered;
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
                return nothing;
            }

            if (came.Length == 0)
            {
                return nothing;
            }

            // At most one frame of 260 bytes is unfinished here, and one read brings 512.
            came.CopyTo(_have.AsMemory(_count));
            _count += came.Length;
        }
    }

    public void Dispose() => connection.Dispose();
}
