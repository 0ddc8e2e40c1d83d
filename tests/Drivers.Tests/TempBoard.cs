using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests;

/// <summary>A simulated board in a folder of its own, on a fake clock, moved from outside through its real socket.</summary>
internal sealed class TempBoard : IDisposable
{
    public const string Id = "gate";
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<NetworkStream> _client;
    private readonly Lazy<StreamReader> _answers;

    public TempBoard()
    {
        Board = Open();
        _client = new Lazy<NetworkStream>(Connect);
        _answers = new Lazy<StreamReader>(() => new StreamReader(_client.Value));
    }

    public string Folder => _folder.Path;

    public FakeTimeProvider Time { get; } = new();

    public GpioBoard Board { get; }

    public string PinsPath => Path.Combine(Folder, "boards", Id + ".pins");

    public string SocketPath => Path.Combine(Folder, "boards", Id + ".sock");

    public static BoardOptions Options { get; } = new() { Id = Id, Kind = BoardKind.Simulated };

    public GpioBoard Open(bool listen = true) => GpioBoard.Open(Options, Folder, Time, NullLogger.Instance, listen);

    public char Level(int pin) => File.ReadAllText(PinsPath)[pin];

    public NetworkStream Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream,
            ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)Eventually.Patience.TotalMilliseconds,
        };
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Sends a line and returns the answer; by then every edge has been called back.</summary>
    public string Say(string line)
    {
        _client.Value.Write(Encoding.UTF8.GetBytes(line + "\n"));
        return _answers.Value.ReadLine() ?? "";
    }

    public void Advance(double milliseconds) => Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }

        Board.Dispose();
        _folder.Dispose();
    }
}
