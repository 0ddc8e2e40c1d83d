using System.Text.Json;
using System.Text.Json.Serialization;
using MQTTnet;
using MQTTnet.Protocol;
using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>What is retained on the gateway's status topic, as status.schema.json has it: the birth of a session, its last will, and the
/// word of an orderly stop. Boot and session are in all of them, so that nobody takes the will of an old session for the end of the new
/// one.</summary>
internal sealed class StatusDocument(GatewayRun run, LinkPromise promise)
{
    public const string Contract = "1.4";
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>How long the broker waits before it publishes the will: a gateway that is back meanwhile was never away.</summary>
    public const uint WillDelaySeconds = 5;

    /// <param name="box">How the box is; null: nobody tells.</param>
    /// <param name="word">Which word of this session about it that is.</param>
    public byte[] Birth(Guid session, DateTimeOffset at, IEnumerable<OutboxFeed> feeds, BoxStatus? box = null, long word = 1) =>
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            Online = true,
            run.Boot,
            Session = session,
            At = at,
            Contract,
            run.Software,
            Promise = JsonNamingPolicy.CamelCase.ConvertName(promise.ToString()),
            Streams = feeds.ToDictionary(feed => feed.Name, feed => new
            {
                feed.Ledger,
                First = feed.Extent().First,
                Last = feed.Extent().Last
            }),
            Box = box is null ? null : new
            {
                Word = word,
                box.Devices,
                box.Impaired,
                box.ClockTrusted,
                box.LinkCertificateEnds,
                box.WebCertificateEnds,
                box.DiskFree,
                box.Backlog,
                box.Trial,
            },
        }, _json);

    public byte[] Will(Guid session) => JsonSerializer.SerializeToUtf8Bytes(new { Online = false, run.Boot, Session = session, Contract },
        _json);

    public byte[] Stopped(Guid session) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        Online = false,
        run.Boot,
        Session = session,
        Contract,
        Reason = "stopped"
    }, _json);

    public MqttApplicationMessage Message(byte[] payload) => new MqttApplicationMessageBuilder().WithTopic(
        new TopicNames(run.Address).Status).WithPayload(payload)
        .WithContentType("application/json").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag().Build();
}
