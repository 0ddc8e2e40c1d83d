using System.Diagnostics;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

[Trait("needs", "process")]
public sealed class BusDoorTests
{
    /// <summary>Not as fast as it goes: the gateway, its readers and its board share the machine.</summary>
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_door_on_Modbus_and_OSDP_killed_in_the_middle_rests_keeps_who_is_inside_and_loses_no_event()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var compound = new BusCompound(broker.Port);
        compound.OpenDoor(false);
        Assert.Equal(0, (await compound.RunAsync("enrol", "--name", "Wang", "--card", $"{BusCompound.WangCard}")).Code);
        await using var hub = await compound.Hub.StartAsync(broker.Port);

        await using (var gateway = compound.StartGateway())
        {
            await Ready(gateway);
            await PresentAsync(gateway, compound.In, "lets in somebody by card");
            await RelayIs(compound, on: true);
            compound.OpenDoor(true);
            await gateway.SaysAsync("somebody went in");
            await gateway.KillAsync();
        }

        Assert.True(compound.IsRelayOn);
        var (code, output, error) = await compound.RunAsync("rest");
        Assert.True(code == 0, output + error);
        Assert.False(compound.IsRelayOn);

        compound.OpenDoor(false);
        await using (var gateway = compound.StartGateway())
        {
            await Ready(gateway);
            await PresentAsync(gateway, compound.In, "not opened for somebody: is in yard already and did not go out");
            Assert.False(compound.IsRelayOn);
            await PresentAsync(gateway, compound.Out, "lets in somebody by card");
            compound.OpenDoor(true);
            await gateway.SaysAsync("somebody went out");
            compound.OpenDoor(false);
            await RelayIs(compound, on: false);
            await PresentAsync(gateway, compound.In, "lets in somebody by card", 2);
            var figures = await gateway.GetAsync("metrics");
            Assert.Contains($"zhuhui_passages_granted_total{{method=\"card\"}} {Count(gateway, "lets in somebody by card")}\n", figures,
                StringComparison.Ordinal);
            Assert.Contains("# TYPE zhuhui_link_connected gauge\n", figures, StringComparison.Ordinal);
            Assert.Contains("# TYPE zhuhui_hub_connected gauge\n", figures, StringComparison.Ordinal);
            Assert.DoesNotContain("Wang", figures, StringComparison.Ordinal);
            Assert.Equal(0, await gateway.StopAsync());
        }

        Assert.False(compound.IsRelayOn);
        Assert.Equal((0, 0), (compound.In.PlaintextCommands, compound.Out.PlaintextCommands));
        var report = JsonDocument.Parse((await compound.RunAsync("report")).Output).RootElement;
        HubReport.AssertEverySequenceNumberOnce(await compound.Hub.ReadAsync(), report.GetProperty("eventsJournaled").GetInt64());
        var replay = await compound.RunAsync("replay");
        Assert.True(replay.Code == 0, replay.Output + replay.Error);
    }

    [Fact]
    public async Task A_reader_fresh_from_its_box_is_not_heard_until_an_operator_installs_its_key()
    {
        await using var compound = new BusCompound(brokerPort: 0, freshReader: true);
        Assert.Equal(0, (await compound.RunAsync("enrol", "--name", "Wang", "--card", $"{BusCompound.WangCard}")).Code);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("out answers");
        await gateway.SaysAsync("reader in does not have the site's key");
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", "readers", "install-keys", "--site", compound.SiteFile,
            "--minutes", "1", "--operator", "installer");
        Assert.True(code == 0, error);
        Assert.Contains("in, out", output, StringComparison.Ordinal);
        await gateway.SaysAsync("begun by installer");
        await gateway.SaysAsync("in answers");
        Assert.Equal(1, compound.In.KeysInstalled);
        Assert.Equal(0, compound.Out.KeysInstalled);
        await PresentAsync(gateway, compound.In, "lets in somebody by card");
        Assert.Equal(0, compound.In.PlaintextCommands);
    }

    private static async Task Ready(RunningProgram gateway)
    {
        foreach (var device in new[] { "relay-board", "in", "out" })
        {
            await gateway.SaysAsync($"{device} answers");
        }
    }

    /// <summary>A reader that has just been found is asked once more before its cards count as fresh, and one that loses its session with a
    /// card in its answer has lost the card, as on a machine so busy that answers are missed: whoever it was holds it up again.</summary>
    private static async Task PresentAsync(RunningProgram gateway, SimulatedOsdpReader reader, string answer, int times = 1)
    {
        var waited = Stopwatch.StartNew();
        var (early, sessions) = (Count(gateway, "read too long ago"), reader.Sessions);
        BusCompound.Present(reader);
        while (Count(gateway, answer) < times)
        {
            if (Count(gateway, "read too long ago") > early || (reader.Sessions > sessions && reader.Waiting == 0))
            {
                (early, sessions) = (Count(gateway, "read too long ago"), reader.Sessions);
                BusCompound.Present(reader);
            }

            await Task.Delay(_lookEvery);
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"it does not say '{answer}' {times} time(s):\n{gateway.Said}");
        }
    }

    private static int Count(RunningProgram gateway, string words) =>
        gateway.Said.Split('\n').Count(line => line.Contains(words, StringComparison.Ordinal));

    private static async Task RelayIs(BusCompound compound, bool on)
    {
        var waited = Stopwatch.StartNew();
        while (compound.IsRelayOn != on)
        {
            await Task.Delay(_lookEvery);
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"the relay does not go {(on ? "on" : "off")}");
        }
    }
}
