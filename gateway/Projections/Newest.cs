namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>What was set last under each key, bounded: where it grows past its bound, the tenth that was set the longest ago is forgotten.
/// The same sequence of calls always leaves the same. Not thread safe.</summary>
internal sealed class Newest<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (TValue Value, long Order)> _kept = [];
    private long _order;

    /// <summary>All, the one set the longest ago first.</summary>
    public IEnumerable<(TKey Key, TValue Value)> InOrder => _kept.OrderBy(k => k.Value.Order).Select(k => (k.Key, k.Value.Value));

    /// <summary>All as they lie, each with its place in the order.</summary>
    public IEnumerable<(TKey Key, TValue Value, long Order)> Unordered => _kept.Select(k => (k.Key, k.Value.Value, k.Value.Order));

    public int Count => _kept.Count;

    public bool TryGet(TKey key, out TValue value)
    {
        var found = _kept.TryGetValue(key, out var kept);
        value = kept.Value;
        return found;
    }

    /// <returns>What was forgotten to make room; mostly nothing.</returns>
    public IReadOnlyList<TValue> Set(TKey key, TValue value)
    {
        _kept[key] = (value, ++_order);
        if (_kept.Count <= most)
        {
            return [];
        }

        var oldest = _kept.OrderBy(k => k.Value.Order).Take(Math.Max(1, most / 10)).ToArray();
        foreach (var (old, _) in oldest)
        {
            _kept.Remove(old);
        }

        return [.. oldest.Select(o => o.Value.Value)];
    }

    /// <summary>Another value for a key that is there, in the place that it has.</summary>
    public void Replace(TKey key, TValue value) => _kept[key] = (value, _kept[key].Order);

    public bool Remove(TKey key, out TValue value)
    {
        var found = _kept.Remove(key, out var kept);
        value = kept.Value;
        return found;
    }

    public void RemoveWhere(Func<TKey, bool> gone)
    {
        foreach (var key in _kept.Keys.Where(gone).ToArray())
        {
            _kept.Remove(key);
        }
    }

    public void Clear() => _kept.Clear();
}
