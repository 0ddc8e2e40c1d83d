using Zhuhui.Edge.Gateway.Doors;

namespace Zhuhui.Edge.Gateway.Recall;

/// <param name="Until">Until then a command of that id might still be carried out.</param>
internal sealed record KeptCommand(string Id, DateTimeOffset Until);

/// <summary>The ids of the commands dealt with, each for as long as one of that id could otherwise be carried out. None makes room for another: where there is none
/// left, whoever asks refuses what comes. Not thread safe.</summary>
internal sealed class CommandIds
{
    private const int Most = 20_000;

    /// <summary>Whatever was carried out at a moment is too old so long after it, by the same clock; and a minute more.</summary>
    private static readonly TimeSpan LivesAfter = OrderRules.OthersLive + OrderRules.ClockSkew + TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private DateTimeOffset _latest;
    private int _lookAt = 1000;

    public CommandIds(IReadOnlyList<KeptCommand>? kept)
    {
        foreach (var (id, until) in kept ?? [])
        {
            _until[id] = until;
        }
    }

    public bool IsFull => _until.Count >= Most;

    public bool Has(string id) => _until.ContainsKey(id);

    /// <param name="id">The command's.</param>
    /// <param name="at">When it was dealt with. The latest of these is the time here: a clock that is put back forgets nothing sooner.</param>
    /// <param name="diesAt">When it is too old by its own word, where that may be later than usual.</param>
    public void Add(string id, DateTimeOffset at, DateTimeOffset? diesAt = null)
    {
        var until = at + LivesAfter;
        until = diesAt > until ? diesAt.Value : until;
        _latest = at > _latest ? at : _latest;
        _until[id] = _until.TryGetValue(id, out var before) && before > until ? before : until;
        if (_until.Count >= _lookAt)
        {
            foreach (var old in _until.Where(u => u.Value <= _latest).Select(u => u.Key).ToArray())
            {
                _until.Remove(old);
            }

            _lookAt = Math.Max(1000, _until.Count + (_until.Count / 4));
        }
    }

    public IReadOnlyList<KeptCommand> Keep() => [.. _until.OrderBy(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => new KeptCommand(u.Key, u.Value))];
}
