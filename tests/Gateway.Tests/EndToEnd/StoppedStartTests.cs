using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The program told to stop at any moment of its start: it ends in order, and its relays are at rest.</summary>
[Trait("needs", "process")]
public sealed class StoppedStartTests
{
    /// <summary>More where somebody measures: then nothing else is to run, and the time that systemd gives a stop counts.</summary>
    private static readonly int? _measured = int.TryParse(Environment.GetEnvironmentVariable("ZHUHUI_STOPPED_STARTS"), NumberStyles.None,
        CultureInfo.InvariantCulture, out var starts) ? starts : null;

    private static readonly TimeSpan _longestStop = _measured is null ? RunningProgram.Patience : TimeSpan.FromSeconds(20);

    private static readonly TimeSpan _within = TimeSpan.FromSeconds(8);

    /// <summary>What SIGTERM and SIGINT end a program with that has no handler for them yet.</summary>
    private static readonly int[] _tooEarly = [128 + 15, 128 + 2];

    /// <summary>A bus, cameras and a broker that answer nothing, and models that take a while to load.</summary>
    [Fact]
    public async Task A_start_that_is_stopped_at_a_random_moment_ends_with_0_and_its_relays_at_rest()
    {
        var moments = Enumerable.Range(0, _measured ?? 16).Select(_ => _within * Random.Shared.NextDouble()).ToArray();
        await Parallel.ForEachAsync(moments, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (moment, _) =>
            await StopAsync(moment, Random.Shared.Next(2) == 0 ? "TERM" : "INT"));
    }

    [Fact]
    public async Task A_gateway_that_waits_for_its_disk_is_ready_and_alive_for_systemd_and_can_be_stopped()
    {
        using var folder = new TemporaryFolder();
        using var manager = new NotifySocket(folder.At("notify"));
        Directory.CreateDirectory(folder.At("data"));
        File.WriteAllText(folder.At("data", "journal"), "a file where the journal's folder should be");
        await using var gateway = Start(folder, manager);
        await gateway.SaysAsync("the fire contact alone releases the doors");
        await manager.SaysAsync("READY=1");
        await manager.SaysAsync("WATCHDOG=1", manager.Times("WATCHDOG=1") + 2);
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Equal('0', Relay(folder));
    }

    [Fact]
    public async Task A_running_gateway_tells_systemd_that_it_is_ready_that_its_doors_live_and_that_it_stops()
    {
        using var folder = new TemporaryFolder();
        using var manager = new NotifySocket(folder.At("notify"));
        await using var gateway = Start(folder, manager);
        await gateway.SaysAsync("local status:");
        await manager.SaysAsync("READY=1");
        Assert.Contains("EXTEND_TIMEOUT_USEC=60000000", manager.Said.TakeWhile(said => said != "READY=1"));
        await manager.SaysAsync("WATCHDOG=1", manager.Times("WATCHDOG=1") + 3);
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Equal(["READY=1", "STOPPING=1"], manager.Said.Where(said => said is "READY=1" or "STOPPING=1"));
        Assert.Contains("WATCHDOG=1", manager.Said);
    }

    private static async Task StopAsync(TimeSpan moment, string signal)
    {
        using var folder = new TemporaryFolder();
        await using var gateway = Start(folder, manager: null);
        await Task.Delay(moment);
        var asked = Stopwatch.StartNew();
        var code = await gateway.StopAsync(signal);
        var took = asked.Elapsed;
        var what = $"{signal} after {moment.TotalSeconds:F3} s: code {code} after {took.TotalSeconds:F1} s:\n{gateway.Said}";
        var wasOpen = File.Exists(Pins(folder));
        Assert.True(code == 0 || (!wasOpen && _tooEarly.Contains(code)), what);
        Assert.True(took < _longestStop && !gateway.Said.Contains("Unhandled", StringComparison.Ordinal), what);
        Assert.True(!wasOpen || Relay(folder) == '0', what);
    }

    private static RunningProgram Start(TemporaryFolder folder, NotifySocket? manager)
    {
        File.WriteAllText(folder.At("site.jsonc"), $$"""
            {
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
              "buses": [{ "id": "far", "kind": "modbusTcp", "host": "127.0.0.1", "port": 9 }],
              "boards": [{ "id": "box", "kind": "simulated" }, { "id": "cabinet", "kind": "modbus", "bus": "far" }],
              "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15 }],
              "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "box", "pin": 17 }, "readers": ["gate-card"],
                          "cameras": ["gate"] },
                        { "id": "side", "name": "Side gate", "relay": { "board": "cabinet", "pin": 1 },
                          "exitButton": { "board": "box", "pin": 7 } }],
              "fire": { "input": { "board": "box", "pin": 5, "activeLow": false, "pull": "down" } },
              "cameras": [{ "id": "gate", "url": "rtsp://127.0.0.1:9/gate", "faces": true },
                          { "id": "square", "url": "rtsp://127.0.0.1:9/square",
                            "lines": [{ "id": "lawn", "from": [0, 0.55], "to": [1, 0.55] }] }],
              "vision": { "modelFolder": {{JsonSerializer.Serialize(Material.Models)}} },
              "link": { "enabled": true, "host": "127.0.0.1", "port": 9, "tls": false }, "console": { "port": 0 }
            }
            """);
        string[] run = [Path.Combine(AppContext.BaseDirectory, "zhuhui-edge"), "run", "--site", folder.At("site.jsonc")];
        string[] heard = manager is null ? [] : [$"NOTIFY_SOCKET={manager.Path}", "WATCHDOG_USEC=2000000"];

        // A shell that runs the tests in the background has them ignore SIGINT, and their children with them.
        return RunningProgram.StartOther("/usr/bin/env", ["--default-signal=INT", .. heard, .. run]);
    }

    private static string Pins(TemporaryFolder folder) => folder.At("data", "boards", "box.pins");

    private static char Relay(TemporaryFolder folder) => Encoding.ASCII.GetString(File.ReadAllBytes(Pins(folder)))[17];
}
