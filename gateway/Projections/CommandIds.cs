using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections;

/// <param name="Until">Until then a command of that id might still be carried out.</param>
/// <param name="Key">The hub's key that signed it; null for one given at the gateway.</param>
internal sealed record RememberedCommand(string Id, DateTimeOffset Until, string? Key = null);

/// <summary>The ids of the commands dealt with, each for as long as one of that id could otherwise be carried out. None makes room for
/// another: where there is none left, the caller refuses what comes. Not thread safe.</summary>
internal sealed class CommandIds
{
    private const int Most = 20_000;

    /// <summary>One key of the hub can't use up the room of the others.</summary>
    private const int MostOfKey = 5000;

    /// <summary>Whatever was carried out at a moment is too old so long after it, by the same clock; and a minute more.</summary>
    private static readonly TimeSpan _livesAfter = CommandLifetime.Other + CommandLifetime.ClockSkew + TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (DateTimeOffset Until, string? Key)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ofKey = new(StringComparer.Ordinal);
    private DateTimeOffset _latest;
    private DateTimeOffset _lookedAt;
    private int _lookAt = 1000;

    public CommandIds(IReadOnlyList<RememberedCommand>? kept)
    {
        foreach (var (id, until, key) in kept ?? [])
        {
            Set(id, until, key);
        }
    }

    public bool Has(string id) => _known.ContainsKey(id);

    /// <summary>Whether another command of a key would find no room.</summary>
    public bool IsFullFor(string key)
    {
        if (HasNoRoom(key) && _latest > _lookedAt)
        {
            Forget();
        }

        return HasNoRoom(key);
    }

    /// <param name="id">The command's.</param>
    /// <param name="at">When it was dealt with. The latest of these is the time here: a clock that is put back forgets nothing
    /// sooner.</param>
    /// <param name="diesAt">When it is too old by its own word, where that may be later than usual.</param>
    /// <param name="key">The hub's key that signed it; null for one given at the gateway.</param>
    public void Add(string id, DateTimeOffset at, DateTimeOffset? diesAt = null, string? key = null)
    {
        var until = at + _livesAfter;
        until = diesAt > until ? diesAt.Value : until;
        _latest = at > _latest ? at : _latest;
        Set(id, until, key);
        if (_known.Count >= _lookAt)
        {
            Forget();
            _lookAt = Math.Max(1000, _known.Count + (_known.Count / 4));
        }
    }

    public IReadOnlyList<RememberedCommand> Keep() =>
        [.. _known.OrderBy(k => k.Value.Until).ThenBy(k => k.Key, StringComparer.Ordinal).Select(k => new RememberedCommand(k.Key,
            k.Value.Until, k.Value.Key))];

    private bool HasNoRoom(string key) => _known.Count >= Most || _ofKey.GetValueOrDefault(key) >= MostOfKey;

    private void Set(string id, DateTimeOffset until, string? key)
    {
        if (_known.TryGetValue(id, out var before))
        {
            _known[id] = (before.Until > until ? before.Until : until, before.Key);
            return;
        }

        _known[id] = (until, key);
        Count(key, 1);
    }

    private void Forget()
    {
        _lookedAt = _latest;
        foreach (var (id, (_, key)) in _known.Where(k => k.Value.Until <= _latest).ToArray())
        {
            _known.Remove(id);
            Count(key, -1);
        }
    }

    private void Count(string? key, int more)
    {
        if (key is not null)
        {
            _ofKey[key] = _ofKey.GetValueOrDefault(key) + more;
        }
    }
}
