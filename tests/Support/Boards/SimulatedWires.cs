using System.Net.Sockets;
using System.Text;

namespace Zhuhui.Edge.Tests.Support.Boards;

/// <summary>The wires of a simulated board of a running gateway, pulled from outside as docs/site-file.md has it for staff.</summary>
public static class SimulatedWires
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>A line to a board.</summary>
    /// <param name="data">The gateway's data folder.</param>
    /// <exception cref="InvalidOperationException">The board refuses it.</exception>
    public static async Task TellAsync(string data, string line, string board = "box")
    {
        var answer = await AskAsync(data, line, board);
        if (!answer.StartsWith("ok", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{line}: {answer}");
        }
    }

    /// <summary>Asks again and again until the board answers so.</summary>
    public static async Task UntilAsync(string data, string line, string answer, string board = "box")
    {
        using var patience = new CancellationTokenSource(_patience);
        while (await AskAsync(data, line, board) != answer)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private static async Task<string> AskAsync(string data, string line, string board)
    {
        using var patience = new CancellationTokenSource(_patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(data, "boards", board + ".sock")), patience.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes(line + "\n"), patience.Token);
        var answer = new byte[200];
        var length = await socket.ReceiveAsync(answer, patience.Token);
        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd();
    }
}
