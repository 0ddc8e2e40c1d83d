using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using Xunit;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Tests.Remote.Rosters;
using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>What the hub sends and the gateway answers, against the published schemas.</summary>
public sealed class RemoteContractTests : IDisposable
{
    private readonly RemoteBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_the_gateway_takes_fits_the_schema_and_what_does_not_fit_it_does_not_take()
    {
        var schema = await SchemaAsync("command");
        (string Kind, object Args)[] good =
        [
            ("unlock", new { door = "gate" }), ("holdOpen", new { door = (string?)null, until = "2026-11-22T09:00:00Z" }),
                ("release", new { door = "gate" }), ("revokeCredential", new { card = "7" }),
            ("sync", new { }), ("still", new { camera = "fence" }), ("restart", new { }),
                ("logLevel", new { level = "debug", minutes = 5 }), ("upgrade", new { version = "0.4.0-alpha.0.7" }),
        ];
        Assert.All(good, one =>
        {
            var command = _bench.Command(one.Kind, one.Args);
            Assert.Empty(schema.Validate(command.ToJsonString()));
            Assert.Null(CommandReading.Read(JsonSerializer.SerializeToUtf8Bytes(command)).Problem);
        });
        (string Kind, object Args)[] bad =
        [
            ("unlock", new { }), ("unlock", new { door = (string?)null }), ("holdOpen", new { door = "gate" }),
                ("lockDown", new { until = "2026-11-22T09:00:00Z" }), ("sync", new { door = "gate" }), ("roster", new { }),
            ("revokeCredential", new { card = "7", person = "p-1" }), ("logLevel", new { level = "loud", minutes = 5 }),
            ("upgrade", new { }),
        ];
        Assert.All(bad, one =>
        {
            var command = _bench.Command(one.Kind, one.Args);
            Assert.NotEmpty(schema.Validate(command.ToJsonString()));
            Assert.NotNull(CommandReading.Read(JsonSerializer.SerializeToUtf8Bytes(command)).Problem);
        });
    }

    [Fact]
    public async Task Every_answer_fits_the_schema()
    {
        var schema = await SchemaAsync("reply");
        _bench.StillsAllowed = true;
        _bench.Begin();
        Reply[] replies =
        [
            await _bench.SayAsync("unlock", new { door = "gate" }), await _bench.SayAsync("unlock", new { door = "cellar" }),
                await _bench.SayAsync("still", new { camera = "fence" }), await _bench.SayAsync("sync", new { }),
            await _bench.SayAsync("logLevel", new { level = "debug", minutes = 5 }),
                await _bench.SayAsync(_bench.Duty.Sign(RemoteBench.Root, "commands", "{}"u8.ToArray())),
        ];
        Assert.All(replies, reply => Assert.Empty(schema.Validate(JsonSerializer.Serialize(reply, RemoteJson.Options))));
    }

    [Fact]
    public async Task A_roster_as_the_hub_cuts_it_fits_the_schema_and_has_no_room_for_a_face()
    {
        var schema = await SchemaAsync("roster");
        var people = Enumerable.Range(0, 1200).Select(i => RosterBench.Someone($"p-{i}", "all", $"{i + 1}")).ToArray();
        var roster = JsonSerializer.SerializeToNode(new
        {
            version = 3,
            @base = (long?)null,
            people,
            groups = RosterBench.Groups,
            holidays = new { holidays = Array.Empty<object>(), workingDays = new[] { "2026-10-10" } }
        })!.AsObject();
        var parts = SendRoster.Parts(roster, "d/c/g", _bench.Time.GetUtcNow());
        Assert.Equal(6, parts.Count);
        Assert.All(parts, part =>
        {
            Assert.Empty(schema.Validate(part.ToJsonString()));
            Assert.NotNull(RemoteJson.Read<RosterMessage>(JsonSerializer.SerializeToUtf8Bytes(part)).Value);
        });
        var face = (JsonObject)parts[0].DeepClone();
        face["people"]![0]!["template"] = "AAAA";
        Assert.NotEmpty(schema.Validate(face.ToJsonString()));
        Assert.DoesNotContain(Fields(JsonNode.Parse(await File.ReadAllTextAsync(PathOf("roster")))), name => new[] { "face", "photo",
            "picture", "template", "embedding", "image" }.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Fields(JsonNode? node) => node switch
    {
        JsonObject keyed => keyed.SelectMany(p => Fields(p.Value).Prepend(p.Key)),
        JsonArray list => list.SelectMany(Fields),
        _ => [],
    };

    private static string PathOf(string schema) => Repository.At("cloud-bridge", "contract", $"{schema}.schema.json");

    private static Task<JsonSchema> SchemaAsync(string name) => JsonSchema.FromFileAsync(PathOf(name));
}
