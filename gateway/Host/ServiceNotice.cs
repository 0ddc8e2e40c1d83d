using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>What a service manager is told over sd_notify(3): that the program is ready, that it is alive, that it stops. A manager that
/// hears nothing of life for as long as it has set (WatchdogSec) starts the process anew. Where there is none, nobody is told.</summary>
internal sealed class ServiceNotice : IDisposable
{
    /// <summary>A start may take longer than a manager waits by default: a long journal is read. It is given so much from each sign of
    /// life on, and no more of it after <see cref="_longestStart"/>: a start that hangs is to be tried anew.</summary>
    private const string MoreTime = "EXTEND_TIMEOUT_USEC=60000000";

    private static readonly TimeSpan _longestStart = TimeSpan.FromMinutes(10);

    private readonly Action<string> _send;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly ITimer? _timer;
    private volatile Func<bool> _isAlive = static () => true;
    private volatile bool _isReady;

    /// <param name="send">Brings a line to the service manager.</param>
    /// <param name="watchdog">After so long without a sign of life it starts the process anew; null where it never does.</param>
    public ServiceNotice(Action<string> send, TimeSpan? watchdog, TimeProvider time)
    {
        (_send, _time, _begun) = (send, time, time.GetTimestamp());
        if (watchdog is { } limit)
        {
            _timer = time.CreateTimer(_ => Beat(), null, TimeSpan.Zero, limit / 4);
        }
    }

    /// <summary>As the service manager's environment variables have it.</summary>
    public static ServiceNotice FromEnvironment(Func<string, string?> variable, TimeProvider time) =>
        variable("NOTIFY_SOCKET") is { Length: > 1 } socket && socket[0] is '/' or '@'
            ? new ServiceNotice(line => Send(socket, line), Watchdog(variable, Environment.ProcessId), time)
            : new ServiceNotice(static _ => { }, null, time);

    /// <summary>What sd_watchdog_enabled(3) reads of them.</summary>
    /// <returns>Null where this process is not watched.</returns>
    public static TimeSpan? Watchdog(Func<string, string?> variable, int process) =>
        (variable("WATCHDOG_PID") is not { Length: > 0 } pid || pid == process.ToString(CultureInfo.InvariantCulture))
        && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
        && limit is > 0 and < long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? TimeSpan.FromMicroseconds(limit)
            : null;

    public void Ready()
    {
        _isReady = true;
        _send("READY=1");
    }

    public void Stopping() => _send("STOPPING=1");

    /// <summary>From now on it lives only while this says so; until then it lives as long as its timers do.</summary>
    public void LivesWhile(Func<bool> isAlive) => _isAlive = isAlive;

    public void Dispose() => _timer?.Dispose();

    /// <summary>Never waits for long: the socket takes hundreds of lines before anybody reads them. A manager that is being replaced hears
    /// the next one.</summary>
    private static void Send(string path, string line)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

            // An abstract name is written with a @ for its zero byte.
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
            socket.Send(Encoding.ASCII.GetBytes(line));
        }
        catch (SocketException)
        {
            // Nobody is there.
        }
    }

    private void Beat()
    {
        if (!_isReady && _time.GetElapsedTime(_begun) < _longestStart)
        {
            _send(MoreTime);
        }

        if (_isAlive())
        {
            _send("WATCHDOG=1");
        }
    }
}
