using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>A small compound on this machine, every part real but the pins: a folder with a site file, and the programs that work on
/// it.</summary>
internal sealed class Compound : IDisposable
{
    public const int RelayPin = 17;
    public const int ContactPin = 27;
    public const string WangCard = "20230001";

    private readonly TemporaryFolder _folder = new();
    private readonly DistrictHub _hub = new();

    /// <param name="brokerPort">Where the broker is or will be; 0 for a gateway without a link.</param>
    /// <param name="rtspPort">Where the cameras are; 0 for a compound without cameras.</param>
    public Compound(int brokerPort = 0, int rtspPort = 0, int unlockSeconds = 2, string? models = null, int statusPort = 0,
        string link = "")
    {
        var cameras = rtspPort == 0 ? "" : $$"""
            "cameras": [
              { "id": "gate", "url": "rtsp://127.0.0.1:{{rtspPort}}/gate", "faces": true },
              { "id": "square", "url": "rtsp://127.0.0.1:{{rtspPort}}/perimeter", "analysedFramesPerSecond": 4,
                "lines": [{ "id": "lawn", "from": [0, 0.55], "to": [1, 0.55] }] }
            ],
            "vision": { "modelFolder": {{JsonSerializer.Serialize(models ?? Material.Models)}} },
            """;
        File.WriteAllText(SiteFile, $$"""
            {
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15, "frameGapMs": 200 }],
              "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "box", "pin": {{RelayPin}} },
                          "contact": { "board": "box", "pin": {{ContactPin}}, "activeLow": false, "debounceMs": 10 },
                          "readers": ["gate-card"],
                          "cameras": [{{(rtspPort == 0 ? "" : "\"gate\"")}}], "unlockSeconds": {{unlockSeconds}} }],
              {{cameras}}
              "link": { "enabled": {{(brokerPort == 0 ? "false" : "true")}}, "host": "127.0.0.1", "port": {{Math.Max(1, brokerPort)}},
                "tls": false, "maxBackoffSeconds": 2, "resendSeconds": 3{{(link.Length == 0 ? "" : ", " + link)}} },
              "console": { "port": {{statusPort}} }
            }
            """);
    }

    public string SiteFile => _folder.At("site.jsonc");

    public string Data => _folder.At("data");

    /// <summary>The relay's pin as the board has it, whoever is dead.</summary>
    public char RelayLevel => Encoding.ASCII.GetString(File.ReadAllBytes(Path.Combine(Data, "boards", "box.pins")))[RelayPin];

    /// <summary>Returns once the relay stands so: an event's line may come a moment before its relay.</summary>
    public async Task RelayIsAsync(char level)
    {
        var waited = Stopwatch.StartNew();
        while (RelayLevel != level)
        {
            await Task.Yield();
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"the relay's pin does not become {level}");
        }
    }

    public RunningProgram StartGateway(string? programFolder = null) => RunningProgram.Start("zhuhui-edge", ["run", "--site", SiteFile],
        programFolder);

    public Task<RunningProgram> StartHubAsync(int brokerPort) => _hub.StartAsync(brokerPort);

    public Task<(int Code, string Output, string Error)> RunAsync(string command, params string[] arguments) =>
        RunningProgram.RunAsync("zhuhui-edge", [command, "--site", SiteFile, .. arguments]);

    public async Task EnrolAsync(params string[] arguments)
    {
        var (code, _, error) = await RunAsync("enrol", arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"enrol ended with {code}: {error}");
        }
    }

    /// <summary>The counts of <c>zhuhui-edge report</c>.</summary>
    public async Task<JsonElement> ReportAsync()
    {
        var (code, output, error) = await RunAsync("report");
        return code == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException(error);
    }

    /// <summary>What the hub has stored.</summary>
    public Task<JsonElement> HubReportAsync() => _hub.ReadAsync();

    /// <summary>Returns once a query of the hub's database gives this one row.</summary>
    public Task HubHasAsync(string row, string sql) => _hub.HasAsync(row, sql);

    /// <summary>Holds a card up to the gate's reader: 34 bits on the two pins.</summary>
    /// <param name="root">What the socket's path is below, when the gateway lives in a mount namespace of its own.</param>
    public Task HoldCardAsync(string number, string root = "") => TellBoardAsync(root + Data, $"card 14 15 wiegand-34 {number}");

    /// <summary>Pulls the door open, or lets it fall shut: the level of the contact's pin.</summary>
    public Task OpenDoorAsync(bool open, string root = "") => TellBoardAsync(root + Data, $"set {ContactPin} {(open ? 0 : 1)}");

    public void Dispose() => _folder.Dispose();

    /// <summary>A line to a simulated board of a gateway.</summary>
    /// <param name="data">The gateway's data folder.</param>
    public static Task TellBoardAsync(string data, string line, string board = "box") => SimulatedWires.TellAsync(data, line, board);
}
