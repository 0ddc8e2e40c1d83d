using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;

namespace Zhuhui.Edge.CloudBridge;

/// <summary>Turns the site's options into MQTT connect options. Certificate and password are read anew at every try, so that a renewed one needs no restart.</summary>
internal sealed class BrokerLogin(LinkOptions options, string clientId, Func<string, string?> secret)
{
    /// <summary>The CONNECT keep-alive; the session pings more often than this by itself.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>How long the broker keeps the session, and with it acknowledgements that come while the gateway is away.</summary>
    public const uint SessionExpirySeconds = 3600;

    /// <summary>How many messages the broker may have under way to the gateway: bounds what waits in memory, acknowledgements included.</summary>
    public const ushort ReceiveMaximum = 512;

    /// <exception cref="LinkException">The secret or the certificate file is missing or unusable.</exception>
    public MqttClientOptions Read()
    {
        if (LinkRules.Problems(options).FirstOrDefault() is { } problem)
        {
            throw new LinkException($"Link.{problem}");
        }

        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Host, options.Port)
            .WithClientId(clientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionExpirySeconds)
            .WithReceiveMaximum(ReceiveMaximum)
            .WithKeepAlivePeriod(KeepAlive);
        if (options.Credential.Length > 0)
        {
            var (user, password) = ReadCredential();
            builder = builder.WithCredentials(user, password);
        }

        if (options.Tls)
        {
            var authority = ReadAuthority();
            builder = builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithTargetHost(options.Host).WithRevocationMode(X509RevocationMode.NoCheck);
                if (authority is not null)
                {
                    tls.WithTrustChain(authority);
                }
            });
        }

        return builder.Build();
    }

    private (string User, string Password) ReadCredential()
    {
        var text = secret(options.Credential)
            ?? throw new LinkException($"The secret \"{options.Credential}\" of the broker {options.Host} is not there: add it as user:password.");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? (text[..colon], text[(colon + 1)..])
            : throw new LinkException($"The secret \"{options.Credential}\" of the broker {options.Host} must read user:password.");
    }

    private X509Certificate2Collection? ReadAuthority()
    {
        if (options.CaFile.Length == 0)
        {
            return null;
        }

        try
        {
            var authority = new X509Certificate2Collection();
            authority.ImportFromPemFile(options.CaFile);
            return authority.Count > 0
                ? authority
                : throw new LinkException($"The file {options.CaFile} holds no certificate: it must be the district's certificate authority in PEM.");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new LinkException($"The certificate authority {options.CaFile} cannot be read: {exception.Message}", exception);
        }
    }
}
