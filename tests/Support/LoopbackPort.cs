using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>Ports of this machine for what a test starts.</summary>
public static class LoopbackPort
{
    /// <summary>One that no server listens on, below the range that outgoing connections take theirs from, so that it is still free after a
    /// restart.</summary>
    public static int Free()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(20_000, 32_000));
            try
            {
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
