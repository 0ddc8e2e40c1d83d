using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>How an operator ordered a door to stand.</summary>
/// <param name="At">When the order was recorded.</param>
/// <param name="Reason">Why, in the operator's own words; null where none was given.</param>
internal sealed record ActiveOverride(string Door, DoorMode Mode, DateTimeOffset Until, string Operator, DateTimeOffset At,
    string? Reason = null);

/// <summary>The orders as a snapshot keeps them.</summary>
internal sealed record OverridesSnapshot(IReadOnlyList<ActiveOverride> Standing, IReadOnlyList<RememberedCommand> Commands);

/// <summary>The operators' orders that still stand, and the ids of the commands dealt with, none of which is carried out again. Thread
/// safe.</summary>
internal sealed class ActiveOverrides
{
    private readonly Lock _lock = new();
    private readonly SiteLayout _layout;
    private readonly Dictionary<string, ActiveOverride> _standing = new(StringComparer.Ordinal);
    private readonly CommandIds _commands;

    public ActiveOverrides(SiteLayout layout, OverridesSnapshot? kept)
    {
        _layout = layout;
        kept?.Standing.ToList().ForEach(order => _standing[order.Door] = order);
        _commands = new CommandIds(kept?.Commands);
    }

    /// <summary>Whether no further id of a key can be remembered.</summary>
    public bool IsFullFor(string key)
    {
        lock (_lock)
        {
            return _commands.IsFullFor(key);
        }
    }

    /// <summary>Whether the command was carried out or refused before.</summary>
    public bool Knows(string command)
    {
        lock (_lock)
        {
            return _commands.Has(command);
        }
    }

    /// <summary>The orders whose time is not over. A clock that was put back prolongs none beyond the time it was given for, counted from
    /// now.</summary>
    public IReadOnlyList<ActiveOverride> Unexpired(DateTimeOffset now)
    {
        lock (_lock)
        {
            return [.. _standing.Values.OrderBy(o => o.Door, StringComparer.Ordinal).Select(o => now < o.At
                ? o with { Until = now + (o.Until - o.At) } : o).Where(o => o.Until > now)];
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case CommandDone done:
                    _commands.Add(done.Command, when.At, key: done.Key);
                    foreach (var door in _layout.Doors.Where(d => done.Door == CommandDone.Everything || done.Door == d.Id))
                    {
                        Set(door.Id, CommandKinds.FromName(done.Kind)?.Mode(), done.Until, done.Operator, when.At, done.Reason);
                    }

                    break;
                case CommandRefused refused when RemoteRefusals.BurnsId(refused):
                    _commands.Add(refused.Command, when.At, refused.DiesAt, refused.Key);
                    break;
                case DoorModeChanged { Operator: { } orderedBy } changed:
                    Set(changed.Door, changed.Mode, changed.Until, orderedBy, when.At);
                    break;
            }
        }
    }

    public OverridesSnapshot Keep()
    {
        lock (_lock)
        {
            return new OverridesSnapshot([.. _standing.Values.OrderBy(o => o.Door, StringComparer.Ordinal)], _commands.Keep());
        }
    }

    /// <summary>The command has the reason; the door's own record, which follows it, has none.</summary>
    private void Set(string door, DoorMode? mode, DateTimeOffset? until, string orderedBy, DateTimeOffset at, string? reason = null)
    {
        if (mode is DoorMode.Normal)
        {
            _standing.Remove(door);
        }
        else if (mode is { } other && until is { } end)
        {
            var isSame = _standing.TryGetValue(door, out var before) && before.Mode == other && before.Until == end
                && before.Operator == orderedBy;
            _standing[door] = new ActiveOverride(door, other, end, orderedBy, at, reason ?? (isSame ? before!.Reason : null));
        }
    }
}
