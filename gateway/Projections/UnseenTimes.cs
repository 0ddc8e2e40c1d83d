using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>A stretch in which somebody could pass and no record tells of it.</summary>
/// <param name="Door">Where; null for all doors: the gateway did not run.</param>
/// <param name="To">Null while it lasts.</param>
internal sealed record UnseenTime(string? Door, DateTimeOffset From, DateTimeOffset? To);

/// <summary>When which doors did not see who passes: a device of theirs was away, they stood open, or the gateway did not run.
/// Bounded; what began the longest ago is forgotten first. Not thread safe.</summary>
internal sealed class UnseenTimes
{
    private const int MostKept = 2000;

    private readonly List<UnseenTime> _times;
    private DateTimeOffset? _last;

    public UnseenTimes(IReadOnlyList<UnseenTime>? kept, DateTimeOffset? last) => (_times, _last) = ([.. kept ?? []], last);

    /// <summary>The last event before this; null where there was none.</summary>
    public DateTimeOffset? Last => _last;

    public IReadOnlyList<UnseenTime> All => [.. _times];

    /// <param name="blind">The doors at which somebody can pass unseen from this event on.</param>
    /// <param name="since">What ended before then matters to nobody any more.</param>
    public void Fold(GatewayEvent happened, DateTimeOffset at, IReadOnlySet<string> blind, DateTimeOffset since)
    {
        if (happened is GatewayStarted)
        {
            // Of what the last run saw begin nobody knows how it went on; this one sees it anew.
            Close(_ => true, _last ?? at);
            if (_last < at)
            {
                _times.Add(new UnseenTime(null, _last.Value, at));
            }
        }

        Close(time => time.Door is { } door && !blind.Contains(door), at);
        _times.AddRange(blind.Where(door => _times.All(time => time.Door != door || time.To is not null))
            .Order(StringComparer.Ordinal).Select(door => new UnseenTime(door, at, null)));
        _times.RemoveAll(time => time.To < since);
        if (_times.Count > MostKept)
        {
            _times.RemoveRange(0, _times.Count - MostKept);
        }

        _last = at;
    }

    /// <summary>Something happened that changes none of it.</summary>
    public void Reach(DateTimeOffset at) => _last = at;

    private void Close(Func<UnseenTime, bool> which, DateTimeOffset at)
    {
        for (var i = 0; i < _times.Count; i++)
        {
            _times[i] = _times[i].To is null && which(_times[i])
                ? _times[i] with { To = at > _times[i].From ? at : _times[i].From }
                : _times[i];
        }
    }
}
