using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>Who may connect at all: peers of the networks that are served, so many at a time. Whoever else knocks gets nothing, not even a
/// certificate. Whoever speaks plain HTTP is told that this is HTTPS.</summary>
internal sealed class PeerGate(WebOptions options)
{
    private const int MostConnections = 256;

    /// <summary>Of one machine; this one has no bound but that of all, for what stands before the API may run here.</summary>
    private const int MostOfOnePeer = 64;

    private readonly ConcurrentDictionary<IPAddress, int> _open = new();
    private int _all;

    public async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var peer } || !WebRules.Serves(options, peer))
        {
            return;
        }

        try
        {
            var ofPeer = _open.AddOrUpdate(peer, 1, (_, open) => open + 1);
            if (Interlocked.Increment(ref _all) <= MostConnections && (ofPeer <= MostOfOnePeer || IPAddress.IsLoopback(peer))
                && await PlainHttp.IsTlsAsync(connection, options))
            {
                await next(connection);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _all);
            if (_open.AddOrUpdate(peer, 0, (_, open) => open - 1) == 0)
            {
                _open.TryRemove(new KeyValuePair<IPAddress, int>(peer, 0));
            }
        }
    }
}
