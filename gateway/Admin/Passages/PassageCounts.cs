using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.Passages;

/// <summary>Counts who went in and out, a day at a time, and keeps the days that were asked for last. Counting takes as long as a page may
/// take; what is not counted by then is said to be so, and is gone on with when it is asked for again. Thread safe.</summary>
internal sealed class PassageCounts(SiteFile site, EventBuffer events, EventLedger ledger)
{
    private const int MostDays = 40;

    /// <summary>Of events that wait for the search it knows so many, and of more the newest alone: nothing can be counted then.</summary>
    private const int MostBehind = 400;

    /// <summary>So long a page may count.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(120);

    private readonly Lock _lock = new();
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
    private readonly LinkedList<PassageDay> _days = new();

    public DateOnly Today => site.DayOf(ledger.Time.GetUtcNow());

    /// <summary>The days of a month up to today, the newest first counted.</summary>
    public IReadOnlyList<PassageDay> Month(DateOnly first) => Days([.. Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month))
        .Select(first.AddDays).Where(day => day <= Today)]);

    public PassageDay Of(DateOnly day) => Days([day])[0];

    /// <summary>A person's days. Who looks is on record.</summary>
    public IReadOnlyList<PassageDay> MonthOf(string person, DateOnly first, string who)
    {
        var days = Month(first);
        ledger.Append(new EventsLookedUp(who, Begin(first), Begin(first.AddMonths(1)), null, person, EventTypes.PassageCompleted,
            "passages", days.Sum(day => day.People.TryGetValue(person, out var ways) ? ways.In + ways.Out : 0), [person]));
        return days;
    }

    private PassageDay[] Days(DateOnly[] wanted)
    {
        lock (_lock)
        {
            var (began, now) = (ledger.Time.GetTimestamp(), ledger.Time.GetUtcNow());
            if (events.Behind > MostBehind)
            {
                foreach (var open in _days.Where(day => !day.IsClosed).ToArray())
                {
                    _days.Remove(open);
                }

                return [.. wanted.Select(Find)];
            }

            PassageDay[] days = [.. wanted.Select(Find)];
            foreach (var day in days.Reverse())
            {
                day.Count(events, now, () => ledger.Time.GetElapsedTime(began) < _longest);
            }

            return days;
        }
    }

    private PassageDay Find(DateOnly day)
    {
        var found = _days.FirstOrDefault(one => one.Day == day);
        if (found is not null)
        {
            _days.Remove(found);
        }

        _days.AddFirst(found ??= new PassageDay(day, Begin(day), Begin(day.AddDays(1)), site));
        if (_days.Count > MostDays)
        {
            _days.RemoveLast();
        }

        return found;
    }

    private DateTimeOffset Begin(DateOnly day) => day.ToDateTime(TimeOnly.MinValue) is var local
        ? new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime() : default;
}
