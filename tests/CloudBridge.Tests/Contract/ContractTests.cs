using System.Globalization;
using System.Text;
using CsCheck;
using MQTTnet.Protocol;
using NJsonSchema;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Contract;

/// <summary>Both sides against the published contract.</summary>
public sealed class ContractTests : IDisposable
{
    private static readonly DateTimeOffset _at = new(2026, 11, 22, 8, 0, 0, 123, TimeSpan.Zero);
    private readonly HubFolder _folder = new();

    [Fact]
    [Trait("needs", "process")]
    public async Task What_the_link_publishes_and_what_the_hub_acknowledges_are_what_the_contract_says()
    {
        var (record, ack) = (await SchemaAsync("record.schema.json"), await SchemaAsync("ack.schema.json"));
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        await using var events = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/events/+");
        await using var acks = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/acks/+");
        var journal = new TestJournal("passages", at: _at).Append(5);
        await using var link = new RunningLink(broker.Port, _folder.Bookmarks, journal);
        await link.DrainAsync();

        for (var seq = 1; seq <= 5; seq++)
        {
            var message = await events.NextAsync();
            Assert.Empty(record.Validate(RawClient.Text(message)));
            Assert.Equal("zhuhui/v1/d-1/c-1/g-1/events/passages", message.Topic);
            Assert.Equal((MqttQualityOfServiceLevel.AtLeastOnce, false, "application/json"), (message.QualityOfServiceLevel, message.Retain,
                message.ContentType));
            Assert.Equal(
                [
                    ("id", $"g-1/{journal.Ledger}/passages/{seq}"),
                    ("source", "zhuhui/v1/d-1/c-1/g-1"),
                    ("type", "passage.granted"),
                    ("specversion", "1.0"),
                    ("time", "2026-11-22T08:00:00.123+00:00"),
                    ("historical", "true"),
                ],
                message.UserProperties.Select(property => (property.Name, Encoding.UTF8.GetString(property.ValueBuffer.Span))));
        }

        var answer = await acks.NextAsync();
        Assert.Empty(ack.Validate(RawClient.Text(answer)));
        Assert.Equal(("zhuhui/v1/d-1/c-1/g-1/acks/passages", false), (answer.Topic, answer.Retain));
    }

    [Fact]
    public async Task The_AsyncAPI_document_names_the_topics_attributes_and_schemas_that_are_used()
    {
        var text = await File.ReadAllTextAsync(ContractPath("asyncapi.yaml"), Eventually.Token);
        const string Root = "zhuhui/v1/{district}/{compound}/{gateway}";
        Assert.Contains($"address: {Root}/events/{{stream}}\n", text, StringComparison.Ordinal);
        Assert.Contains($"address: {Root}/acks/{{stream}}\n", text, StringComparison.Ordinal);
        Assert.Contains(EventTopic.SharedFilter, text, StringComparison.Ordinal);
        Assert.Contains("$ref: './record.schema.json'", text, StringComparison.Ordinal);
        Assert.Contains("$ref: './ack.schema.json'", text, StringComparison.Ordinal);
        var message = new EventMessage(RunningLink.Address).Build("passages", Guid.Empty, new TestJournal("passages").Append().Outbound(1),
            historical: false);
        Assert.Contains($"required: [{string.Join(", ", message.UserProperties.Select(property => property.Name))}]", text,
            StringComparison.Ordinal);
        var topics = new TopicNames(RunningLink.Address);
        Assert.Equal(Root.Replace("{district}", "d-1", StringComparison.Ordinal).Replace("{compound}", "c-1", StringComparison.Ordinal)
            .Replace("{gateway}", "g-1", StringComparison.Ordinal), topics.Root);
        Assert.Equal(topics.Acks("alarms"), EventTopic.TryParse(topics.Events("alarms"))?.Acks);
    }

    [Fact]
    public async Task A_payload_that_the_hub_takes_has_every_envelope_field_the_schema_asks_for_in_the_same_form()
    {
        var schema = await SchemaAsync("record.schema.json");
        var whole = Encoding.UTF8.GetString(new TestJournal("passages", at: _at).Append().Record(1).Payload.Span);
        Assert.Empty(schema.Validate(whole));
        Assert.NotNull(Envelope.TryParse(Encoding.UTF8.GetBytes(whole), "passages", out _));
        foreach (var (good, bad) in new[] { ("\"seq\":1,", "\"seq\":0,"), ("\"seq\":1,", "\"seq\":\"1\","),
            ("\"prev\":\"0", "\"prev\":\"G"), ("\"prev\":\"0", "\"prev\":\""), ("\"ledger\":\"", "\"ledger\":\"x"),
                ("\"type\":\"passage.granted\"", "\"type\":\"\""), ("\"at\":\"2026-11-22T08:00:00.123+00:00\",\"type", "\"type") })
        {
            var wrong = whole.Replace(good, bad, StringComparison.Ordinal);
            Assert.NotEqual(whole, wrong);
            Assert.NotEmpty(schema.Validate(wrong));
            Assert.Null(Envelope.TryParse(Encoding.UTF8.GetBytes(wrong), "passages", out _));
        }
    }

    [Fact]
    public async Task Every_acknowledgement_of_the_hub_fits_the_schema_and_is_read_by_the_link_as_the_same_numbers()
    {
        var schema = await SchemaAsync("ack.schema.json");
        Gen.Long[1, 60].HashSet[1, 40].Sample(seqs =>
        {
            var receipt = new Receipt(new EventTopic("d-1", "c-1", "g-1", "passages"), Guid.NewGuid(), new(seqs.ToDictionary(seq => seq,
                seq => (Hash(seq - 1), Hash(seq)))));
            var payload = BrokerSession.PayloadOf(receipt, DateTimeOffset.UnixEpoch);
            var ack = HubAck.TryParse(payload);
            Assert.NotNull(ack);
            Assert.Empty(schema.Validate(Encoding.UTF8.GetString(payload)));
            Assert.Equal((receipt.Ledger, "passages"), (ack.Ledger, ack.Stream));
            Assert.Equal(seqs.Order(), ack.Ranges.SelectMany(run => Enumerable.Range((int)run.First, (int)(run.Last - run.First + 1))
                .Select(seq => (long)seq)));
            Assert.Equal(ack.Ranges.Select(run => Hash(run.Last)), ack.Hashes);
        });

        static string Hash(long seq) => seq.ToString("x64", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":"\ud800","ranges":[[1,2]]}""")]
    [InlineData("""{"ledger":"\ud800","stream":"passages","ranges":[[1,2]]}""")]
    [InlineData("""{"ledger":"x","stream":"passages","ranges":[]}""")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":7,"ranges":[[1,2]]}""")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":"passages","ranges":[[1]]}""")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":"passages","ranges":[[2,1]]}""")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":"passages","ranges":[[1,"2"]]}""")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":"passages","ranges":{"1":2}}""")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":"passages","ranges":[[1,2]],"hashes":[]}""")]
    [InlineData("""{"ledger":"5f1b0c4e-0000-4000-8000-000000000001","stream":"passages","ranges":[[1,2]],"hashes":["00"]}""")]
    public void What_is_no_acknowledgement_is_not_read_as_one(string payload) =>
    Assert.Null(HubAck.TryParse(Encoding.UTF8.GetBytes(payload)));

    [Theory]
    [InlineData("D-1")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("+")]
    [InlineData("a\n")]
    public void An_id_that_could_leave_its_topic_level_is_refused(string id)
    {
        Assert.Contains("a-z, 0-9 and -", Assert.Throws<ArgumentException>(() => new GatewayAddress("d-1", id, "g-1")).Message,
            StringComparison.Ordinal);
        Assert.Null(EventTopic.TryParse($"zhuhui/v1/d-1/{id}/g-1/events/passages"));
    }

    [Fact]
    public void Neither_side_of_the_bridge_refers_to_the_other_or_to_another_room() => Assert.All(
        [typeof(HubLink).Assembly, typeof(EventStore).Assembly],
        assembly => Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Zhuhui",
            StringComparison.Ordinal)));

    public void Dispose() => _folder.Dispose();

    private static string ContractPath(string file) => Path.Combine(AppContext.BaseDirectory, "contract", file);

    private static Task<JsonSchema> SchemaAsync(string file) => JsonSchema.FromFileAsync(ContractPath(file), Eventually.Token);
}
