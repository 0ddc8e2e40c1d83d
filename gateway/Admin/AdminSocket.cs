using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>How the command line reaches the running gateway: a Unix socket in the data folder that only its owner may open. The file's
/// permission is the login; nothing of it answers on the network.</summary>
internal static class AdminSocket
{
    public const long MostPhotoBytes = 32 << 20;

    /// <summary>Of the name that goes on record with what somebody ordered, in letters.</summary>
    public const int LongestOperator = 64;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "admin.sock");

    public static void Listen(KestrelServerOptions kestrel, string dataFolder)
    {
        kestrel.Limits.MaxRequestBodySize = 2 * MostPhotoBytes;
        kestrel.ListenUnixSocket(PathIn(dataFolder));
    }

    /// <summary>Removes what a dead gateway left. To be called by the one that holds the data folder.</summary>
    public static void Clear(string dataFolder) => File.Delete(PathIn(dataFolder));

    /// <summary>Only the owner may connect. To be called once the server listens.</summary>
    public static void Restrict(string dataFolder) => File.SetUnixFileMode(PathIn(dataFolder), UnixFileMode.UserRead
        | UnixFileMode.UserWrite);

    /// <summary>Whether a request came over this socket: the page's port answers no administrator.</summary>
    public static bool IsOver(HttpContext context) => context.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint
        is UnixDomainSocketEndPoint;

    /// <returns>Null where the request holds none.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await context.Request.ReadFromJsonAsync<T>(EventJson.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    /// <exception cref="GatewayAwayException">It runs and did not take it.</exception>
    public static Task<TAnswer?> TryAskAsync<TRequest, TAnswer>(string dataFolder, string path, TRequest request,
        CancellationToken cancellationToken)
        where TAnswer : class =>
        TryAsync(dataFolder, path, request, response => response.Content.ReadFromJsonAsync<TAnswer>(EventJson.Options, cancellationToken),
            cancellationToken);

    /// <summary>As <see cref="TryAskAsync"/>, of an answer that comes in lines while the gateway is at it.</summary>
    /// <param name="hear">Is handed each line but the last.</param>
    /// <returns>The last line; null where no gateway runs on this data folder.</returns>
    public static Task<TLine?> TryFollowAsync<TRequest, TLine>(string dataFolder, string path, TRequest request, Action<TLine> hear,
        CancellationToken cancellationToken)
        where TLine : class =>
        TryAsync(dataFolder, path, request, async response =>
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            TLine? last = null;
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                if (last is not null)
                {
                    hear(last);
                }

                last = JsonSerializer.Deserialize<TLine>(line, EventJson.Options);
            }

            return last;
        }, cancellationToken);

    /// <summary>Sends one line of an answer at once.</summary>
    public static async Task WriteLineAsync<TLine>(HttpContext context, TLine line, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, EventJson.Options), (byte)'\n'],
            cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    private static async Task<TAnswer?> TryAsync<TRequest, TAnswer>(string dataFolder, string path, TRequest request,
        Func<HttpResponseMessage, Task<TAnswer?>> read, CancellationToken cancellationToken)
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
            using var posted = new HttpRequestMessage(HttpMethod.Post, $"http://localhost{path}")
            {
                Content = JsonContent.Create(request,
                options: EventJson.Options)
            };
            using var response = await client.SendAsync(posted, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await read(response);
        }
        catch (HttpRequestException refused)
            when (refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return null;
        }
        catch (HttpRequestException refused)
        {
            throw new GatewayAwayException(AdminTexts.NotTaken(refused.InnerException?.Message ?? refused.Message), refused);
        }
    }

}
