using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The hub's commands through a real broker to a gateway that is a process of its own, and that is killed.</summary>
[Trait("needs", "process")]
public sealed class RemoteCommandTests : IDisposable
{
    private const string Address = "zhuhui/test/gate-1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_operator_makes_a_key_opens_a_door_from_afar_and_is_told_what_came_of_it()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var compound = new Compound(broker.Port, unlockSeconds: 60,
            link: $"\"authorities\": [{await KeyAsync("\"unlock\", \"restart\", \"logLevel\"")}]");
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("Connected to the broker");

        var (code, said, _) = await OrderAsync(broker, "unlock", "--door", "gate", "--id", "c-1");
        var reply = JsonNode.Parse(said)!;
        Assert.Equal((0, "c-1", "done", "gate"), (code, (string?)reply["id"], (string?)reply["outcome"],
            (string?)reply["result"]!["doors"]![0]));
        await compound.RelayIsAsync('1');
        await gateway.SaysAsync("East gate: unlock ordered by Officer Chen (key duty), accepted");

        Assert.Equal((3, "replayed"), Refusal(await OrderAsync(broker, "unlock", "--door", "gate", "--id", "c-1")));
        Assert.Equal((3, "unknownDoor"), Refusal(await OrderAsync(broker, "unlock", "--door", "cellar")));
        Assert.Equal((3, "notPermitted"), Refusal(await OrderAsync(broker, "lock-down", "--all", "--minutes", "5")));
        Assert.Equal(0, (await OrderAsync(broker, "log-level", "--level", "debug", "--minutes", "1")).Code);

        Assert.Equal(0, (await OrderAsync(broker, "restart")).Code);
        Assert.Equal(75, await gateway.EndsAsync());
        Assert.Equal('0', compound.RelayLevel);
        Assert.Equal(1, Done(compound)["c-1"]);
    }

    [Fact]
    public async Task A_gateway_is_on_the_districts_list_and_an_order_to_its_group_is_obeyed_and_on_record()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var compound = new Compound(broker.Port, link: $"\"authorities\": [{await KeyAsync("\"sync\"")}]");
        var district = new DistrictHub();
        await using var hub = await district.StartAsync(broker.Port);
        await using var gateway = compound.StartGateway();
        await district.HasAsync("t|t|t|t|0", "SELECT online, software ~ '^[0-9]+[.]', devices > 0, clock_trusted, backlog * 0 FROM fleet");
        Assert.Equal(0, (await district.AskAsync("group", "add", "all", Address)).Code);
        var (code, listed, error) = await district.AskAsync("fleet", "--group", "all");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{Address}  online", listed, StringComparison.Ordinal);

        string[] order = ["--group", "all", "--key", _folder.At("hub.key"), "--by", "Officer Chen", "--port", $"{broker.Port}"];
        var (done, said, _) = await district.AskAsync(["command", "sync", .. order, "--id", "o-1"]);
        Assert.Equal((0, "done"), (done, (string?)JsonNode.Parse(said)!["outcome"]));
        Assert.Equal(3, (await district.AskAsync(["command", "restart", .. order])).Code);
        await district.HasAsync("done|refused", "SELECT min(outcome), max(outcome) FROM order_answers");
        await gateway.KillAsync();
        Assert.Equal(1, Done(compound)["o-1"]);
    }

    [Fact]
    public async Task Killed_again_and_again_amid_commands_that_come_twice_a_gateway_carries_out_none_twice_and_none_late()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var compound = new Compound(broker.Port, unlockSeconds: 1, link: $"\"authorities\": [{await KeyAsync("\"unlock\"")}]");
        using var key = SigningKey.Read(_folder.At("hub.key"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var session = await OrderSession.OpenAsync(new HubOptions { Port = broker.Port }, $"zhuhui/v1/{Address}", key,
            ["replies"], patience.Token);
        var sent = new List<string>();
        for (var run = 0; run < 3; run++)
        {
            await using var gateway = compound.StartGateway();
            await gateway.SaysAsync("Connected to the broker");
            var answered = 0;
            for (var n = 0; n < 40; n++)
            {
                var id = $"r{run}-{n}";
                sent.Add(id);
                var payload = Unlock(id, DateTimeOffset.UtcNow);
                await session.SendAsync("commands", payload, retain: false, patience.Token);
                await session.SendAsync("commands", payload, retain: false, patience.Token);
                if (n == 20 + run)
                {
                    // Some are answered by now, some are on their way, and what comes after the kill waits at the broker.
                    for (; answered < 3; answered++)
                    {
                        await session.HearAsync(patience.Token);
                    }

                    await gateway.KillAsync();
                }
            }
        }

        var late = Unlock("late", DateTimeOffset.UtcNow.AddSeconds(-9.5));
        await session.SendAsync("commands", late, retain: false, patience.Token);
        await using (var last = compound.StartGateway())
        {
            await last.SaysAsync("Connected to the broker");
            await session.SendAsync("commands", Unlock("fresh", DateTimeOffset.UtcNow), retain: false, patience.Token);
            await AnswerAsync(session, "fresh", last, patience.Token);

            Assert.Equal(0, await last.StopAsync());
        }

        var done = Done(compound);
        Assert.All(done, d => Assert.Equal(1, d.Value));
        Assert.True(done.ContainsKey("fresh"));
        Assert.False(done.ContainsKey("late"));
        Assert.InRange(done.Keys.Count(sent.Contains), 9, sent.Count);
        Assert.Contains(Refused(compound), r => (r.Command, r.Code) == ("late", "expired") || r.Code == "expired");
    }

    private static async Task AnswerAsync(OrderSession session, string id, RunningProgram gateway, CancellationToken cancellationToken)
    {
        List<string> heard = [];
        try
        {
            do
            {
                heard.Add((string?)JsonNode.Parse((await session.HearAsync(cancellationToken)).Payload)!["id"] ?? "");
            }
            while (heard[^1] != id);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"no answer to {id} but to {string.Join(", ", heard)}; the gateway said:\n{gateway.Said}");
        }
    }

    /// <summary>Makes the hub's key and gives the entry for the site file.</summary>
    private async Task<string> KeyAsync(string may)
    {
        var (code, entry, error) = await RunningProgram.RunAsync("zhuhui-hub", "keygen", "--key", _folder.At("hub.key"), "--id", "duty");
        Assert.True(code == 0, error);
        return entry.Replace("\"may\": []", $"\"may\": [{may}]", StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> OrderAsync(MosquittoBroker broker, string kind, params string[] options) =>
        RunningProgram.RunAsync("zhuhui-hub",
        ["command", kind, "--gateway", Address, "--key", _folder.At("hub.key"), "--by", "Officer Chen", "--port",
            $"{broker.Port}", .. options]);

    private static (int Code, string? Reason) Refusal((int Code, string Output, string Error) said) =>
        (said.Code, (string?)JsonNode.Parse(said.Output)!["reasonCode"]);

    private static byte[] Unlock(string id, DateTimeOffset issued) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id,
        gateway = Address,
        kind = "unlock",
        by = "Officer Chen",
        issuedAt = issued.UtcDateTime,
        expiresAt = issued.UtcDateTime.AddSeconds(10),
        args = new { door = "gate" },
    });

    private static Dictionary<string, int> Done(Compound compound) => Journaled(compound).OfType<CommandDone>().GroupBy(d => d.Command)
        .ToDictionary(g => g.Key, g => g.Count());

    private static IEnumerable<CommandRefused> Refused(Compound compound) => Journaled(compound).OfType<CommandRefused>();

    private static List<GatewayEvent> Journaled(Compound compound)
    {
        using var ledger = EventLedger.OpenQuietly(compound.Data);
        return [.. ledger.Last(EventStream.Registry, 100_000)];
    }
}
