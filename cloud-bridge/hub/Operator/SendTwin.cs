using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary><c>twin</c>: leaves a desired configuration at the broker for one gateway, and prints what the gateway reports of it.</summary>
internal static class SendTwin
{
    public static Command Create(Func<string, string?> environment, TimeProvider time)
    {
        var file = CliOptions.Needed("--file", "SETTINGS.json", "the settings that are desired");
        var version = CliOptions.Number("--version", "N", "their number, higher than the one before", 1, long.MaxValue);
        version.Required = true;
        const string description = "leave a desired configuration for a gateway at the broker, and print what the gateway reports of it";
        var command = new Command("twin", description) { file, version };
        var to = new GatewayArguments(command, environment);
        command.SetOrder(parsed => RunAsync(parsed, to, parsed.GetRequiredValue(file), parsed.GetValue(version) ?? 0, time));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, GatewayArguments to, string file, long version, TimeProvider time)
    {
        var output = parsed.InvocationConfiguration.Output;
        var (address, root) = to.Gateway(parsed);
        var desired = new JsonObject
        {
            ["gateway"] = address,
            ["version"] = version,
            ["issuedAt"] = GatewayReply.Instant(time.GetUtcNow()),
            ["settings"] = SendRoster.Read(file),
        };
        using var key = to.Key(parsed);
        using var limit = new CancellationTokenSource(to.Wait(parsed), time);
        await using var session = await OrderSession.OpenAsync(to.Login(parsed), root, key,
            [OrderSession.Replies, "twin/reported"], limit.Token);
        await session.SendAsync("twin/desired", JsonSerializer.SerializeToUtf8Bytes(desired), retain: true, limit.Token);
        while (true)
        {
            var (topic, payload) = await session.HearAsync(limit.Token);
            var said = JsonNode.Parse(payload)!;
            var isOurs = (long?)said["version"] == version;
            if (topic == OrderSession.Replies && (string?)said["outcome"] == "refused")
            {
                return GatewayReply.Print(payload, null, output);
            }

            if (topic == "twin/reported" && isOurs && (string?)said["outcome"] != "trying")
            {
                await output.WriteLineAsync(said.ToJsonString());
                return (string?)said["outcome"] == "applied" ? OperatorCommand.Done : OperatorCommand.Refused;
            }
        }
    }
}
