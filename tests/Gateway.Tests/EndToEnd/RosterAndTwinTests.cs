using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>RosterIntake and configurations through a real broker to a gateway that is a process of its own.</summary>
[Trait("needs", "process")]
public sealed class RosterAndTwinTests : IDisposable
{
    private const string Address = "zhuhui/test/gate-1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_roster_lets_people_in_and_takes_it_away_again_over_a_kill_and_every_decision_can_be_made_again()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var compound = new Compound(broker.Port, unlockSeconds: 1, link: $"\"authorities\": [{await KeyAsync("\"roster\"")}]");
        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("Connected to the broker");
            await compound.HoldCardAsync(Compound.WangCard);
            await gateway.SaysAsync("not opened: unknown card");
            Assert.Equal((0, 1, 1), await RosterAsync(gateway, broker,
                """{"version":1,"base":null,"people":[{"id":"p-1","name":"Wang","groups":["all"],"cards":[{"card":"20230001"}]}]"""
                + ""","groups":[{"id":"all","name":"","doors":[]}]}"""));
            await compound.HoldCardAsync(Compound.WangCard);
            await gateway.SaysAsync("lets in somebody by card");
            await gateway.KillAsync();
        }

        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("Connected to the broker");
            await compound.HoldCardAsync(Compound.WangCard);
            await gateway.SaysAsync("lets in somebody by card");
            Assert.Equal(3, (await RosterAsync(gateway, broker, """{"version":9,"base":8,"removedPeople":["p-1"]}""")).Code);
            Assert.Equal((0, 0, 2), await RosterAsync(gateway, broker, """{"version":2,"base":1,"removedPeople":["p-1"]}"""));
            await compound.HoldCardAsync(Compound.WangCard);
            await gateway.SaysAsync("not opened: unknown card");
            Assert.Equal(0, await gateway.StopAsync());
        }

        var (code, said, error) = await compound.RunAsync("replay");
        Assert.True(code == 0, said + error);
    }

    [Fact]
    public async Task A_configuration_that_does_not_run_for_a_minute_in_two_starts_is_given_up_and_reported()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var compound = new Compound(broker.Port, link: $"\"authorities\": [{await KeyAsync("\"twin\"")}]");
        using var key = SigningKey.Read(_folder.At("hub.key"));
        using var patience = new CancellationTokenSource(RunningProgram.Patience);
        await using var session = await OrderSession.OpenAsync(new HubOptions { Port = broker.Port }, $"zhuhui/v1/{Address}", key,
            ["twin/reported"], patience.Token);
        await using (var gateway = compound.StartGateway())
        {
            await ReportsAsync(session, null, null, patience.Token);
            var (refused, said, why) = await TwinAsync(broker, 1, """{"doors":[{"id":"gate","unlockSeconds":300}]}""");
            Assert.True(said.Length > 0, $"{why}\n{gateway.Said}");
            Assert.Equal(3, refused);
            Assert.Contains("UnlockSeconds must be between 1 and 255", said, StringComparison.Ordinal);
            var tried = TwinAsync(broker, 2, """{"doors":[{"id":"gate","unlockSeconds":7}]}""", "--wait", "5");
            Assert.Equal(75, await gateway.EndsAsync());
            Assert.Equal(1, (await tried).Code);
        }

        for (var start = 0; start < 2; start++)
        {
            await using var gateway = compound.StartGateway();
            await gateway.SaysAsync("Connected to the broker");
            await gateway.KillAsync();
        }

        await using (var gateway = compound.StartGateway())
        {
            var reported = await ReportsAsync(session, 2, "rolledBack", patience.Token);
            Assert.Contains("did not run for a minute in 2 starts", (string?)reported["reason"], StringComparison.Ordinal);
            Assert.Null(reported["inForce"]);
            Assert.Equal(0, await gateway.StopAsync());
        }
    }

    private static async Task<JsonNode> ReportsAsync(OrderSession session, long? version, string? outcome,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var said = JsonNode.Parse((await session.HearAsync(cancellationToken)).Payload)!;
            if ((long?)said["version"] == version && (string?)said["outcome"] == outcome)
            {
                return said;
            }
        }
    }

    private async Task<(int Code, int Added, int Version)> RosterAsync(RunningProgram gateway, MosquittoBroker broker, string roster)
    {
        await File.WriteAllTextAsync(_folder.At("roster.json"), roster);
        var (code, said, error) = await RunningProgram.RunAsync("zhuhui-hub", "roster", "--gateway", Address, "--key",
            _folder.At("hub.key"), "--file", _folder.At("roster.json"), "--port", $"{broker.Port}");
        Assert.True(code is 0 or 3, $"{error}\n{gateway.Said}");
        var reply = JsonNode.Parse(said)!;
        return (code, (int?)reply["result"]?["added"] ?? 0, (int)reply["version"]!);
    }

    private async Task<(int Code, string Output, string Error)> TwinAsync(MosquittoBroker broker, int version, string settings,
        params string[] more)
    {
        await File.WriteAllTextAsync(_folder.At("settings.json"), settings);
        return await RunningProgram.RunAsync("zhuhui-hub",
            ["twin", "--gateway", Address, "--key", _folder.At("hub.key"), "--file", _folder.At("settings.json"), "--version", $"{version}",
                "--port", $"{broker.Port}", .. more]);
    }

    private async Task<string> KeyAsync(string may)
    {
        var (code, entry, error) = await RunningProgram.RunAsync("zhuhui-hub", "keygen", "--key", _folder.At("hub.key"), "--id", "duty");
        Assert.True(code == 0, error);
        return entry.Replace("\"may\": []", $"\"may\": [{may}]", StringComparison.Ordinal);
    }
}
