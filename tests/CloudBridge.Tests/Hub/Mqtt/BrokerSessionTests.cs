using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Mqtt;

[Trait("needs", "process")]
public sealed class BrokerSessionTests
{
    /// <summary>A receiver stores a batch while the broker goes away, and only then acknowledges it.</summary>
    [Fact]
    public async Task An_acknowledgement_after_the_connection_has_ended_is_a_broken_link_and_no_bug()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var session = await BrokerSession.OpenAsync(new HubOptions { Port = broker.Port }, TimeProvider.System,
            Eventually.Token);
        await using (var gateway = await RawClient.ConnectAsync(broker.Port))
        {
            await gateway.PublishAsync("zhuhui/v1/d-1/c-1/g-1/events/passages", "{}");
        }

        var arrival = await session.Inbox.ReadAsync(Eventually.Token);
        await broker.KillAsync();
        await Assert.ThrowsAsync<BrokenLinkException>(() => session.Inbox.Completion.WaitAsync(Eventually.Token));
        await Assert.ThrowsAsync<BrokenLinkException>(() => session.AcknowledgeAsync(arrival, Eventually.Token));
    }
}
