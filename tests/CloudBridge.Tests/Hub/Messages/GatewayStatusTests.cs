using System.Text;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Messages;

/// <summary>Retained births and last wills.</summary>
[Trait("needs", "process")]
public sealed class GatewayStatusTests : IDisposable
{
    private const string Topic = "zhuhui/v1/d-1/c-1/g-1/status";
    private static readonly Guid _boot = Guid.NewGuid();
    private static readonly Guid _session = Guid.NewGuid();
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task A_will_counts_only_when_boot_and_session_are_those_of_the_last_birth()
    {
        await StoreAsync(Birth(_boot, _session));
        Assert.Equal("t|1.1|0.2.0|hubStore|812", State());
        await StoreAsync(Will(_boot, Guid.NewGuid()));
        await StoreAsync(Will(Guid.NewGuid(), _session));
        Assert.StartsWith("t|", State(), StringComparison.Ordinal);
        await StoreAsync(Will(_boot, _session));
        Assert.StartsWith("f|", State(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retained_birth_heard_again_after_its_will_brings_nobody_back_and_a_new_one_does()
    {
        await StoreAsync(Birth(_boot, _session), Will(_boot, _session));
        await StoreAsync(Birth(_boot, _session));
        Assert.StartsWith("f|", State(), StringComparison.Ordinal);
        var next = Guid.NewGuid();
        await StoreAsync(Birth(_boot, next));
        Assert.StartsWith("t|", State(), StringComparison.Ordinal);
        // The old connection's will, late.
        await StoreAsync(Will(_boot, _session));
        Assert.StartsWith("t|", State(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_status_is_kept_aside()
    {
        foreach (var text in new[] { "", "7", "{}", """{"online":true}""", """{"online":1,"boot":"x","session":"y"}""",
            $$"""{"online":true,"boot":"{{_boot}}","session":"7"}""" })
        {
            await using var store = await _folder.OpenStoreAsync();
            Assert.Single((await store.StoreAsync([new InboundMessage(Topic, Encoding.UTF8.GetBytes(text))], Eventually.Token)).Refusals);
        }

        Assert.Empty(_folder.Query("SELECT 1 FROM gateways"));
    }

    [Fact]
    public async Task A_number_that_PostgreSQL_does_not_know_costs_a_birth_its_streams_and_stops_no_receiver()
    {
        var birth = Birth(_boot, _session).Replace("812", "1e200000", StringComparison.Ordinal);
        var journal = new TestJournal("passages").Append();
        await using var store = await _folder.OpenStoreAsync();
        var result = await store.StoreAsync(
            [new InboundMessage(Topic, Encoding.UTF8.GetBytes(birth)), new InboundMessage("zhuhui/v1/d-1/c-1/g-1/events/passages",
                journal.Record(1).Payload.ToArray())], Eventually.Token);
        Assert.Equal((1, 0), (result.Stored, result.Refusals.Count));
        Assert.Equal("t|1.1|0.2.0|hubStore|", State());
    }

    [Fact]
    public async Task A_receiver_that_starts_later_hears_the_retained_birth()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var gateway = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/+/+/+/acks/+");
        await gateway.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(Topic).WithPayload(Birth(_boot, _session))
            .WithRetainFlag());
        await using var hub = await RunningHub.StartAsync(broker.Port, _folder.Store);
        // What comes after the birth is stored with it or later.
        await gateway.PublishAsync("zhuhui/v1/d-1/c-1/g-1/events/passages", new TestJournal("passages").Append().Record(1).Payload);
        await gateway.NextAsync();
        Assert.StartsWith("t|", State(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Birth(Guid boot, Guid session) =>
        $$$"""{"online":true,"boot":"{{{boot}}}","session":"{{{session}}}","at":"2026-11-22T08:00:00Z","contract":"1.1","""
        + $$$""" "software":"0.2.0","promise":"hubStore","streams":{"alarms":{"ledger":"{{{_boot}}}","first":1,"last":812} } }""";

    private static string Will(Guid boot, Guid session) =>
        $$"""{"online":false,"boot":"{{boot}}","session":"{{session}}","contract":"1.1"}""";

    private string State() =>
        Assert.Single(_folder.Query("SELECT online, contract, software, promise, streams -> 'alarms' ->> 'last' FROM gateways"));

    private async Task StoreAsync(params string[] statuses)
    {
        await using var store = await _folder.OpenStoreAsync();
        Assert.Empty((await store.StoreAsync([.. statuses.Select(text => new InboundMessage(Topic, Encoding.UTF8.GetBytes(text)))],
            Eventually.Token)).Refusals);
    }
}
