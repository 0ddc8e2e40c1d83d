using System.Globalization;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>Makes messages that fit what one connection takes: a batch that does not is cut in half, and a record that does not by itself
/// goes compressed where the hub takes that; else it is held and told of, and what comes after it goes on. For one loop.</summary>
internal sealed class MessagePacking : IDisposable
{
    /// <summary>So long a hub may take to say, by its first acknowledgement, whether it takes batches.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly EventMessage _events;
    private readonly BatchMessage _batches;
    private readonly LinkCounts _counts;
    private readonly LinkFindings _findings;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Dictionary<string, LinkNote> _untold = new(StringComparer.Ordinal);
    private bool _hubIsKnown;
    private long _most;

    /// <param name="most">The largest packet that the broker takes, as it says.</param>
    public MessagePacking(long most, GatewayAddress address, LinkCounts counts, LinkFindings findings, TimeProvider time)
    {
        (_most, _counts, _findings, _time, _began) = (most, counts, findings, time, time.GetTimestamp());
        (_events, _batches) = (new EventMessage(address), new BatchMessage(new TopicNames(address)));
        findings.Remove(LinkFinding.RecordTooLarge);
    }

    /// <summary>How many bytes a batch is begun with: fewer where the last ones did not fit.</summary>
    public int BatchBytes { get; private set; } = BatchMessage.MostBytes;

    public bool TakesBatches { get; private set; }

    /// <summary>A hub spoke on this connection: what was held may go as it takes it.</summary>
    public void HubSpoke(bool takesBatches, IReadOnlyList<Outbox> outboxes)
    {
        _hubIsKnown = true;
        if (!takesBatches || TakesBatches)
        {
            return;
        }

        TakesBatches = true;
        _untold.Clear();
        _findings.Remove(LinkFinding.RecordTooLarge);
        foreach (var outbox in outboxes)
        {
            outbox.Retry();
        }
    }

    /// <summary>The broker did not take a packet of that size, whatever it had said.</summary>
    public void Learn(MqttApplicationMessage refused) => _most = Math.Min(_most, PacketSize.Of(refused) - 1);

    /// <summary>Tells of what is held, once nothing more can be hoped for.</summary>
    public void TellOfHeld()
    {
        if (_untold.Count > 0 && (_hubIsKnown || _time.GetElapsedTime(_began) >= _patience))
        {
            foreach (var note in _untold.Values)
            {
                _findings.Add(note);
            }

            _untold.Clear();
        }
    }

    /// <returns>What is to be sent and its message; null where the record has to wait.</returns>
    public (PublishBatch Shipment, MqttApplicationMessage Message)? Pack(Outbox outbox, PublishBatch shipment)
    {
        while (shipment.Parcels.Count > 1)
        {
            var message = _batches.Build(outbox.Stream, shipment);
            var size = PacketSize.Of(message);
            if (size <= _most)
            {
                BatchBytes = size <= _most / 2 ? Math.Min(BatchMessage.MostBytes, BatchBytes * 2) : BatchBytes;
                return Counted(shipment, message);
            }

            var half = shipment.Parcels.Count / 2;
            outbox.GiveBack([.. shipment.Parcels.Skip(half)]);
            shipment = shipment with { Parcels = [.. shipment.Parcels.Take(half)] };
            BatchBytes = shipment.Bytes;
        }

        return PackOne(outbox, shipment);
    }

    public void Dispose() => _batches.Dispose();

    private (PublishBatch Shipment, MqttApplicationMessage Message)? PackOne(Outbox outbox, PublishBatch shipment)
    {
        var record = shipment.Parcels[0].Record;
        var message = _events.Build(outbox.Stream, outbox.Ledger, record, shipment.Historical);
        var fits = PacketSize.Of(message) <= _most;
        if (fits && (!TakesBatches || record.Payload.Length <= BatchMessage.MostCompressed))
        {
            return (shipment, message);
        }

        if (TakesBatches)
        {
            message = _batches.Build(outbox.Stream, shipment);
            if (message.Payload.Length <= BatchMessage.MostCompressed && PacketSize.Of(message) <= _most)
            {
                return Counted(shipment, message);
            }
        }

        outbox.Hold(shipment);
        _untold.TryAdd(outbox.Stream, new LinkNote(LinkFinding.RecordTooLarge, outbox.Stream, string.Create(CultureInfo.InvariantCulture,
            $"{record.Seq}: {record.Payload.Length} > {Math.Min(_most, BatchMessage.MostCompressed)}")));
        return null;
    }

    private (PublishBatch Shipment, MqttApplicationMessage Message) Counted(PublishBatch shipment, MqttApplicationMessage message)
    {
        _counts.Batch(shipment.Bytes, message.Payload.Length);
        return (shipment, message);
    }
}
