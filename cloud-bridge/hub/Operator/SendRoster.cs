using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary><c>roster</c>: a full roster or a delta out of a file, in as many parts as it needs.</summary>
internal static class SendRoster
{
    private const int PeopleAPart = 200;

    /// <summary>Of a key that comes twice one would be passed over.</summary>
    private static readonly JsonDocumentOptions _once = new() { AllowDuplicateProperties = false };

    public static Command Create(Func<string, string?> environment, TimeProvider time)
    {
        var file = CliOptions.Needed("--file", "ROSTER.json", "a full roster, or what changed since a version");
        const string description = "send people and their rights to a gateway, in as many parts as it needs, and print its answer";
        var command = new Command("roster", description) { file };
        var to = new GatewayArguments(command, environment);
        command.SetOrder(parsed => RunAsync(parsed, to, parsed.GetRequiredValue(file), time));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, GatewayArguments to, string file, TimeProvider time)
    {
        var (address, root) = to.Gateway(parsed);
        var roster = Read(file);
        if (!roster.ContainsKey("base"))
        {
            throw new UsageException($"--file {file}: \"base\" is missing; write the version that it builds on, or null for a full roster, "
                + "which removes whoever is not in it");
        }

        var parts = Parts(roster, address, time.GetUtcNow());
        using var key = to.Key(parsed);
        using var limit = new CancellationTokenSource(to.Wait(parsed), time);
        await using var session = await OrderSession.OpenAsync(to.Login(parsed), root, key, [OrderSession.Replies], limit.Token);
        foreach (var part in parts)
        {
            await session.SendAsync("roster", JsonSerializer.SerializeToUtf8Bytes(part), retain: false, limit.Token);
        }

        var (_, answer) = await session.HearAsync(limit.Token);
        return GatewayReply.Print(answer, null, parsed.InvocationConfiguration.Output);
    }

    /// <exception cref="UsageException">The file holds no JSON object, or not in UTF-8: what is signed here is what was meant, or
    /// nothing.</exception>
    internal static JsonObject Read(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
            return !Utf8.IsValid(text) ? throw new JsonException($"line {LineOfFault(text)}: this is not UTF-8; save it as UTF-8")
                : JsonNode.Parse(text, null, _once) is not JsonObject found ? throw new JsonException("it holds no object")
                : Lost(found) is { } path ? throw new JsonException($"{path} holds U+FFFD: it was saved from a file that was not UTF-8; "
                    + "write it anew")
                : found;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException)
        {
            throw new UsageException($"--file {file}: {wrong.Message}");
        }
    }

    private static int LineOfFault(ReadOnlySpan<byte> text)
    {
        var line = 1;
        while (text.IndexOf((byte)'\n') is >= 0 and var end && Utf8.IsValid(text[..end]))
        {
            text = text[(end + 1)..];
            line++;
        }

        return line;
    }

    /// <returns>Where the sign stands that takes the place of bytes nobody could read; null where it does nowhere.</returns>
    private static string? Lost(JsonNode? node) => node switch
    {
        JsonObject branch => branch.Select(one => one.Key.Contains('\uFFFD', StringComparison.Ordinal) ? branch.GetPath() : Lost(one.Value))
            .FirstOrDefault(path => path is not null),
        JsonArray list => list.Select(Lost).FirstOrDefault(path => path is not null),
        JsonValue leaf when leaf.GetValueKind() == JsonValueKind.String
            && leaf.GetValue<string>().Contains('\uFFFD', StringComparison.Ordinal) => leaf.GetPath(),
        _ => null,
    };

    /// <summary>What the file says, people by the part; groups, schedules and holidays are in the first.</summary>
    internal static IReadOnlyList<JsonObject> Parts(JsonObject roster, string address, DateTimeOffset now)
    {
        var people = (roster["people"] as JsonArray ?? []).Select(p => p!.DeepClone()).Chunk(PeopleAPart).ToArray();
        return
        [
            .. Enumerable.Range(0, Math.Max(1, people.Length)).Select(i =>
            {
                var part = i == 0 ? (JsonObject)roster.DeepClone() : new JsonObject { ["version"] = roster["version"]?.DeepClone(),
                    ["base"] = roster["base"]?.DeepClone() };
                part["gateway"] = address;
                part["part"] = i + 1;
                part["parts"] = Math.Max(1, people.Length);
                part["issuedAt"] = GatewayReply.Instant(now);
                part["people"] = new JsonArray([.. people.ElementAtOrDefault(i) ?? []]);
                return part;
            }),
        ];
    }
}
