using System.Diagnostics;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Modbus;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>A gate whose lock hangs on a board that may not do as it is told; its reader and the fire contact are on another. Every step
/// leaves the board whole and the door locked.</summary>
internal sealed class UnwillingCompound : IDisposable
{
    private const string Card = "20230001";
    private const int FirePin = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly UnwillingBoard _board;
    private int _released;
    private int _failed;
    private int _fires;
    private int _restored;
    private bool _isFailed;

    private UnwillingCompound(Func<string, UnwillingBoard> board)
    {
        _board = board(Data);
        var (buses, relays) = _board.Site;
        File.WriteAllText(SiteFile, $$"""
            {
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
              "buses": [{{buses}}],
              "boards": [{ "id": "box", "kind": "simulated" }, {{relays}}],
              "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15, "frameGapMs": 200 }],
              "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "{{UnwillingBoard.Id}}", "pin": 0 }, "egress": true,
                          "readers": ["gate-card"], "unlockSeconds": 2 }],
              "fire": { "input": { "board": "box", "pin": {{FirePin}}, "activeLow": false, "pull": "down" } },
              "link": { "enabled": false },
              "console": { "port": 0 }
            }
            """);
    }

    private string SiteFile => _folder.At("site.jsonc");

    private string Data => _folder.At("data");

    /// <summary>Cards and fires before a board of this kind with each of its faults.</summary>
    public static async Task RunAsync(Func<string, UnwillingBoard> board)
    {
        using var compound = new UnwillingCompound(board);
        await compound.RunAsync();
    }

    public void Dispose()
    {
        _board.Dispose();
        _folder.Dispose();
    }

    private async Task RunAsync()
    {
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", "enrol", "--site", SiteFile, "--name", "Wang", "--card", Card);
        Assert.True(code == 0, error);
        await using var gateway = RunningProgram.Start("zhuhui-edge", ["run", "--site", SiteFile]);
        await gateway.SaysAsync("local status: http");
        await CardWorksAsync(gateway);
        foreach (var (mood, reason) in _board.Faults)
        {
            await CardFailsAsync(gateway, mood, reason);
            await CardWorksAsync(gateway);
        }

        foreach (var mood in _board.Faults.Keys)
        {
            await FireAsync(gateway, mood);
        }

        await StaysEnergisedAsync(gateway);
        await CardWorksAsync(gateway);
        Assert.Equal(0, await gateway.StopAsync());
        Assert.False(_board.IsOn);
        await RecordsAsync();
    }

    private async Task CardFailsAsync(RunningProgram gateway, BoardMood mood, string reason)
    {
        var waited = Stopwatch.StartNew();
        await _board.TakeAsync(mood);
        await FailAsync(gateway);
        while (!SaidLast(gateway).Contains(reason, StringComparison.Ordinal))
        {
            // A machine too busy for the board's answer to come in time: then it is another reason, once.
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"the reason is never '{reason}':\n{gateway.Said}");
            await gateway.DoorIsAsync(mood == BoardMood.RefusesReads ? "lockFault" : "locked");
            await FailAsync(gateway);
        }

        Assert.True(!_board.IsOn || mood == BoardMood.RefusesReads);
        var status = await gateway.StatusAsync();
        Assert.False(status.GetProperty("healthy").GetBoolean());
        Assert.Equal((false, true), (DoorOf(status).GetProperty("released").GetBoolean(),
            DoorOf(status).GetProperty("releaseFailed").GetBoolean()));
        Assert.Contains("zhuhui_door_released{door=\"gate\"} 0\n", await gateway.GetAsync("metrics"), StringComparison.Ordinal);
        await gateway.SaysAsync("East gate: somebody went in", _released);
        Assert.Equal(_released, TimesSaid(gateway, "went in"));
    }

    private async Task FailAsync(RunningProgram gateway)
    {
        await HoldCardAsync();
        await gateway.SaysAsync("ALARM East gate: was NOT released, relay relays:0", ++_failed);
        _isFailed = true;
    }

    private async Task RestoredAsync(RunningProgram gateway)
    {
        await gateway.SaysAsync("East gate: is released again as it is told", ++_restored);
        _isFailed = false;
    }

    private static int TimesSaid(RunningProgram gateway, string words) =>
        gateway.Said.Split('\n').Count(line => line.Contains(words, StringComparison.Ordinal));

    private static string SaidLast(RunningProgram gateway) =>
        gateway.Said.Split('\n').Last(line => line.Contains("was NOT released", StringComparison.Ordinal));

    /// <summary>The board is whole again: the next card opens, and that is on record.</summary>
    private async Task CardWorksAsync(RunningProgram gateway)
    {
        await _board.TakeAsync(BoardMood.Works);
        await IsAsync(gateway, status => status.GetProperty("devices").EnumerateArray()
                .All(device => device.GetProperty("online").ValueKind == JsonValueKind.True)
            && DoorOf(status).GetProperty("state").GetString() == "locked", "the board is not back");
        await HoldCardAsync();
        await gateway.SaysAsync("East gate: somebody went in", ++_released);
        if (_isFailed)
        {
            await RestoredAsync(gateway);
        }

        await IsAsync(gateway, status => status.GetProperty("healthy").GetBoolean() && !_board.IsOn
            && DoorOf(status).GetProperty("state").GetString() == "locked", "the door is not locked again");
    }

    private async Task FireAsync(RunningProgram gateway, BoardMood mood)
    {
        await _board.TakeAsync(mood);
        await SetFireAsync(true);
        await gateway.SaysAsync("FIRE ALARM East gate: was NOT released, relay relays:0", ++_fires);

        // One that tells nothing does it all the same, and goes on doing it.
        await Task.Delay(mood == BoardMood.RefusesReads ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);
        Assert.Equal(mood == BoardMood.RefusesReads, _board.IsOn);
        var shown = await gateway.StatusAsync();
        Assert.False(DoorOf(shown).GetProperty("released").GetBoolean());
        var alarms = shown.GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetProperty("text").GetString()!).ToList();
        Assert.Contains(alarms, text => text.StartsWith("the compound: fire, since", StringComparison.Ordinal));
        Assert.DoesNotContain(alarms, text => text.Contains("released", StringComparison.Ordinal));
        await _board.TakeAsync(BoardMood.Works);
        await RestoredAsync(gateway);
        Assert.True(_board.IsOn);
        await IsAsync(gateway, status => DoorOf(status).GetProperty("released").GetBoolean(), "its release is not shown");
        await SetFireAsync(false);
        await IsAsync(gateway, status => !_board.IsOn && DoorOf(status).GetProperty("state").GetString() == "locked",
            "the door is not locked after the fire");
    }

    /// <summary>A contact that has welded: the door is not said to be locked, and is as soon as the relay falls.</summary>
    private async Task StaysEnergisedAsync(RunningProgram gateway)
    {
        var (faults, restored) = (TimesSaid(gateway, "the lock does not do as it is told"), TimesSaid(gateway, "the lock works again"));
        await SetFireAsync(true);
        await IsAsync(gateway, status => _board.IsOn && DoorOf(status).GetProperty("released").GetBoolean(), "it is not released");
        await _board.TakeAsync(BoardMood.Echoes);
        await SetFireAsync(false);
        await gateway.SaysAsync("ALARM East gate: the lock does not do as it is told", 1 + faults);
        Assert.Equal("lockFault", DoorOf(await gateway.StatusAsync()).GetProperty("state").GetString());
        Assert.True(_board.IsOn);
        await _board.TakeAsync(BoardMood.Works);
        await gateway.SaysAsync("East gate: the lock works again", 1 + restored);
        Assert.False(_board.IsOn);
    }

    /// <summary>The journal, read by the program itself: a passage for each card that opened, and no more.</summary>
    private async Task RecordsAsync()
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", "events", "--site", SiteFile, "--limit", "1000",
            "--kind", "passage.completed", "--operator", "test");
        Assert.True(code == 0 && output.Length > 0, $"{code}: {error}");
        Assert.Equal(_released, output.Split('\n').Count(line => line.Contains("went in", StringComparison.Ordinal)));
    }

    private Task HoldCardAsync() => Compound.TellBoardAsync(Data, $"card 14 15 wiegand-34 {Card}");

    private Task SetFireAsync(bool on) => Compound.TellBoardAsync(Data, $"set {FirePin} {(on ? 1 : 0)}");

    private static JsonElement DoorOf(JsonElement status) => status.GetProperty("doors")[0];

    private static async Task IsAsync(RunningProgram gateway, Func<JsonElement, bool> condition, string otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!condition(await gateway.StatusAsync()))
        {
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"{otherwise}:\n{gateway.Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
