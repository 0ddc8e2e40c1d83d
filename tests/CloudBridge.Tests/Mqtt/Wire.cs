using System.Net;
using System.Net.Sockets;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>A network between a link and its broker: can swallow everything while both ends think that they are connected, and can
/// break.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _ends = [];
    private readonly int _broker;
    private readonly Task _accepting;
    private volatile bool _hole;

    public Wire(int broker)
    {
        _broker = broker;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing arrives, either way, and nobody is told.</summary>
    public void Swallow() => _hole = true;

    /// <summary>New connections are carried again; those from before stay dead.</summary>
    public void Mend() => _hole = false;

    /// <summary>Cuts all connections, as a broken modem does.</summary>
    public void Break()
    {
        lock (_ends)
        {
            _ends.ForEach(end => end.Dispose());
            _ends.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Break();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var near = await _listener.AcceptTcpClientAsync(_stop.Token);
            var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, _broker, _stop.Token);
            lock (_ends)
            {
                _ends.AddRange([near, far]);
            }

            var dead = new StrongBox();
            _ = CarryAsync(near, far, dead);
            _ = CarryAsync(far, near, dead);
        }
    }

    private async Task CarryAsync(TcpClient from, TcpClient to, StrongBox dead)
    {
        try
        {
            var buffer = new byte[65536];
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var read)
            {
                dead.Is |= _hole;
                if (!dead.Is)
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException
            or InvalidOperationException)
        {
            // Broken.
        }

        if (!dead.Is)
        {
            from.Dispose();
            to.Dispose();
        }
    }

    private sealed class StrongBox
    {
        public volatile bool Is;
    }
}
