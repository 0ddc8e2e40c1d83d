using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>Says on the status topic that the gateway is there, after each connect, and that it goes, before an orderly stop. Events do not
/// depend on it.</summary>
internal sealed class Presence(StatusDocument document, IReadOnlyList<OutboxFeed> feeds, TimeProvider time, ILogger logger)
{
    private bool _refused;
    private BoxWord _word = new(null, time);

    /// <summary>How the box is; null: nobody tells.</summary>
    public Func<BoxStatus>? Box { get; set; }

    public async Task AnnounceAsync(MqttSession session, Guid id, CancellationToken cancellationToken)
    {
        _word = new BoxWord(Box, time);
        var (outcome, reason) = await session.PublishAsync(document.Message(Birth(id, _word.Next())), cancellationToken);
        if (outcome == PublishOutcome.Refused && !_refused)
        {
            logger.PresenceRefused(reason);
        }

        _refused = outcome == PublishOutcome.Refused;
    }

    /// <summary>Says the same birth with how the box is now, where that has changed. Nobody waits for it: what the broker does not take is
    /// logged, and said again with the next change.</summary>
    /// <param name="ended">The session's: what was to be said of it is not said on the next one.</param>
    public void Renew(Guid id, SendQueue outgoing, CancellationToken ended)
    {
        if (_word.Next() is { } now)
        {
            _ = outgoing.SendAsync(new OutboundMessage(TopicNames.StatusLevel, Birth(id, now)) { Retained = true }, ended);
        }
    }

    public Task FarewellAsync(MqttSession session, Guid id) => session.CloseAsync(document.Message(document.Stopped(id)));

    private byte[] Birth(Guid id, BoxStatus? now) => document.Birth(id, time.GetUtcNow(), feeds, now, _word.Number);
}
