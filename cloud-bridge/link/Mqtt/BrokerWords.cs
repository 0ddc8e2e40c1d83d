using MQTTnet;
using MQTTnet.Protocol;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>What a broker's answer to CONNECT means for a gateway, in one line with its remedy.</summary>
internal static class BrokerWords
{
    /// <summary>A broker of MQTT 3 answers in its own version: unacceptable protocol version.</summary>
    private const MqttClientConnectResultCode InVersion3 = (MqttClientConnectResultCode)1;

    public static string Refusal(MqttClientConnectResult answer)
    {
        var said = $"{answer.ResultCode} {answer.ReasonString}".TrimEnd();
        return answer.ResultCode switch
        {
            MqttClientConnectResultCode.UnsupportedProtocolVersion or InVersion3 =>
                $"the broker does not speak MQTT 5 ({said}): a broker that does is needed",
            MqttClientConnectResultCode.RetainNotSupported =>
                $"the broker keeps no retained messages ({said}): allow them, the gateway's birth and will are such",
            MqttClientConnectResultCode.QoSNotSupported =>
                $"the broker takes messages of quality 0 alone ({said}): allow quality 1, without it nobody knows what arrived",
            MqttClientConnectResultCode.UseAnotherServer or MqttClientConnectResultCode.ServerMoved when answer.ServerReference is
            { Length: > 0 } other => $"the broker sends the gateway to {other} ({said}): name that one as Host",
            _ => $"the broker refused the gateway: {said}",
        };
    }

    /// <summary>Why a connection ended. A broker that gives a client's place to another of the same name need not say so: mosquitto 2.0.11
    /// closes without a word.</summary>
    public static string End(MqttClientDisconnectedEventArgs args) => args switch
    {
        { Reason: MqttClientDisconnectReason.SessionTakenOver } =>
            "the connection ended: another client uses this gateway's name; give each gateway of the compound its own",
        { ReasonString: null, Exception: null, Reason: MqttClientDisconnectReason.NormalDisconnection } =>
            "the connection ended: the broker closed it without a word; it was stopped, or another client uses this gateway's name",
        _ => $"the connection ended: {args.ReasonString ?? args.Exception?.GetBaseException().Message ?? args.Reason.ToString()}",
    };

    /// <summary>What a gateway cannot do without; null where the broker has it all.</summary>
    public static string? LackOf(MqttClientConnectResult answer) => answer switch
    {
        { MaximumQoS: MqttQualityOfServiceLevel.AtMostOnce } =>
            "the broker takes messages of quality 0 alone: allow quality 1, without it nobody knows what arrived",
        { RetainAvailable: false } => "the broker keeps no retained messages: allow them, the gateway's birth and will are such",
        { WildcardSubscriptionAvailable: false } =>
            "the broker allows no wildcards in subscriptions: allow acks/+ below the gateway's topic",
        _ => null,
    };
}
