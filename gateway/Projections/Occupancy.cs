using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <param name="At">When the person went in; null in a snapshot of a program that did not keep it.</param>
internal sealed record PersonPosition(string Person, string Area, long Number, DateTimeOffset? At = null);

/// <summary>Somebody who was last seen to go into an area.</summary>
/// <param name="Since">When; null where it is not known any more.</param>
/// <param name="IsSure">Nobody can have left unseen since then.</param>
internal sealed record PersonInside(string Person, string Area, DateTimeOffset? Since, bool IsSure);

internal sealed record LastPassage(string Person, string Door, DoorSide Side, DateTimeOffset At);

/// <summary>The whereabouts as a snapshot keeps them.</summary>
internal sealed record OccupancySnapshot(IReadOnlyList<PersonPosition> Positions, IReadOnlyList<LastPassage> Passages,
    PresenceGapsSnapshot Gaps);

/// <summary>Where everybody was last known to be, and when they came through which door: the fold of completed passages, for anti-passback
/// and occupancy. Thread safe; never waits for longer than a few look-ups take.</summary>
internal sealed class Occupancy
{
    /// <summary>So many people's positions and ways are kept; who moved the longest ago is forgotten first, and then counts as
    /// outside.</summary>
    private const int MostKept = 100_000;

    private readonly Lock _lock = new();
    private readonly SiteLayout _layout;
    private readonly RunClock _clock;
    private readonly PresenceGaps _gaps;
    private readonly Newest<string, (string Area, long Number, DateTimeOffset? At)> _positions = new(MostKept);
    private readonly Newest<(string Person, string Door, DoorSide Side), Moment> _passages = new(MostKept);
    private readonly Dictionary<string, int> _occupancy = new(StringComparer.Ordinal);

    public Occupancy(SiteLayout layout, RunClock clock, OccupancySnapshot? kept)
    {
        (_layout, _clock, _gaps) = (layout, clock, new PresenceGaps(layout, kept?.Gaps));
        foreach (var position in kept?.Positions ?? [])
        {
            Put(position.Person, position.Area, position.Number, position.At);
        }

        foreach (var passage in kept?.Passages ?? [])
        {
            _passages.Set((passage.Person, passage.Door, passage.Side), clock.Before(passage.At));
        }
    }

    /// <summary>How many people are in an area.</summary>
    public int CountIn(string area)
    {
        lock (_lock)
        {
            return _occupancy.GetValueOrDefault(area);
        }
    }

    /// <summary>Everybody who is in an area, by what was recorded; who came last first. Sorted outside the lock, on which decisions
    /// wait.</summary>
    public IReadOnlyList<PersonInside> Inside()
    {
        (PersonInside Inside, long Order)[] all;
        lock (_lock)
        {
            all = [.. _positions.Unordered.Select(one => (new PersonInside(one.Key, one.Value.Area, one.Value.At,
                _gaps.IsUnbrokenSince(one.Value.Number, one.Value.Area)), one.Order))];
        }

        return [.. all.OrderByDescending(one => one.Order).Select(one => one.Inside)];
    }

    /// <summary>Where the person is, as a decision at that side of a door looks at it; null where the door leads to no described
    /// area.</summary>
    public Presence? PresenceOf(string person, string door, DoorSide side)
    {
        if (_layout.Into(door, side) is not { } into)
        {
            return null;
        }

        lock (_lock)
        {
            var isSomewhere = _positions.TryGet(person, out var position);
            double? since = _passages.TryGet((person, door, side), out var passed) ? Math.Round(_clock.Since(passed).TotalMilliseconds, 3)
                : null;
            return new Presence(isSomewhere ? position.Area : null, since, _occupancy.GetValueOrDefault(into),
                !isSomewhere || _gaps.IsUnbrokenSince(position.Number, position.Area));
        }
    }

    /// <summary>The doors at which somebody can pass unseen at this moment.</summary>
    public IReadOnlySet<string> BlindDoors()
    {
        lock (_lock)
        {
            return _gaps.OpenDoors;
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case PassageCompleted passed:
                    Take(passed.Person);
                    if (passed.Area is { } area && _layout.Areas.Contains(area))
                    {
                        Put(passed.Person, area, _gaps.Count(), when.At);
                    }

                    _passages.Set((passed.Person, passed.Door, passed.Side), when);
                    break;
                case PersonRemoved removed:
                    Forget(removed.Person);
                    break;
                case CommandDone { Person: { } forgiven } done when CommandKinds.FromName(done.Kind) == CommandKind.Forgive:
                    Forget(forgiven);
                    break;
                case CommandDone done when CommandKinds.FromName(done.Kind) == CommandKind.Forgive:
                    _positions.Clear();
                    _passages.Clear();
                    _occupancy.Clear();
                    break;
                default:
                    _gaps.Fold(happened);
                    break;
            }
        }
    }

    public OccupancySnapshot Keep()
    {
        lock (_lock)
        {
            return new OccupancySnapshot(
                [.. _positions.InOrder.Select(p => new PersonPosition(p.Key, p.Value.Area, p.Value.Number, p.Value.At))],
                [.. _passages.InOrder.Select(p => new LastPassage(p.Key.Person, p.Key.Door, p.Key.Side, p.Value.At))], _gaps.Keep());
        }
    }

    private void Forget(string person)
    {
        Take(person);
        _passages.RemoveWhere(way => way.Person == person);
    }

    private void Take(string person)
    {
        if (_positions.Remove(person, out var left))
        {
            _occupancy[left.Area]--;
        }
    }

    private void Put(string person, string area, long number, DateTimeOffset? at)
    {
        _occupancy[area] = _occupancy.GetValueOrDefault(area) + 1;
        foreach (var forgotten in _positions.Set(person, (area, number, at)))
        {
            _occupancy[forgotten.Area]--;
        }
    }
}
