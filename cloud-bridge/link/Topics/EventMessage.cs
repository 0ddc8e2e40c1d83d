using System.Globalization;
using System.Text;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;

namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>A journal record as the MQTT message of the contract: the payload byte for byte, the context attributes of CloudEvents as user
/// properties.</summary>
internal sealed class EventMessage(GatewayAddress address)
{
    /// <summary>The user property that says that a message tells of the past.</summary>
    public const string HistoricalProperty = "historical";
    private readonly TopicNames _topics = new(address);

    public MqttApplicationMessage Build(string stream, Guid ledger, OutboxRecord record, bool historical)
    {
        var builder = new MqttApplicationMessageBuilder()
            .WithTopic(_topics.Events(stream))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithContentType("application/json")
            .WithPayloadFormatIndicator(MqttPayloadFormatIndicator.CharacterData)
            .WithPayloadSegment(record.Payload)
            .WithUserProperty("id", Utf8(string.Create(CultureInfo.InvariantCulture, $"{address.Gateway}/{ledger:D}/{stream}/"
            + $"{record.Seq}")))
            .WithUserProperty("source", Utf8(_topics.Root))
            .WithUserProperty("type", Utf8(record.Type))
            .WithUserProperty("specversion", Utf8("1.0"));
        if (TimeOf(record.Payload.Span) is { } at)
        {
            builder = builder.WithUserProperty("time", Utf8(at));
        }

        if (historical)
        {
            builder = builder.WithUserProperty(HistoricalProperty, Utf8("true"));
        }

        return builder.Build();
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The envelope's own <c>at</c>, as written; null for a payload that has none.</summary>
    internal static string? TimeOf(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    var found = reader.ValueTextEquals("at"u8);
                    reader.Read();
                    if (found)
                    {
                        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    }

                    reader.Skip();
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
