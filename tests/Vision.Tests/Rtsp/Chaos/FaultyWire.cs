using System.Net;
using System.Net.Sockets;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>A wire to a camera that can go bad: it forwards a TCP port of 127.0.0.1 to another until it is told otherwise.</summary>
internal sealed class FaultyWire : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _open = [];
    private readonly int _to;
    private volatile bool _swallows;
    private volatile int _flipEvery;
    private volatile TaskCompletionSource? _held;
    private int _accepted;

    public FaultyWire(int to)
    {
        _to = to;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public string Url => $"rtsp://127.0.0.1:{Port}/gate";

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Forwards nothing more, neither what is open nor what comes: connections are taken and nobody ever answers.</summary>
    public void Swallow(bool swallows) => _swallows = swallows;

    /// <summary>Keeps back what the camera sends, and lets it all through once it is let go.</summary>
    public void Hold(bool holds)
    {
        var before = _held;
        _held = holds ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        before?.TrySetResult();
    }

    /// <summary>Of what the camera sends, one byte in so many is another on the way; 0: none.</summary>
    public void Flip(int every) => _flipEvery = every;

    /// <summary>Resets every connection that is open.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (var socket in _open)
            {
                socket.Close(0);
            }

            _open.Clear();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        Cut();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _accepted);
            var camera = new Socket(SocketType.Stream, ProtocolType.Tcp);
            lock (_open)
            {
                _open.RemoveAll(socket => !socket.Connected);
                _open.Add(client);
                _open.Add(camera);
            }

            _ = ForwardAsync(client, camera);
        }
    }

    private async Task ForwardAsync(Socket client, Socket camera)
    {
        try
        {
            if (!_swallows)
            {
                await camera.ConnectAsync(IPAddress.Loopback, _to);
                await Task.WhenAny(CopyAsync(client, camera, flips: false), CopyAsync(camera, client, flips: true));
            }
            else
            {
                // Taken and never answered, until the caller goes.
                while (await client.ReceiveAsync(new byte[1024], _stop.Token) > 0)
                {
                }
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has gone.
        }

        client.Dispose();
        camera.Dispose();
    }

    private async Task CopyAsync(Socket from, Socket to, bool flips)
    {
        var buffer = new byte[16 * 1024];
        var random = new Random(1);
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                if (_swallows)
                {
                    // The connection stays open and nothing comes of it any more, even when the wire is mended.
                    await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                }

                if (flips && _held is { } held)
                {
                    await held.Task.WaitAsync(_stop.Token);
                }

                for (var i = 0; flips && _flipEvery > 0 && i < count; i++)
                {
                    if (random.Next(_flipEvery) == 0)
                    {
                        buffer[i] ^= (byte)(1 << random.Next(8));
                    }
                }

                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has gone.
        }
    }
}
