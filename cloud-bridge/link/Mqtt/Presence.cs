using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>Says on the status topic that the gateway is there, after each connect, and that it goes, before an orderly stop. Events do not
/// depend on it.</summary>
internal sealed class Presence(StatusDocument document, IReadOnlyList<OutboxFeed> feeds, TimeProvider time, ILogger logger)
{
    private bool _refused;

    public async Task AnnounceAsync(MqttSession session, Guid id, CancellationToken cancellationToken)
    {
        var (outcome, reason) = await session.PublishAsync(document.Message(document.Birth(id, time.GetUtcNow(), feeds)),
            cancellationToken);
        if (outcome == PublishOutcome.Refused && !_refused)
        {
            logger.PresenceRefused(reason);
        }

        _refused = outcome == PublishOutcome.Refused;
    }

    public Task FarewellAsync(MqttSession session, Guid id) => session.CloseAsync(document.Message(document.Stopped(id)));
}
