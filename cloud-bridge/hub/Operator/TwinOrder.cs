using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary><c>twin</c>: leaves a desired configuration at the broker for one gateway, and prints what the gateway reports of it.</summary>
internal static class TwinOrder
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, Func<string, string?> environment, TextWriter output, TimeProvider time)
    {
        var arguments = new OrderWords(words, ["--gateway", "--key", "--file", "--version"], environment);
        var (address, root) = arguments.Gateway();
        var version = arguments.Number("--version", 1, long.MaxValue) ?? throw new UsageException("--version is missing");
        var desired = new JsonObject
        {
            ["gateway"] = address,
            ["version"] = version,
            ["issuedAt"] = CommandOrder.Instant(time.GetUtcNow()),
            ["settings"] = RosterOrder.Read(arguments.Needed("--file")),
        };
        using var key = SigningKey.Read(arguments.Needed("--key"));
        using var limit = new CancellationTokenSource(arguments.Wait, time);
        await using var session = await OrderSession.OpenAsync(arguments.Login(), root, key, ["replies", "twin/reported"], limit.Token);
        await session.SendAsync("twin/desired", JsonSerializer.SerializeToUtf8Bytes(desired), retain: true, limit.Token);
        while (true)
        {
            var (topic, payload) = await session.HearAsync(limit.Token);
            var said = JsonNode.Parse(payload)!;
            var isOurs = (long?)said["version"] == version;
            if (topic == "replies" && (string?)said["outcome"] == "refused")
            {
                return CommandOrder.Tell(payload, null, output);
            }

            if (topic == "twin/reported" && isOurs && (string?)said["outcome"] != "trying")
            {
                await output.WriteLineAsync(said.ToJsonString());
                return (string?)said["outcome"] == "applied" ? OrderProgram.Done : OrderProgram.Refused;
            }
        }
    }
}
