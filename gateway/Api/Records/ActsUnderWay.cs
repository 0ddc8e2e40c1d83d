using System.Collections.Concurrent;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>The acts with an idempotency key that are being done this moment: another of the same key waits for none of them.</summary>
internal sealed class ActsUnderWay
{
    private readonly ConcurrentDictionary<string, bool> _keys = new(StringComparer.Ordinal);

    public bool TryBegin(string key) => _keys.TryAdd(key, true);

    public void End(string key) => _keys.TryRemove(key, out _);
}
