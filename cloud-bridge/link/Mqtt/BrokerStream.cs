using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>The TLS connection to the broker. MQTTnet's own shows a gateway's certificate without the authorities between it and the one
/// the broker knows, and a broker that knows the root alone refuses it.</summary>
/// <param name="host">Whose name the broker's certificate must bear.</param>
/// <param name="authority">Who may have signed it; null: the machine's list.</param>
/// <param name="own">What the gateway shows; null for none.</param>
internal sealed class BrokerStream(string host, X509Certificate2Collection? authority, GatewayCertificate? own) : IMqttClientStreamProvider
{
    /// <summary>8 KB are less than one segment of the loopback: a burst of acknowledgements or a roster then goes by in steps of 200
    /// ms.</summary>
    public const int BufferBytes = 256 << 10;

    public async Task<Stream> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveBufferSize = BufferBytes,
            SendBufferSize = BufferBytes,
        };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await tls.AuthenticateAsClientAsync(Options(), cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private SslClientAuthenticationOptions Options()
    {
        // An isolated network has no lists of revoked certificates.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (authority is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authority);
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = policy,
            ClientCertificateContext = own is null ? null
                : SslStreamCertificateContext.Create(own.Own, [.. own.Between, .. authority ?? []], offline: true),
        };
    }
}
