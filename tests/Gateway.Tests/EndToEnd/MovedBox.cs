using System.Text;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>A gate with a card reader that has a keypad, and a QR scanner on a line: the wires stay, the box behind them is another one.
/// Two boxes are two folders; a site file is what differs from one to the next in nothing.</summary>
internal sealed class MovedBox : IDisposable
{
    private const int Enter = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly SerialPair _scanner = new();

    public MovedBox()
    {
        Directory.CreateDirectory(At("old"));
        Directory.CreateDirectory(At("new"));
        File.WriteAllText(At("old", "site.jsonc"), $$"""
            { // this very text comes back
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "buses": [{ "id": "line", "kind": "qrScanner", "device": "{{_scanner.Near}}" }],
              "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15, "frameGapMs": 200 },
                          { "id": "gate-qr", "kind": "qrScanner", "bus": "line" }],
              "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "box", "pin": 17 }, "accepts": ["card", "pin", "qrCode"],
                          "readers": ["gate-card", "gate-qr"], "unlockSeconds": 1 }],
              "link": { "enabled": false }, "console": { "port": 0 }
            }
            """);
    }

    public string At(params string[] parts) => _folder.At(parts);

    public string Site(string box) => At(box, "site.jsonc");

    public string Data(string box) => At(box, "data");

    public RunningProgram Start(string box) => RunningProgram.Start("zhuhui-edge", ["run", "--site", Site(box)]);

    /// <summary>A command on a box, with something on its standard input.</summary>
    public Task<(int Code, string Output, string Error)> RunAsync(string box, string input, params string[] words) =>
        RunningProgram.RunOnAsync(input, "zhuhui-edge", [.. words, "--site", Site(box)]);

    public Task HoldCardAsync(string box, string number) => Compound.TellBoardAsync(Data(box), $"card 14 15 wiegand-34 {number}");

    /// <summary>A keypad that gives out a whole entry at once: 8 bits a key, the first half the complement of the second.</summary>
    public Task EnterPinAsync(string box, string pin) => Compound.TellBoardAsync(Data(box), "wiegand 14 15 " + string.Concat(
        pin.Select(digit => digit - '0').Append(Enter).Select(key => Convert.ToString((~key & 0xF) << 4 | key, 2).PadLeft(8, '0'))));

    public void ShowCode(string text)
    {
        using var line = new FileStream(_scanner.Far, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        line.Write(Encoding.UTF8.GetBytes(text + "\r"));
    }

    /// <summary>Every file there is below a box, with what it holds.</summary>
    public string Everything(string box) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(At(box), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => $"{path} {(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "")}"));

    public void Dispose()
    {
        _scanner.Dispose();
        _folder.Dispose();
    }
}
