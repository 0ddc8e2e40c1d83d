using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using NJsonSchema;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Events;

/// <summary>The gateway's events against the published contract, as it is now and as it was released: what was once published is read for
/// ever, and what is written now is understood by a hub of the last release. To release: copy events.schema.json to
/// <c>releases/{version}</c>, and run this class with ZHUHUI_SAMPLES naming that folder's samples.ndjson.</summary>
public sealed class ContractTests : IDisposable
{
    private static readonly string _contract = Repository.At("cloud-bridge", "contract");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Releases => [.. Directory.GetDirectories(Path.Combine(_contract, "releases"))
        .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Every_kind_of_event_fits_the_contract_as_the_journal_writes_it()
    {
        var (record, events) = (await JsonSchema.FromFileAsync(Path.Combine(_contract, "record.schema.json")),
            await EventSchemasAsync(_contract));
        var lines = Journaled();
        Assert.Equal(EventTypes.Records.Count, lines.Length);
        Assert.All(lines, line =>
        {
            Assert.Empty(record.Validate(line));
            Assert.Empty(events[TypeOf(line)].Validate(DataOf(line)));
        });
        if (Environment.GetEnvironmentVariable("ZHUHUI_SAMPLES") is { Length: > 0 } samples)
        {
            await File.WriteAllLinesAsync(samples, lines);
        }
    }

    [Fact]
    public async Task What_is_left_out_because_nobody_knows_it_fits_the_contract_too()
    {
        var schemas = await EventSchemasAsync(_contract);
        Assert.All<GatewayEvent>(
            [
                new AlarmRaised("a", AlarmKind.CameraOffline, Ring.Perimeter, "cam", null, [], 0, 0, null),
                new AlarmEnded("a", AlarmKind.CameraOffline, Ring.Perimeter, "cam", null, [], AlarmEndReason.GatewayRestarted,
                    null, 0, 0, 0, 0),
                new AlarmAcknowledged("a", AlarmKind.CameraOffline, "cam", null, "guard"),
                new AlarmSeenTo("fire", EventTypes.FireReleased, null, "guard"),
                new AlarmTaken("fire", EventTypes.FireReleased, null, "guard"),
                new PassageCompleted("gate", DoorSide.Exit, "p-1", null),
                new PassageGranted("gate", DoorSide.Exit, PassageMethod.Card, "p-1", null, 5, false, "2-ab", [], EveryKind.Because,
                    EveryKind.Facts, null),
            ],
            happened => Assert.Empty(schemas[happened.Type].Validate(Encoding.UTF8.GetString(EventJson.Write(happened)))));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_hub_of_an_earlier_release_understands_what_is_written_now(string release)
    {
        var then = await EventSchemasAsync(Path.Combine(_contract, "releases", release));
        var known = Journaled().Where(line => then.ContainsKey(TypeOf(line))).ToArray();
        Assert.NotEmpty(known);
        Assert.All(known, line => Assert.Empty(then[TypeOf(line)].Validate(DataOf(line))));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task What_an_earlier_release_wrote_fits_the_contract_and_is_read_without_loss(string release)
    {
        var (record, now) = (await JsonSchema.FromFileAsync(Path.Combine(_contract, "record.schema.json")),
            await EventSchemasAsync(_contract));
        var samples = await File.ReadAllLinesAsync(Path.Combine(_contract, "releases", release, "samples.ndjson"));
        Assert.NotEmpty(samples);
        Assert.All(samples, line =>
        {
            Assert.Empty(record.Validate(line));
            Assert.True(now.TryGetValue(TypeOf(line), out var schema), $"the contract knows {TypeOf(line)} no more");
            Assert.Empty(schema.Validate(DataOf(line)));
            var read = EventJson.ReadRecord(TypeOf(line), Encoding.UTF8.GetBytes(line));
            Assert.NotNull(read);
            AssertHolds(JsonNode.Parse(DataOf(line)), JsonNode.Parse(EventJson.Write(read)), TypeOf(line));
        });
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One record of every kind, byte for byte as a journal keeps it.</summary>
    private string[] Journaled()
    {
        using var ledger = new EventLedger(_folder.Path, TimeProvider.System, NullLoggerFactory.Instance);
        foreach (var happened in EveryKind.Events)
        {
            ledger.Append(happened);
        }

        return [.. ledger.Journals.SelectMany(journal => journal.ReadAfter(0, 1000))
            .Select(record => Encoding.UTF8.GetString(record.Payload.Span))];
    }

    private static void AssertHolds(JsonNode? was, JsonNode? now, string where)
    {
        switch (was)
        {
            case JsonObject properties:
                Assert.All(properties, property => AssertHolds(property.Value, now?[property.Key], $"{where}.{property.Key}"));
                break;
            case JsonArray items:
                Assert.Equal(items.Count, Assert.IsType<JsonArray>(now).Count);
                Assert.All(items.Zip(now.AsArray()), pair => AssertHolds(pair.First, pair.Second, where));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(was, now), $"{where} was {was} and is read as {now}");
                break;
        }
    }

    /// <summary>A schema for each type's data.</summary>
    private static async Task<Dictionary<string, JsonSchema>> EventSchemasAsync(string folder)
    {
        var schemas = new Dictionary<string, JsonSchema>(StringComparer.Ordinal);
        foreach (var (type, schema) in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder,
            "events.schema.json")))!["$defs"]!.AsObject())
        {
            schemas[type] = await JsonSchema.FromJsonAsync(schema!.ToJsonString());
        }

        return schemas;
    }

    private static string TypeOf(string line) => JsonNode.Parse(line)!["type"]!.GetValue<string>();

    private static string DataOf(string line) => JsonNode.Parse(line)!["data"]!.ToJsonString(new JsonSerializerOptions(
        JsonSerializerDefaults.General));
}
