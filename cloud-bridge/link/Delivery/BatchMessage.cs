using System.Buffers;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using Zhuhui.Edge.CloudBridge.Topics;
using ZstdSharp;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>Consecutive records of a backlog as one message of the contract: byte for byte, a line each, the whole one zstd frame. Owns its
/// compressor; for one loop.</summary>
internal sealed class BatchMessage(TopicNames topics) : IDisposable
{
    /// <summary>So few that the frame of even incompressible ones stays below the 256 KiB that the contract allows (zstd adds at most one
    /// byte in 256).</summary>
    public const int MostBytes = 260_000;

    /// <summary>What the frame itself may have, by the contract.</summary>
    public const int MostCompressed = 256 << 10;

    public const string ContentType = "application/x-ndjson";

    /// <summary>The user property of an acknowledgement by which a hub says that it takes batches.</summary>
    public const string Accepts = "accepts";

    public static ReadOnlySpan<byte> Accepted => "batch"u8;

    private readonly Compressor _compressor = new(Compressor.DefaultCompressionLevel);
    private readonly ArrayBufferWriter<byte> _lines = new(MostBytes);

    public MqttApplicationMessage Build(string stream, PublishBatch shipment)
    {
        var parcels = shipment.Parcels;
        _lines.ResetWrittenCount();
        foreach (var parcel in parcels)
        {
            _lines.Write(parcel.Record.Payload.Span);
            _lines.Write("\n"u8);
        }

        var frame = _compressor.Wrap(_lines.WrittenSpan).ToArray();
        var builder = new MqttApplicationMessageBuilder()
            .WithTopic(topics.Events(stream))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithContentType(ContentType)
            .WithPayload(frame)
            .WithUserProperty("contentencoding", "zstd"u8.ToArray())
            .WithUserProperty("count", Number(parcels.Count))
            .WithUserProperty("first", Number(parcels[0].Record.Seq))
            .WithUserProperty("last", Number(parcels[^1].Record.Seq))
            .WithUserProperty("source", Encoding.UTF8.GetBytes(topics.Root))
            .WithUserProperty("specversion", "1.0"u8.ToArray());
        return (shipment.Historical ? builder.WithUserProperty(EventMessage.HistoricalProperty, "true"u8.ToArray()) : builder).Build();
    }

    public void Dispose() => _compressor.Dispose();

    private static byte[] Number(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
