using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>The watch command against a gateway whose cameras answer nothing: at the perimeter that alone is an alarm.</summary>
[Trait("needs", "process")]
public sealed class WatchCommandTests
{
    [Fact]
    public async Task An_alarm_is_listed_acknowledged_and_ended_after_a_kill_and_a_disarmed_camera_stays_disarmed()
    {
        // Nobody listens on the discard port.
        using var compound = new Compound(rtspPort: 9);
        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("local status:");
            await gateway.SaysAsync("ALARM perimeter, camera square: the camera gives no picture");
            var alarm = Assert.Single(await ListAsync(compound), line => line.TryGetProperty("alarm", out _)).GetProperty("alarm")
                .GetString()!;
            Assert.Equal((0, $"acknowledged: {alarm}"), await WatchAsync(compound, "acknowledge", "--alarm", alarm, "--operator", "li"));
            Assert.Equal(3, (await WatchAsync(compound, "acknowledge", "--alarm", alarm, "--operator", "chen")).Code);
            await gateway.SaysAsync("acknowledged by li");
            Assert.Equal("li", (await gateway.StatusAsync()).GetProperty("alarms")[0].GetProperty("acknowledgedBy").GetString());
            await gateway.KillAsync();
        }

        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("ended, the gateway was restarted, nobody can tell when it ended");
            await gateway.SaysAsync("local status:");
            await gateway.SaysAsync("ALARM perimeter, camera square");
            Assert.Equal((0, "disarmed: square/lawn, square/camera"), await WatchAsync(compound, "disarm", "--ring", "perimeter",
                "--minutes", "60", "--operator", "li"));
            await gateway.SaysAsync("ended, disarmed");
            await gateway.KillAsync();
        }

        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("camera square offline");
            await gateway.SaysAsync("local status:");
            var places = (await ListAsync(compound)).Where(line => line.TryGetProperty("place", out _))
                .ToDictionary(p => p.GetProperty("place").GetString()!);
            Assert.Equal((false, "li"), (places["square/camera"].GetProperty("armed").GetBoolean(), places["square/camera"]
                .GetProperty("orderedBy").GetString()));
            Assert.True(places["gate/camera"].GetProperty("armed").GetBoolean());
            Assert.DoesNotContain("ALARM perimeter", gateway.Said, StringComparison.Ordinal);
            Assert.Equal((0, "armed as the site file has it: square/lawn, square/camera"), await WatchAsync(compound, "usual", "--what",
                "square", "--operator", "li"));
            await gateway.SaysAsync("ALARM perimeter, camera square: the camera gives no picture");
            Assert.Equal(0, await gateway.StopAsync());
            Assert.Contains("ended, the gateway stops", gateway.Said, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await compound.ReportAsync()).GetProperty("alarms").GetProperty("byKind").GetProperty("cameraOffline").GetInt64());
    }

    [Fact]
    public async Task Every_alarm_is_in_one_list_of_command_and_status_and_is_acknowledged_under_a_name()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang Wu", "--card", Compound.WangCard);
        Assert.Equal(0, (await RunningProgram.RunAsync("zhuhui-edge", "card", "lost", "--site", compound.SiteFile, "--card",
            Compound.WangCard)).Code);
        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("local status:");
            await compound.HoldCardAsync(Compound.WangCard);
            await gateway.SaysAsync("the lost card");
            await compound.OpenDoorAsync(true);
            await gateway.SaysAsync("forced");
            Assert.Equal(["door/gate", "lost-card/gate"], (await ListAsync(compound)).Select(AlarmOf).OfType<string>());
            Assert.Equal((0, "acknowledged: lost-card/gate"), await WatchAsync(compound, "acknowledge", "--alarm", "lost-card/gate",
                "--operator", "li"));
            await gateway.SaysAsync("East gate: alarm lost-card/gate (a lost card was shown) acknowledged by li");
            await compound.OpenDoorAsync(false);
            await gateway.DoorIsAsync("locked");
            var forced = Assert.Single((await gateway.StatusAsync()).GetProperty("alarms").EnumerateArray());
            Assert.Equal(("door/gate", "door.forced", false), (forced.GetProperty("alarm").GetString(),
                forced.GetProperty("type").GetString(), forced.GetProperty("goesOn").GetBoolean()));
            await compound.OpenDoorAsync(true);
            await gateway.DoorIsAsync("forced");
            await gateway.KillAsync();
        }

        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("East gate: alarm door/gate (door forced) ended, the gateway was restarted");
            await gateway.SaysAsync("local status:");
            Assert.Equal((0, "acknowledged: door/gate"), await WatchAsync(compound, "acknowledge", "--all", "--operator", "chen"));
            Assert.Equal(3, (await WatchAsync(compound, "acknowledge", "--all", "--operator", "chen")).Code);
        }
    }

    [Fact]
    public async Task Without_a_running_gateway_nothing_is_watched_and_the_command_says_so()
    {
        using var compound = new Compound();
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", "watch", "list", "--site", compound.SiteFile);
        Assert.Equal((1, $"zhuhui-edge: no gateway runs on {compound.Data}; only a running gateway watches"), (code, error.Trim()));
    }

    [Theory]
    [InlineData("watch needs list, arm", "look")]
    [InlineData("one of --what CAMERA[/ZONE], --ring RING and --all is needed", "arm", "--operator", "li")]
    [InlineData("one of --what CAMERA[/ZONE], --ring RING and --all is needed", "disarm", "--all", "--ring", "perimeter",
        "--operator", "li")]
    [InlineData("--operator is missing", "disarm", "--all")]
    [InlineData("--ring fence: the rings are entrance, commonArea, unitDoor, perimeter", "arm", "--ring", "fence", "--operator", "li")]
    [InlineData("from 1 to 10080", "arm", "--all", "--operator", "li", "--minutes", "0")]
    [InlineData("unknown option '--minutes'", "usual", "--all", "--operator", "li", "--minutes", "5")]
    [InlineData("--alarm or --all is needed", "acknowledge", "--operator", "li")]
    public async Task An_order_that_is_not_whole_is_refused_before_the_gateway_is_asked(string expected, params string[] words)
    {
        using var compound = new Compound();
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", ["watch", .. words, "--site", compound.SiteFile]);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static string? AlarmOf(JsonElement line) => line.TryGetProperty("alarm", out var alarm) ? alarm.GetString() : null;

    private static async Task<(int Code, string Said)> WatchAsync(Compound compound, params string[] words)
    {
        var (code, output, _) = await RunningProgram.RunAsync("zhuhui-edge", ["watch", .. words, "--site", compound.SiteFile]);
        return (code, output.Trim());
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(Compound compound)
    {
        var (code, said) = await WatchAsync(compound, "list");
        Assert.Equal(0, code);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
