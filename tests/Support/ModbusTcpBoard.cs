using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>A relay and input board on a real socket: 16 coils, inputs and holding registers, in Modbus TCP or in RTU frames over TCP, as
/// obliging as the test has it.</summary>
public sealed class ModbusTcpBoard : IDisposable
{
    private readonly Lock _gate = new();
    private readonly bool _isRtu;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _open = [];
    private TcpListener? _listener;

    /// <param name="isRtu">Frames as on a serial line, with address and checksum, in place of Modbus TCP's.</param>
    public ModbusTcpBoard(bool isRtu = false)
    {
        (_isRtu, Port) = (isRtu, LoopbackPort.Free());
        IsOnline = true;
    }

    public int Port { get; }

    public BoardMood Mood { get; set; }

    /// <summary>The server closes each connection after so many answers; 0 where it keeps it.</summary>
    public int ClosesAfter { get; set; }

    /// <summary>Changes what is read or written before it is; null is silence.</summary>
    public Func<byte[], byte[]?>? Instead { get; set; }

    public bool[] Coils { get; } = new bool[16];

    public bool[] Inputs { get; } = new bool[16];

    public ushort[] Registers { get; } = new ushort[16];

    /// <summary>What a write of a register makes of its value; as it is where null.</summary>
    public Func<ushort, ushort>? Keeps { get; set; }

    public int Connections { get; private set; }

    public int Answers { get; private set; }

    /// <summary>The function codes asked for, in order.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<byte> Asked { get; } = new();

    /// <summary>Whether anybody listens at its port.</summary>
    public bool IsOnline
    {
        get => _listener is not null;
        set
        {
            lock (_gate)
            {
                if (value == _listener is not null)
                {
                    return;
                }

                _listener?.Stop();
                _listener = null;
                _open.ForEach(socket => socket.Dispose());
                _open.Clear();
                if (!value)
                {
                    return;
                }

                _listener = new TcpListener(IPAddress.Loopback, Port);
                _listener.Start();
                _ = AcceptAsync(_listener);
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        IsOnline = false;
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(_stop.Token);
                lock (_gate)
                {
                    Connections++;
                    _open.Add(socket);
                }

                _ = ServeAsync(socket);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var _ = socket;
            var buffer = new byte[512];
            for (var answers = 0; ClosesAfter == 0 || answers < ClosesAfter;)
            {
                var count = await socket.ReceiveAsync(buffer, _stop.Token);
                if (count == 0)
                {
                    break;
                }

                var head = _isRtu ? 1 : 7;
                var pdu = buffer.AsSpan(head, count - head - (_isRtu ? 2 : 0)).ToArray();
                if (Answer(pdu) is { } reply)
                {
                    await socket.SendAsync(Frame(buffer, reply), _stop.Token);
                    answers++;
                    Answers++;
                }
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(socket);
            }
        }
    }

    private byte[] Frame(byte[] request, byte[] reply)
    {
        if (_isRtu)
        {
            byte[] frame = [request[0], .. reply, 0, 0];
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(frame.Length - 2), Crc(frame.AsSpan(0, frame.Length - 2)));
            return frame;
        }

        return [request[0], request[1], 0, 0, 0, (byte)(reply.Length + 1), request[6], .. reply];
    }

    private byte[]? Answer(byte[] pdu)
    {
        lock (_gate)
        {
            Asked.Enqueue(pdu[0]);
            if (Instead is { } instead)
            {
                return instead(pdu);
            }

            var isWrite = pdu[0] is 5 or 6 or 15 or 16;
            return Mood switch
            {
                BoardMood.Silent => null,
                BoardMood.SilentToWrites when isWrite => null,
                BoardMood.RefusesWrites when isWrite => [(byte)(pdu[0] | 0x80), 1],
                BoardMood.FailsWrites when isWrite => [(byte)(pdu[0] | 0x80), 4],
                BoardMood.Echoes when isWrite => pdu[..5],
                _ => Do(pdu),
            };
        }
    }

    /// <summary>What a board that works makes of a request.</summary>
    public byte[] Do(byte[] pdu)
    {
        var (address, value) = (pdu[1] << 8 | pdu[2], pdu[3] << 8 | pdu[4]);
        switch (pdu[0])
        {
            case 1 or 2:
                var bits = new byte[(value + 7) / 8];
                for (var i = 0; i < value; i++)
                {
                    bits[i / 8] |= (byte)((pdu[0] == 1 ? Coils : Inputs)[address + i] ? 1 << (i % 8) : 0);
                }

                return [pdu[0], (byte)bits.Length, .. bits];
            case 3 or 4:
                var registers = Registers.Skip(address).Take(value);
                return [pdu[0], (byte)(2 * value), .. registers.SelectMany(r => new[] { (byte)(r >> 8), (byte)r })];
            case 5:
                Coils[address] = value == 0xFF00;
                return pdu;
            case 6:
                Registers[address] = Keeps?.Invoke((ushort)value) ?? (ushort)value;
                return pdu;
            case 15:
                for (var i = 0; i < value; i++)
                {
                    Coils[address + i] = (pdu[6 + (i / 8)] >> (i % 8) & 1) != 0;
                }

                return pdu[..5];
            case 16:
                for (var i = 0; i < value; i++)
                {
                    var one = (ushort)(pdu[6 + (2 * i)] << 8 | pdu[7 + (2 * i)]);
                    Registers[address + i] = Keeps?.Invoke(one) ?? one;
                }

                return pdu[..5];
            default:
                return [(byte)(pdu[0] | 0x80), 1];
        }
    }

    private static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return (ushort)crc;
    }
}
