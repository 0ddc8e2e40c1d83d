using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>The socket of a service manager, as systemd has it: a datagram a line.</summary>
public sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> _said = [];

    /// <param name="path">A path, or an abstract name after a @.</param>
    public NotifySocket(string path)
    {
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path.Replace('@', '\0')));
    }

    public string Path { get; }

    /// <summary>All that has come so far.</summary>
    public string[] Said
    {
        get
        {
            var line = new byte[200];
            while (_socket.Available > 0)
            {
                _said.Enqueue(Encoding.ASCII.GetString(line, 0, _socket.Receive(line)));
            }

            return [.. _said];
        }
    }

    public int Times(string line) => Said.Count(said => said == line);

    public Task SaysAsync(string line, int times = 1) => Eventually.IsAsync(() => Times(line) >= times,
        $"the manager was not told '{line}' {times} time(s), but: {string.Join(", ", Said)}");

    /// <summary>The environment's variables as systemd sets them.</summary>
    public string? Variable(string name) => name switch
    {
        "NOTIFY_SOCKET" => Path,
        "WATCHDOG_USEC" => "30000000",
        _ => null,
    };

    public void Dispose() => _socket.Dispose();
}
