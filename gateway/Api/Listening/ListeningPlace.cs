using System.Net;
using System.Net.Sockets;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>Whether a place can be listened at. One that can't costs what would listen there, never the doors.</summary>
internal static class ListeningPlace
{
    /// <returns>Why nothing can listen there, to go on a line; null where it can.</returns>
    /// <param name="setting">Where the site file names the place: <c>Site.Web</c>.</param>
    public static string? Problem(IPEndPoint place, string setting)
    {
        using var probe = new TcpListener(place);
        try
        {
            probe.Start();
            return null;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode switch
            {
                SocketError.AddressNotAvailable => $"this machine has no address {place.Address} at this moment, choose another in "
                    + $"{setting}.Host",
                SocketError.AccessDenied => $"port {place.Port} is for the system's own services, choose one above 1023 in {setting}.Port",
                _ => $"port {place.Port} of {place.Address} is in use by another program, choose another in {setting}.Port",
            };
        }
    }
}
