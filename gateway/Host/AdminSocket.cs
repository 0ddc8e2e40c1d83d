using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>How the command line reaches the running gateway: a Unix socket in the data folder that only its owner may open. The file's permission is the login;
/// nothing of it answers on the network.</summary>
internal static class AdminSocket
{
    public const long MostPhotoBytes = 32 << 20;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "admin.sock");

    public static void Listen(KestrelServerOptions kestrel, string dataFolder)
    {
        kestrel.Limits.MaxRequestBodySize = 2 * MostPhotoBytes;
        kestrel.ListenUnixSocket(PathIn(dataFolder));
    }

    /// <summary>Removes what a dead gateway left. To be called by the one that holds the data folder.</summary>
    public static void Clear(string dataFolder) => File.Delete(PathIn(dataFolder));

    /// <summary>Only the owner may connect. To be called once the server listens.</summary>
    public static void Restrict(string dataFolder) => File.SetUnixFileMode(PathIn(dataFolder), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Whether a request came over this socket: the page's port answers no administrator.</summary>
    public static bool IsOver(HttpContext context) => context.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint;

    /// <returns>Null where the request holds none.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext context, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await context.Request.ReadFromJsonAsync<T>(EventJson.Options, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    /// <exception cref="LedgerException">It runs and did not take it.</exception>
    public static async Task<TAnswer?> TryAskAsync<TRequest, TAnswer>(string dataFolder, string path, TRequest request, CancellationToken cancellation)
        where TAnswer : class
    {
        var socket = PathIn(dataFolder);
        if (!File.Exists(socket))
        {
            return null;
        }

        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), token);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
        };
        using var client = new HttpClient(handler);
        try
        {
            using var response = await client.PostAsJsonAsync($"http://localhost{path}", request, EventJson.Options, cancellation);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<TAnswer>(EventJson.Options, cancellation);
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return null;
        }
        catch (HttpRequestException refused)
        {
            throw new LedgerException($"the running gateway did not take it ({refused.InnerException?.Message ?? refused.Message}); run this as the service's user, see its log", refused);
        }
    }

}
