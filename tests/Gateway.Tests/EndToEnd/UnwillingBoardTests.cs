using System.Diagnostics;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The whole program before a relay board on a real socket that refuses, is silent, echoes or is gone: what it records, says and
/// shows is what happened.</summary>
[Trait("needs", "process")]
public sealed class UnwillingBoardTests : IDisposable
{
    private const string Card = "20230001";
    private const int FirePin = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly ModbusTcpBoard _board = new() { ClosesAfter = 1 };
    private int _released;
    private int _failed;

    public UnwillingBoardTests() => File.WriteAllText(SiteFile, $$"""
        {
          "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
          "buses": [{ "id": "net", "kind": "modbusTcp", "host": "127.0.0.1", "port": {{_board.Port}} }],
          "boards": [{ "id": "box", "kind": "simulated" }, { "id": "relays", "kind": "modbus", "bus": "net" }],
          "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15 }],
          "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "relays", "pin": 0 }, "egress": true,
                      "readers": ["gate-card"], "unlockSeconds": 2 }],
          "fire": { "input": { "board": "box", "pin": {{FirePin}}, "activeLow": false, "pull": "down" } },
          "link": { "enabled": false },
          "console": { "port": 0 }
        }
        """);

    private string SiteFile => _folder.At("site.jsonc");

    [Fact]
    public async Task Cards_and_fire_claim_nothing_that_the_board_did_not_do_and_work_again_as_soon_as_it_does()
    {
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", "enrol", "--site", SiteFile, "--name", "Wang", "--card", Card);
        Assert.True(code == 0, error);
        await using var gateway = RunningProgram.Start("zhuhui-edge", ["run", "--site", SiteFile]);
        await gateway.SaysAsync("status page: http");
        await gateway.SaysAsync("relays answers");
        await gateway.DoorIsAsync("locked");
        await CardWorksAsync(gateway);
        foreach (var mood in Enum.GetValues<BoardMood>().Where(mood => mood != BoardMood.Works))
        {
            await CardFailsAsync(gateway, () => _board.Mood = mood, ReasonOf(mood));
            await CardWorksAsync(gateway);
        }

        await CardFailsAsync(gateway, () => _board.IsOnline = false, "its board does not answer");
        await CardWorksAsync(gateway);
        foreach (var mood in new[] { BoardMood.RefusesWrites, BoardMood.Echoes, BoardMood.Silent })
        {
            await FireAsync(gateway, mood);
        }

        Assert.Equal(0, await gateway.StopAsync());
        Assert.False(_board.Coils[0]);
        await RecordsAsync();
    }

    public void Dispose()
    {
        _board.Dispose();
        _folder.Dispose();
    }

    private static string ReasonOf(BoardMood mood) => mood switch
    {
        BoardMood.RefusesWrites => "its board answers 'illegal function' to the order",
        BoardMood.FailsWrites => "its board answers 'device failure' to the order",
        BoardMood.Echoes => "its board says that it is done, and the relay has not moved",
        _ => "",
    };

    private async Task CardFailsAsync(RunningProgram gateway, Action breakBoard, string reason)
    {
        breakBoard();
        await Compound.TellBoardAsync(_folder.At("data"), $"card 14 15 wiegand-34 {Card}");
        await gateway.SaysAsync("ALARM East gate: was NOT released, relay relays:0", ++_failed);
        Assert.Contains(reason, gateway.Said.Split('\n').Last(line => line.Contains("was NOT released", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.False(_board.Coils[0]);
        var status = await gateway.StatusAsync();
        Assert.False(status.GetProperty("healthy").GetBoolean());
        Assert.Equal((false, true), (DoorOf(status).GetProperty("released").GetBoolean(),
            DoorOf(status).GetProperty("releaseFailed").GetBoolean()));
        Assert.Contains("NOT RELEASED as told", await gateway.GetAsync(""), StringComparison.Ordinal);
        Assert.Contains("zhuhui_door_released{door=\"gate\"} 0\n", await gateway.GetAsync("metrics"), StringComparison.Ordinal);
        await gateway.SaysAsync("East gate: Wang went in", _released);
        Assert.Equal(_released, gateway.Said.Split('\n').Count(line => line.Contains("went in", StringComparison.Ordinal)));
    }

    /// <summary>The board is whole again: the next card opens, and that is on record.</summary>
    private async Task CardWorksAsync(RunningProgram gateway)
    {
        (_board.Mood, _board.IsOnline) = (BoardMood.Works, true);
        await IsAsync(gateway, status => status.GetProperty("devices").EnumerateArray().All(d => d.GetProperty("online").GetBoolean())
            && DoorOf(status).GetProperty("state").GetString() == "locked", "the board is not back");
        await Compound.TellBoardAsync(_folder.At("data"), $"card 14 15 wiegand-34 {Card}");
        await gateway.SaysAsync("East gate: Wang went in", ++_released);
        if (_failed > 0)
        {
            await gateway.SaysAsync("East gate: is released again as it is told", _failed);
        }

        await IsAsync(gateway, status => status.GetProperty("healthy").GetBoolean() && !_board.Coils[0]
            && DoorOf(status).GetProperty("state").GetString() == "locked", "the door is not locked again");
    }

    private async Task FireAsync(RunningProgram gateway, BoardMood mood)
    {
        _board.Mood = mood;
        await Compound.TellBoardAsync(_folder.At("data"), $"set {FirePin} 1");
        await gateway.SaysAsync("FIRE ALARM East gate: was NOT released, relay relays:0", (++_failed) - 6);
        Assert.False(_board.Coils[0]);
        Assert.False(DoorOf(await gateway.StatusAsync()).GetProperty("released").GetBoolean());
        _board.Mood = BoardMood.Works;
        await gateway.SaysAsync("East gate: is released again as it is told", _failed);
        Assert.True(_board.Coils[0]);
        await IsAsync(gateway, status => DoorOf(status).GetProperty("released").GetBoolean(), "its release is not shown");
        await Compound.TellBoardAsync(_folder.At("data"), $"set {FirePin} 0");
        await IsAsync(gateway, status => !_board.Coils[0] && DoorOf(status).GetProperty("state").GetString() == "locked",
            "the door is not locked after the fire");
    }

    /// <summary>The journal, read by the program itself: a passage for each card that opened, and no more.</summary>
    private async Task RecordsAsync()
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", "events", "--site", SiteFile, "--limit", "1000",
            "--kind", "passage.completed", "--operator", "test");
        Assert.True(code == 0 && output.Length > 0, $"{code}: {error}");
        Assert.Equal(_released, output.Split('\n').Count(line => line.Contains("went in", StringComparison.Ordinal)));
    }

    private static JsonElement DoorOf(JsonElement status) => status.GetProperty("doors")[0];

    private static async Task IsAsync(RunningProgram gateway, Func<JsonElement, bool> condition, string otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!condition(await gateway.StatusAsync()))
        {
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"{otherwise}:\n{gateway.Said}");
        }
    }
}
