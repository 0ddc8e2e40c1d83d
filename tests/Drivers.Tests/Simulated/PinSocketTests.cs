using System.Net.Sockets;
using System.Text;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Simulated;

public sealed class PinSocketTests : IDisposable
{
    private static readonly string[] _words = ["set", "get", "levels", "wiegand", "card", "6", "7", "-1", "0", "1", "64", "01",
        "wiegand-26", "fault", "stays", "refuses", "gone", "none"];
    private readonly TempBoard _gate = new();

    public PinSocketTests()
    {
        _gate.Board.OpenInput(new InputOptions { Board = TempBoard.Id, Pin = 6 }, _ => { });
        _gate.Board.OpenRelay(new RelayOptions { Board = TempBoard.Id, Pin = 7 });
    }

    public void Dispose() => _gate.Dispose();

    [Fact]
    public void Lines_set_and_get_pins()
    {
        Assert.Equal("ok 1", _gate.Say("get 6"));
        Assert.Equal("ok", _gate.Say("set 6 0"));
        Assert.Equal("ok 0", _gate.Say(" get  6\r"));
        Assert.Equal("ok ------00" + new string('-', 56), _gate.Say("levels"));
    }

    [Theory]
    [InlineData("", "error: unknown; say set, get, levels, wiegand, card or fault")]
    [InlineData("open sesame", "error: unknown; say set, get, levels, wiegand, card or fault")]
    [InlineData("set 6", "error: say 'set PIN 0' or 'set PIN 1'")]
    [InlineData("set 6 2", "error: say 'set PIN 0' or 'set PIN 1'")]
    [InlineData("set 7 1", "error: pin 7 is an output")]
    [InlineData("set 8 1", "error: pin 8 is not open")]
    [InlineData("set -6 1", "error: the pins are 0 to 63")]
    [InlineData("set 99999999999999999999 1", "error: the pins are 0 to 63")]
    [InlineData("get 8", "error: no such pin, or never opened")]
    [InlineData("wiegand 6 8 01", "error: pin 6 or 8 is not open")]
    [InlineData("wiegand 6 6 012", "error: say 'wiegand D0PIN D1PIN BITS' with bits of 0 and 1")]
    [InlineData("fault 7", "error: say 'fault PIN none', 'stays', 'refuses' or 'gone'")]
    [InlineData("fault 7 sometimes", "error: say 'fault PIN none', 'stays', 'refuses' or 'gone'")]
    [InlineData("fault 6 stays", "error: pin 6 is an input")]
    [InlineData("fault 8 stays", "error: pin 8 is not open")]
    [InlineData("fault 64 stays", "error: the pins are 0 to 63")]
    [InlineData("card 6 8 wiegand-27 1", "error: the formats are wiegand-26, wiegand-34, wiegand-34-reversed, "
        + "wiegand-37, wiegand-37-facility")]
    [InlineData("card 6 8 wiegand-37 34359738368", "error: a wiegand-37 card has a number from 0 to 34359738367")]
    [InlineData("card 6 8 wiegand-26 16777216", "error: a wiegand-26 card has a number from 0 to 16777215")]
    public void A_wrong_line_is_answered_with_what_is_wrong(string line, string answer) => Assert.Equal(answer, _gate.Say(line));

    [Theory]
    [InlineData("stays")]
    [InlineData("refuses")]
    [InlineData("gone")]
    public void A_relay_does_as_its_fault_has_it_until_that_is_taken_back(string fault)
    {
        var relay = _gate.Board.OpenRelay(new RelayOptions { Board = TempBoard.Id, Pin = 9 });
        Assert.Equal("ok", _gate.Say($"fault 9 {fault}"));
        relay.Energise(TimeSpan.FromSeconds(2));
        Assert.Equal("ok 0", _gate.Say("get 9"));
        Assert.Equal("ok", _gate.Say("fault 9 none"));
        relay.Energise(TimeSpan.FromSeconds(2));
        Assert.Equal("ok", _gate.Say($"fault 9 {fault}"));
        relay.Rest();
        Assert.Equal("ok 1", _gate.Say("get 9"));
        Assert.Equal("ok", _gate.Say("fault 9 none"));
        _gate.Advance(100);
        Assert.Equal("ok 0", _gate.Say("get 9"));
    }

    [Fact]
    public void No_line_harms_the_board()
    {
        Gen.OneOf(
                Gen.String,
                Gen.Int[0, _words.Length - 1].Array[0, 6].Select(words => string.Join(' ', words.Select(word => _words[word]))))
            .Sample(
                line => _gate.Say(line.Replace('\n', ' ')) is var answer
                    && (answer.StartsWith("ok", StringComparison.Ordinal) || answer.StartsWith("error: ", StringComparison.Ordinal))
                    && _gate.Say("get 7") == "ok 0",
                iter: 2_000,
                threads: 1);
        _gate.Say("fault 7 none");
    }

    [Fact]
    public void A_line_without_an_end_is_refused_and_only_that_client_leaves()
    {
        using var client = _gate.Connect();
        client.Write(Encoding.UTF8.GetBytes(new string('0', PinCommand.MaxLineLength)));
        using var answers = new StreamReader(client);
        Assert.Equal("error: a line has at most 1023 bytes", answers.ReadLine());
        Assert.Null(answers.ReadLine());
        Assert.Equal("ok 0", _gate.Say("get 7"));
    }

    [Fact]
    public void Lines_may_come_in_pieces_and_several_at_once()
    {
        using var client = _gate.Connect();
        using var answers = new StreamReader(client);
        client.Write("set 6 0\nget 6\nge"u8);
        Assert.Equal("ok", answers.ReadLine());
        Assert.Equal("ok 0", answers.ReadLine());
        client.Write("t 7\n"u8);
        Assert.Equal("ok 0", answers.ReadLine());
    }

    [Fact]
    public void The_socket_is_open_to_its_user_alone() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_gate.SocketPath));

    [Fact]
    public void A_board_another_process_serves_is_refused()
    {
        var refused = Assert.Throws<BoardException>(() => _gate.Open());
        Assert.Contains("another process already serves", refused.Message, StringComparison.Ordinal);
        Assert.Equal("ok 0", _gate.Say("get 7"));
    }

    [Fact]
    public void A_socket_file_left_by_a_dead_process_is_replaced()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("roof.sock");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Renamed while bound, so that closing does not find the file to remove it.
            dead.Bind(new UnixDomainSocketEndPoint(path + "0"));
            File.Move(path + "0", path);
        }

        Assert.True(File.Exists(path));
        using var driver = new SimulatedGpioDriver(PinFile.Open("roof", folder.Path));
        using (PinSocket.Listen("roof", folder.Path, driver))
        using (var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            client.Connect(new UnixDomainSocketEndPoint(path));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_path_longer_than_a_socket_address_is_refused_with_both_lengths()
    {
        var folder = Path.Combine(_gate.Folder, new string('x', 100));
        using var driver = new SimulatedGpioDriver(PinFile.Open("roof", folder));
        var refused = Assert.Throws<BoardException>(() => PinSocket.Listen("roof", folder, driver));
        Assert.Contains($"has {folder.Length + "/roof.sock".Length} bytes and Linux allows 107", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_ends_clients_that_keep_their_connection_open()
    {
        using var folder = new TemporaryFolder();
        using var driver = new SimulatedGpioDriver(PinFile.Open("roof", folder.Path));
        var clients = Enumerable.Range(0, PinSocket.MaxClients + 1)
            .Select(_ => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            .ToList();
        using (PinSocket.Listen("roof", folder.Path, driver))
        {
            clients.ForEach(client => client.Connect(new UnixDomainSocketEndPoint(folder.At("roof.sock"))));
            clients[0].Send("get 99\n"u8);
            Assert.NotEqual(0, clients[0].Receive(new byte[100]));
        }

        Assert.Equal(0, clients[0].Receive(new byte[100]));
        clients.ForEach(client => client.Dispose());
    }
}
