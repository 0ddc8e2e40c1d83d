using System.Net.Sockets;
using System.Text;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>
/// The Unix socket that moves a simulated board's pins from outside, open to the service's user alone. It owns its clients: at most <see
/// cref="MaxClients"/> are served at once, each line by line, and all have ended when it is disposed. A socket file left by a dead process
/// is replaced; one that a living process answers on is refused.
/// </summary>
internal sealed class PinSocket : IDisposable
{
    public const int MaxClients = 8;

    /// <summary>What sun_path holds beside its closing zero.</summary>
    public const int MaxPathBytes = 107;

    private readonly Socket _listener;
    private readonly SimulatedGpioDriver _driver;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _seats = new(MaxClients);
    private readonly Task _accepting;

    private PinSocket(Socket listener, SimulatedGpioDriver driver)
    {
        _listener = listener;
        _driver = driver;
        _accepting = Task.Run(() => AcceptAsync(_stop.Token));
    }

    /// <exception cref="BoardException">The path is too long, another process serves it, or it cannot be bound.</exception>
    public static PinSocket Listen(string board, string folder, SimulatedGpioDriver driver)
    {
        var path = Path.Combine(folder, board + ".sock");
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > MaxPathBytes)
        {
            throw new BoardException(
                $"Board '{board}': the socket path {path} has {length} bytes and Linux allows {MaxPathBytes}. "
                + "Choose a shorter data folder.");
        }

        var endpoint = new UnixDomainSocketEndPoint(path);
        if (IsServed(endpoint))
        {
            throw new BoardException(
                $"Board '{board}': another process already serves {path}. "
                + "Stop the other gateway, or give this one its own data folder.");
        }

        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(path);
            listener.Bind(endpoint);
            // Nobody can connect before Listen, so the mode is right from the first client on.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(MaxClients);
            return new PinSocket(listener, driver);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            listener.Dispose();
            throw new BoardException(
                $"Board '{board}': the socket {path} cannot be opened. "
                + $"Let the service's user write to its data folder. ({e.Message})",
                e);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            _accepting.GetAwaiter().GetResult();
        }
        finally
        {
            // Closing a bound listener also removes its file.
            _listener.Dispose();
            _seats.Dispose();
            _stop.Dispose();
        }
    }

    private static bool IsServed(UnixDomainSocketEndPoint endpoint)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endpoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        List<Task> clients = [];
        try
        {
            while (true)
            {
                await _seats.WaitAsync(cancellationToken);
                var client = await _listener.AcceptAsync(cancellationToken);
                clients.RemoveAll(task => task.IsCompletedSuccessfully);
                clients.Add(ServeAsync(client, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The board is being disposed.
        }
        finally
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        try
        {
            using (client)
            {
                await AnswerLinesAsync(client, cancellationToken);
            }
        }
        catch (SocketException)
        {
            // The client went away; the next one is served all the same.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The board is being disposed.
        }
        finally
        {
            _seats.Release();
        }
    }

    private async Task AnswerLinesAsync(Socket client, CancellationToken cancellationToken)
    {
        var buffer = new byte[PinCommand.MaxLineLength];
        var filled = 0;
        while (await client.ReceiveAsync(buffer.AsMemory(filled), cancellationToken) is var received and > 0)
        {
            filled += received;
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, start, length);
                await SendAsync(client, PinCommand.Answer(_driver, line), cancellationToken);
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                await SendAsync(client, $"error: a line has at most {PinCommand.MaxLineLength - 1} bytes", cancellationToken);
                return;
            }
        }
    }

    private static async Task SendAsync(Socket client, string answer, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(answer + "\n");
        while (!rest.IsEmpty)
        {
            rest = rest[await client.SendAsync(rest, cancellationToken)..];
        }
    }
}
