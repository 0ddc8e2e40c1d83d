using System.Net;
using System.Net.Sockets;

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>A network between browser and gateway that can fall silent without closing anything, as a switch that hangs or a phone that
/// leaves the house; or be cut.</summary>
internal sealed class StallingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private TaskCompletionSource _flows = Flowing();
    private bool _isCut;

    private StallingProxy(int target)
    {
        Target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The gateway's port: another one after a restart.</summary>
    public int Target { get; set; }

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public static StallingProxy Before(Uri gateway) => new(gateway.Port);

    /// <summary>Nothing goes through in either direction, and nobody is told.</summary>
    public void Stall() => Interlocked.Exchange(ref _flows, new TaskCompletionSource());

    /// <summary>All connections end, and new ones end at once.</summary>
    public void Cut()
    {
        Volatile.Write(ref _isCut, true);
        lock (_open)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public void Pass()
    {
        Volatile.Write(ref _isCut, false);
        _flows.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        _flows.TrySetResult();
        await _accepting;
        _end.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        var flows = new TaskCompletionSource();
        flows.SetResult();
        return flows;
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = CarryAsync(client);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            if (Volatile.Read(ref _isCut))
            {
                client.Dispose();
                return;
            }

            await Volatile.Read(ref _flows).Task;
            await server.ConnectAsync(IPAddress.Loopback, Target);
            lock (_open)
            {
                _open.AddRange([client, server]);
            }

            await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream()), CopyAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone, or the network was cut.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 << 10];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            await Volatile.Read(ref _flows).Task;
            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }
}
