using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>A gate whose lock hangs on a Modbus board (pymodbus behind a pseudo-terminal) and whose two readers hang on one OSDP bus with a
/// secure channel. Both wires outlive the gateway, as real ones do.</summary>
internal sealed class BusCompound : IAsyncDisposable
{
    public const ulong WangCard = 20230001;

    private static readonly byte[] _key = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 7))];

    private readonly TemporaryFolder _folder = new();
    private readonly SerialPair _relays = new();
    private readonly SerialPair _readers = new();
    private readonly OtherProgram _board;
    private readonly FileStream _wire;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _answering;

    /// <param name="freshReader">The reader outside comes from its box: it has no key yet.</param>
    public BusCompound(int brokerPort, bool freshReader = false)
    {
        File.WriteAllText(SiteFile, $$"""
            {
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
              "areas": [{ "id": "yard", "antiPassback": "hard" }],
              "buses": [
                { "id": "relays", "kind": "modbusRtu", "device": "{{_relays.Near}}", "baud": 115200 },
                { "id": "readers", "kind": "osdp", "device": "{{_readers.Near}}", "baud": 115200 }
              ],
              "boards": [{ "id": "relay-board", "kind": "modbus", "bus": "relays", "unit": 1, "answerMs": 1000 }],
              "readers": [
                { "id": "in", "kind": "osdp", "bus": "readers", "address": 0, "key": "bus-compound-key" },
                { "id": "out", "kind": "osdp", "bus": "readers", "address": 1, "key": "bus-compound-key" }
              ],
              "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "relay-board", "pin": 0 },
                          "contact": { "board": "relay-board", "pin": 0, "activeLow": false, "debounceMs": 20 },
                          "readers": ["in"], "exitReaders": ["out"], "to": "yard", "unlockSeconds": 200 }],
              "link": { "enabled": {{(brokerPort == 0 ? "false" : "true")}}, "host": "127.0.0.1", "port": {{Math.Max(1, brokerPort)}},
                "tls": false, "maxBackoffSeconds": 2, "resendSeconds": 3 },
              "console": { "port": 0 }
            }
            """);
        Environment.SetEnvironmentVariable("ZHUHUI_SECRET_BUS_COMPOUND_KEY", Convert.ToHexString(_key));
        _board = OtherProgram.Pymodbus("rtu", _relays.Far, "1");
        _board.ReadLine();
        _wire = new FileStream(_readers.Far, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        In = new SimulatedOsdpReader(0, freshReader ? null : _key, TimeProvider.System);
        Out = new SimulatedOsdpReader(1, _key, TimeProvider.System);
        _answering = new SimulatedOsdpLine(_wire, [In, Out], baud: 0, TimeProvider.System).RunAsync(_stop.Token);
    }

    public string SiteFile => _folder.At("site.jsonc");

    public DistrictHub Hub { get; } = new();

    public SimulatedOsdpReader In { get; }

    public SimulatedOsdpReader Out { get; }

    public RunningProgram StartGateway() => RunningProgram.Start("zhuhui-edge", ["run", "--site", SiteFile]);

    public Task<(int Code, string Output, string Error)> RunAsync(string command, params string[] arguments) =>
        RunningProgram.RunAsync("zhuhui-edge", [command, "--site", SiteFile, .. arguments]);

    /// <summary>Whether the lock's relay is on: the board's own coil, whoever is dead.</summary>
    public bool IsRelayOn => _board.Say("coil 1 0") == "1";

    /// <summary>Pulls the door open or lets it fall shut: the board's discrete input.</summary>
    public void OpenDoor(bool open) => _board.Say($"input 1 0 {(open ? 0 : 1)}");

    public static void Present(SimulatedOsdpReader reader) => reader.Present(new CardNumber(WangCard));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // The wire's read on a pseudo-terminal ends with its other end.
        _readers.Dispose();
        await Task.WhenAny(_answering, Task.Delay(TimeSpan.FromSeconds(5)));
        await _wire.DisposeAsync();
        _board.Dispose();
        _relays.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }
}
