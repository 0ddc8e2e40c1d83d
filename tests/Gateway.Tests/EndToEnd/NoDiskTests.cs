using System.Diagnostics;
using System.Text;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

[Trait("needs", "process")]
public sealed class NoDiskTests
{
    [Theory]
    [InlineData("journal")]
    [InlineData("keys/pin.key")]
    [InlineData("keys/pass.key")]
    public async Task A_gateway_without_its_journal_or_a_key_releases_in_a_fire_and_starts_around_the_released_door_once_the_disk_is_back(
        string spoilt)
    {
        using var folder = new TemporaryFolder();
        var site = folder.At("site.jsonc");
        File.WriteAllText(site, """
            {
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15, "frameGapMs": 200 }],
              "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "box", "pin": 17 }, "readers": ["gate-card"] }],
              "fire": { "input": { "board": "box", "pin": 5, "activeLow": false, "pull": "down" } },
              "link": { "enabled": false, "host": "127.0.0.1" }, "console": { "port": 0 }
            }
            """);
        var inTheWay = folder.At("data", spoilt);
        Directory.CreateDirectory(Path.GetDirectoryName(inTheWay)!);
        File.WriteAllText(inTheWay, "a file where the journal's folder should be, or that is no key");

        await using var gateway = RunningProgram.Start("zhuhui-edge", ["run", "--site", site]);
        await gateway.SaysAsync("the fire contact alone releases the doors");
        await FireAsync(folder, "1");
        await RelayIsAsync(folder, '1');
        File.Delete(inTheWay);
        await gateway.SaysAsync("local status:");
        Assert.Equal('1', Relay(folder));
        await FireAsync(folder, "0");
        await RelayIsAsync(folder, '0');
    }

    private static char Relay(TemporaryFolder folder) => Encoding.ASCII.GetString(File.ReadAllBytes(folder.At("data", "boards",
        "box.pins")))[17];

    private static async Task RelayIsAsync(TemporaryFolder folder, char level)
    {
        var waited = Stopwatch.StartNew();
        while (Relay(folder) != level)
        {
            await Task.Yield();
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"the relay's pin does not become {level}");
        }
    }

    private static Task FireAsync(TemporaryFolder folder, string level) => SimulatedWires.TellAsync(folder.At("data"), $"set 5 {level}");
}
