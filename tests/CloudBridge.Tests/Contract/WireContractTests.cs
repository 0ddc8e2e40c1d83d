using System.Text.RegularExpressions;
using MQTTnet;
using NJsonSchema;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Contract;

/// <summary>What really passes the broker, message by message, against the published documents.</summary>
public sealed partial class WireContractTests : IDisposable
{
    private const string Root = "zhuhui/v1/d-1/c-1/g-1";

    /// <summary>Topics below the root that other rooms use through the link; they hold theirs against the contract themselves.</summary>
    private static readonly string[] _otherRooms = ["commands", "replies", "roster", "twin"];
    private readonly HubFolder _folder = new();

    [Fact]
    [Trait("needs", "process")]
    public async Task Every_message_is_of_a_channel_and_fits_its_schema_and_every_channel_of_the_link_is_used()
    {
        var (record, ack, status) = (await SchemaAsync("record"), await SchemaAsync("ack"), await SchemaAsync("status"));
        var document = await File.ReadAllTextAsync(ContractPath("asyncapi.yaml"), Eventually.Token);
        var messages = await CaptureAsync();
        var used = new HashSet<string>();
        foreach (var message in messages)
        {
            used.Add(ChannelOf(document, message.Topic));
            var level = message.Topic[Root.Length..].Split('/')[1];
            Assert.Equal(level == "status", message.Retain);
            switch (level, RawHub.IsBatch(message))
            {
                case ("status", _):
                    Assert.Empty(status.Validate(RawClient.Text(message)));
                    break;
                case ("acks", _):
                    Assert.Empty(ack.Validate(RawClient.Text(message)));
                    break;
                case (_, true):
                    Assert.All(RawHub.Open(message), line => Assert.Empty(record.Validate(line)));
                    AssertHeaders(document, "batch", message);
                    break;
                default:
                    Assert.Empty(record.Validate(RawClient.Text(message)));
                    AssertHeaders(document, "record", message);
                    break;
            }
        }

        Assert.Contains(messages, RawHub.IsBatch);
        Assert.Equal(["acks/{stream}", "events/{stream}", "status"],
            Channels(document).Select(address => address.Split("{gateway}/")[1]).Where(below => !_otherRooms.Contains(below.Split('/')[0]))
            .Order(StringComparer.Ordinal));
        Assert.Equal(3, used.Count);
    }

    [Theory]
    [InlineData("\"online\":true", "\"online\":false")]
    [InlineData("\"promise\":\"hubStore\"", "\"promise\":\"perhaps\"")]
    [InlineData("\"contract\":\"1.4\"", "\"contract\":\"2\"")]
    [InlineData("\"session\":", "\"sitting\":")]
    [InlineData("\"first\":1", "\"first\":0")]
    [InlineData("\"camera\":2", "\"camera\":0")]
    [InlineData("\"devices\":9", "\"devices\":9,\"who\":\"Li\"")]
    [InlineData("\"word\":1", "\"word\":0")]
    [InlineData("\"software\":", "\"reason\":\"stopped\",\"software\":")]
    public async Task A_status_that_the_gateway_would_not_send_does_not_fit_the_schema(string good, string wrong)
    {
        var schema = await SchemaAsync("status");
        var birth = System.Text.Encoding.UTF8.GetString(new StatusDocument(RunningLink.Run, LinkPromise.HubStore)
            .Birth(Guid.NewGuid(), DateTimeOffset.UtcNow, [new TestJournal("alarms").Feed],
                new BoxStatus(9, new Dictionary<string, int> { ["camera"] = 2 })
                {
                    LinkCertificateEnds = DateTimeOffset.UtcNow,
                    DiskFree = 7,
                    Trial = "0.3.0",
                }));
        Assert.Empty(schema.Validate(birth));
        Assert.Contains(good, birth, StringComparison.Ordinal);
        Assert.NotEmpty(schema.Validate(birth.Replace(good, wrong, StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();

    private static string ContractPath(string file) => Path.Combine(AppContext.BaseDirectory, "contract", file);

    private static Task<JsonSchema> SchemaAsync(string name) => JsonSchema.FromFileAsync(ContractPath(name + ".schema.json"),
        Eventually.Token);

    private static IEnumerable<string> Channels(string document) => Addresses().Matches(document).Select(match => match.Groups[1].Value);

    private static string ChannelOf(string document, string topic) =>
        Assert.Single(Channels(document), address => Regex.IsMatch(topic, "^" + Parameters().Replace(address, "[a-z0-9-]+") + "$"));

    /// <summary>The user properties: all that the message's headers ask for, in their order, and none that they do not name.</summary>
    private static void AssertHeaders(string document, string name, MqttApplicationMessage message)
    {
        var part = document.Split($"\n    {name}:\n      name: {name}\n")[1].Split("\n      payload:")[0];
        var (required, known) = (Required().Match(part).Groups[1].Value.Split(", "), Named().Matches(part)
            .Select(match => match.Groups[1].Value).ToList());
        var sent = message.UserProperties.Select(property => property.Name).ToList();
        Assert.Equal(required, sent.Where(required.Contains));
        Assert.All(sent, property => Assert.Contains(property, known));
        Assert.Contains($"contentType: {message.ContentType}\n", part, StringComparison.Ordinal);
    }

    /// <summary>A backlog, something live, and a stop, as a third party at the broker sees them.</summary>
    private async Task<List<MqttApplicationMessage>> CaptureAsync()
    {
        await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_queued_messages 0");
        await using var third = await RawClient.ConnectAsync(broker.Port);
        await third.SubscribeAsPublishedAsync(Root + "/#");
        await using var hub = await RawHub.StartAsync(broker.Port, takesBatches: true);
        var journal = new TestJournal("passages").Append(3000);
        await using (var link = new RunningLink(broker.Port, _folder.Bookmarks, journal, new TestJournal("alarms").Append(3)))
        {
            await link.DrainAsync();
            journal.Append();
            await link.DrainAsync();
        }

        var messages = new List<MqttApplicationMessage>();
        do
        {
            messages.Add(await third.NextAsync());
        }
        while (!RawClient.Text(messages[^1]).Contains("\"reason\":\"stopped\"", StringComparison.Ordinal));

        return messages;
    }

    [GeneratedRegex(@"^    address: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"required: \[([^\]]+)\]")]
    private static partial Regex Required();

    [GeneratedRegex(@"^          ([a-z]+):$", RegexOptions.Multiline)]
    private static partial Regex Named();
}
