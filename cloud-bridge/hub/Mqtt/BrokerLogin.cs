using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Mqtt;

/// <summary>How every part of the hub enters the broker: MQTT 5, a clean session, the credentials and the authority that the options
/// name.</summary>
internal static class BrokerLogin
{
    public static MqttClientOptionsBuilder For(HubOptions options, string clientId)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Host, options.Port)
            .WithClientId(clientId)
            .WithCleanStart(true);
        if (options.User.Length > 0)
        {
            builder = builder.WithCredentials(options.User, options.Password);
        }

        if (options.Tls)
        {
            builder = builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithTargetHost(options.Host).WithRevocationMode(X509RevocationMode.NoCheck);
                if (options.CaFile.Length > 0)
                {
                    var authority = new X509Certificate2Collection();
                    authority.ImportFromPemFile(options.CaFile);
                    tls.WithTrustChain(authority);
                }
            });
        }

        return builder;
    }
}
