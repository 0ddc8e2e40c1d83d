using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>Turns the site's options into MQTT connect options. Certificates and password are read anew at every try, so that a renewed one
/// needs no restart.</summary>
internal sealed class BrokerLogin(LinkOptions options, GatewayRun run, Func<string, string?> secret, LoginFiles files)
{
    /// <summary>The CONNECT keep-alive; the session pings more often than this by itself.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>How long the broker keeps the session, and with it acknowledgements that come while the gateway is away.</summary>
    public const uint SessionExpirySeconds = 3600;

    /// <summary>How many messages the broker may have under way to the gateway: bounds what waits in memory, acknowledgements
    /// included.</summary>
    public const ushort ReceiveMaximum = 512;

    /// <param name="session">Names the connection that is to be made; its last will holds it.</param>
    /// <exception cref="LinkException">The secret or a certificate file is missing or unusable.</exception>
    public MqttClientOptions Read(Guid session)
    {
        if (LinkRules.Problems(options).FirstOrDefault() is { } problem)
        {
            throw new LinkException($"Link.{problem}");
        }

        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Host, options.Port)
            .WithClientId($"zhuhui-edge-{run.Address.District}-{run.Address.Compound}-{run.Address.Gateway}")
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionExpirySeconds)
            .WithReceiveMaximum(ReceiveMaximum)
            .WithKeepAlivePeriod(KeepAlive)
            .WithWillTopic(new TopicNames(run.Address).Status)
            .WithWillPayload(new StatusDocument(run, options.Promise).Will(session))
            .WithWillContentType("application/json")
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain()
            .WithWillDelayInterval(StatusDocument.WillDelaySeconds);
        if (options.Credential.Length > 0)
        {
            var (user, password) = ReadCredential();
            builder = builder.WithCredentials(user, password);
        }

        var login = builder.Build();
        var tcp = (MqttClientTcpOptions)login.ChannelOptions;
        tcp.BufferSize = BrokerStream.BufferBytes;
        if (options.Tls)
        {
            var (authority, own) = files.Read();
            tcp.StreamProvider = new BrokerStream(options.Host, authority, own);
        }

        return login;
    }

    private (string User, string Password) ReadCredential()
    {
        var text = secret(options.Credential)
            ?? throw new LinkException($"The secret \"{options.Credential}\" of the broker {options.Host} is not there: "
            + "add it as user:password.");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? (text[..colon], text[(colon + 1)..])
            : throw new LinkException($"The secret \"{options.Credential}\" of the broker {options.Host} must read user:password.");
    }
}
