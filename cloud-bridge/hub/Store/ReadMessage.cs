using System.Security.Cryptography;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>What a message holds: records, what is none, or a gateway's status. Pure, so that it can be read while others are
/// stored.</summary>
internal sealed record ReadMessage(IReadOnlyList<Row> Rows, IReadOnlyList<Refusal> Refusals, GatewayStatus? Status)
{
    public static ReadMessage Of(InboundMessage arrival)
    {
        if (EventTopic.TryParse(arrival.Topic) is { } topic)
        {
            return Open(arrival, topic);
        }

        if (EventTopic.TryParseStatus(arrival.Topic) is not { } gateway)
        {
            return Refuse(arrival, "the topic is not one of the contract");
        }

        return GatewayStatus.TryParse(gateway, arrival.Payload, out var reason) is { } status ? new ReadMessage([], [], status)
            : Refuse(arrival, reason);
    }

    private static ReadMessage Refuse(InboundMessage arrival, string reason) =>
        new([], [new Refusal(arrival.Topic, reason, arrival.Payload)], null);

    private static ReadMessage Open(InboundMessage arrival, EventTopic topic)
    {
        var reason = "";
        var records = arrival.IsBatch ? NdjsonBatch.TryOpen(arrival.Payload, out reason) : [arrival.Payload];
        if (records is null)
        {
            return Refuse(arrival, reason);
        }

        var (rows, refusals) = (new List<Row>(records.Count), new List<Refusal>());
        foreach (var record in records)
        {
            if (Envelope.TryParse(record, topic.Stream, out reason) is { } envelope)
            {
                rows.Add(new Row(topic, envelope, record, SHA256.HashData(record.Span)));
            }
            else
            {
                refusals.Add(new Refusal(arrival.Topic, reason, record));
            }
        }

        return new ReadMessage(rows, refusals, null);
    }
}
