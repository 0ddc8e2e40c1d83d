using System.Net;
using System.Net.Sockets;

namespace Zhuhui.Edge.Tests.Support.Modbus;

/// <summary>A board on a real socket, in Modbus TCP or in RTU frames over TCP.</summary>
public sealed class ModbusTcpBoard : ScriptedModbusBoard, IDisposable
{
    private readonly Lock _gate = new();
    private readonly bool _isRtu;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _open = [];
    private TcpListener? _listener;

    /// <param name="isRtu">Frames as on a serial line, with address and checksum, in place of Modbus TCP's.</param>
    public ModbusTcpBoard(bool isRtu = false)
    {
        _isRtu = isRtu;
        while (!IsOnline)
        {
            Port = LoopbackPort.Free();
            try
            {
                IsOnline = true;
            }
            catch (SocketException)
            {
                // Another program was quicker.
            }
        }
    }

    public int Port { get; private set; }

    /// <summary>Added to the number of each request that is answered: a server that makes numbers of its own.</summary>
    public byte NumbersOff { get; set; }

    /// <summary>The server closes each connection after so many answers; 0 where it keeps it.</summary>
    public int ClosesAfter { get; set; }

    public int Connections { get; private set; }

    /// <summary>Whether anybody listens at its port.</summary>
    public override bool IsOnline
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

                var listener = new TcpListener(IPAddress.Loopback, Port);
                listener.Start();
                _listener = listener;
                _ = AcceptAsync(listener);
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
                    CountAnswer();
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
            return RtuFrame(request[0], reply);
        }

        return [request[0], (byte)(request[1] + NumbersOff), 0, 0, 0, (byte)(reply.Length + 1), request[6], .. reply];
    }
}
