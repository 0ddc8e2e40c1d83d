using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary><c>command</c>: one signed command, and the gateway's answer as one line of JSON.</summary>
internal static class CommandOrder
{
    private static readonly TimeSpan UnlockLives = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OthersLive = TimeSpan.FromMinutes(5);

    /// <summary>The kinds as they are typed and as the contract names them.</summary>
    private static readonly Dictionary<string, (string Kind, string[] Options)> Kinds = new(StringComparer.Ordinal)
    {
        ["unlock"] = ("unlock", ["--door"]),
        ["hold-open"] = ("holdOpen", ["--door", "--all!", "--minutes"]),
        ["lock-down"] = ("lockDown", ["--door", "--all!", "--minutes"]),
        ["release"] = ("release", ["--door", "--all!"]),
        ["revoke"] = ("revokeCredential", ["--card", "--person"]),
        ["sync"] = ("sync", []),
        ["still"] = ("still", ["--camera", "--out"]),
        ["restart"] = ("restart", []),
        ["log-level"] = ("logLevel", ["--level", "--minutes"]),
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> words, Func<string, string?> environment, TextWriter output, TimeProvider time)
    {
        if (words.Count == 0 || !Kinds.TryGetValue(words[0], out var known))
        {
            throw new UsageException($"command needs one of {string.Join(", ", Kinds.Keys)}");
        }

        var arguments = new OrderWords([.. words.Skip(1)], ["--gateway", "--key", "--by", "--id", .. known.Options], environment);
        var ((address, root), now) = (arguments.Gateway(), time.GetUtcNow());
        var command = new JsonObject
        {
            ["id"] = arguments.One("--id") ?? Guid.NewGuid().ToString("N"),
            ["gateway"] = address,
            ["kind"] = known.Kind,
            ["by"] = arguments.Needed("--by"),
            ["issuedAt"] = Instant(now),
            ["expiresAt"] = Instant(now + (known.Kind == "unlock" ? UnlockLives : OthersLive)),
            ["args"] = Args(known.Kind, arguments, now),
        };
        using var key = SigningKey.Read(arguments.Needed("--key"));
        using var limit = new CancellationTokenSource(arguments.Wait, time);
        await using var session = await OrderSession.OpenAsync(arguments.Login(), root, key, ["replies"], limit.Token);
        await session.SendAsync("commands", JsonSerializer.SerializeToUtf8Bytes(command), retain: false, limit.Token);
        var (_, answer) = await session.HearAsync(limit.Token);
        return Tell(answer, arguments.One("--out"), output);
    }

    /// <summary>Prints an answer; a picture in it goes into its own file.</summary>
    internal static int Tell(byte[] answer, string? picture, TextWriter output)
    {
        var reply = JsonNode.Parse(answer)!;
        if (picture is not null && reply["result"]?["jpeg"] is { } jpeg)
        {
            File.WriteAllBytes(picture, Convert.FromBase64String(jpeg.GetValue<string>()));
            reply["result"]!["jpeg"] = picture;
        }

        output.WriteLine(reply.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        return (string?)reply["outcome"] == "done" ? OrderProgram.Done : OrderProgram.Refused;
    }

    internal static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Args(string kind, OrderWords arguments, DateTimeOffset now) => kind switch
    {
        "unlock" => new JsonObject { ["door"] = arguments.Needed("--door") },
        "holdOpen" or "lockDown" => new JsonObject
        {
            ["door"] = Door(arguments),
            ["until"] = Instant(now.AddMinutes(arguments.Number("--minutes", 1, 1440) ?? throw new UsageException("--minutes is missing"))),
        },
        "release" => new JsonObject { ["door"] = Door(arguments) },
        "revokeCredential" when arguments.Has("--card") != arguments.Has("--person") =>
            arguments.One("--card") is { } card ? new JsonObject { ["card"] = card } : new JsonObject { ["person"] = arguments.Needed("--person") },
        "revokeCredential" => throw new UsageException("--card or --person is needed, and not both"),
        "still" => new JsonObject { ["camera"] = arguments.Needed("--camera") },
        "logLevel" => new JsonObject { ["level"] = arguments.Needed("--level"), ["minutes"] = arguments.Number("--minutes", 1, 1440) ?? throw new UsageException("--minutes is missing") },
        _ => [],
    };

    /// <summary>All doors only where somebody says so.</summary>
    private static string? Door(OrderWords arguments) => arguments.Has("--all") != arguments.Has("--door") ? arguments.One("--door") : throw new UsageException("--door or --all is needed, and not both");
}
