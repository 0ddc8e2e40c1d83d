using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>Tells which of what comes on the acknowledgements' topics is the hub's word on one of the outboxes. For one loop and one
/// connection.</summary>
internal sealed class AckIntake
{
    private const string NoHash = "no hash";

    /// <summary>An acknowledgement that comes later may have lain somewhere: its time is no longer the hub's.</summary>
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<Outbox> _outboxes;
    private readonly TopicNames _topics;
    private readonly Func<InboundMessage, string?>? _doubt;
    private readonly LinkFindings _findings;
    private readonly Action<DateTimeOffset>? _timeTold;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _strange;
    private bool _doubted;

    /// <param name="doubt">Why a message is not the hub's, null where it is; no such question where anybody's word is taken.</param>
    /// <param name="timeTold">Told the hub's time where a signature stands for it.</param>
    public AckIntake(IReadOnlyList<Outbox> outboxes, TopicNames topics, Func<InboundMessage, string?>? doubt,
        Action<DateTimeOffset>? timeTold, LinkFindings findings, TimeProvider time, ILogger logger)
    {
        (_outboxes, _topics, _doubt, _timeTold) = (outboxes, topics, doubt, timeTold);
        (_findings, _time, _logger) = (findings, time, logger);
        findings.Remove(LinkFinding.AcknowledgementRefused);
    }

    /// <returns>Null where it is no such word.</returns>
    public (Outbox Outbox, HubAck Ack)? Read(InboundMessage message)
    {
        if (HubAck.TryParse(message.Payload) is not { } ack || message.FullTopic != _topics.Acks(ack.Stream)
            || _outboxes.FirstOrDefault(one => one.Stream == ack.Stream) is not { } outbox)
        {
            if (!_strange)
            {
                _strange = true;
                _logger.NoAcknowledgement(message.FullTopic);
            }

            return null;
        }

        if (_doubt is not null && (_doubt(message) ?? (ack.Hashes is null ? NoHash : null)) is { } reason)
        {
            _findings.Add(new LinkNote(LinkFinding.AcknowledgementRefused, reason));
            if (!_doubted)
            {
                _doubted = true;
                _logger.AcknowledgementDoubted(message.FullTopic, reason);
            }

            return null;
        }

        return (outbox, ack);
    }

    /// <summary>Tells the hub's time. The acknowledgement was made after its records were sent, and is believed as far as that is not
    /// long ago.</summary>
    /// <param name="outbox">Which has taken it.</param>
    public void TellTime(Outbox outbox, HubAck ack)
    {
        if (_doubt is not null && ack.At is { } at && outbox.AcknowledgedSentAt is { } sent && _time.GetElapsedTime(sent) <= _fresh)
        {
            _timeTold?.Invoke(at);
        }
    }
}
