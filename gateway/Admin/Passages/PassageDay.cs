using System.Text;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.Passages;

/// <summary>How often somebody went in and out on a day.</summary>
/// <param name="First">The first and the last time, in minutes of the site's day.</param>
internal readonly record struct WaysOfDay(int In, int Out, int First, int Last);

/// <summary>How often a door was gone through in an hour.</summary>
/// <param name="Button">The exit button: nobody knows who.</param>
internal readonly record struct WaysOfHour(int In, int Out, int Button);

/// <summary>The passages of one day of the site, counted from the events once and kept; only what happened since is counted again. Not
/// thread safe.</summary>
internal sealed class PassageDay(DateOnly day, DateTimeOffset from, DateTimeOffset to, SiteFile site)
{
    private const int Hours = 24;
    private const int AtOnce = 500;

    /// <summary>A record may come to the search a little later than it was made.</summary>
    private static readonly TimeSpan _late = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, WaysOfDay> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WaysOfHour[]> _doors = new(StringComparer.Ordinal);
    private string? _newest;
    private string? _before;

    public DateOnly Day => day;

    /// <summary>All of it that there is was counted.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>And there will not be more of it.</summary>
    public bool IsClosed { get; private set; }

    public IReadOnlyDictionary<string, WaysOfDay> People => _people;

    public IReadOnlyDictionary<string, WaysOfHour[]> Doors => _doors;

    /// <summary>Counts what is new, and goes on with what is older.</summary>
    /// <param name="goesOn">Asked before each part of what is older.</param>
    public void Count(EventBuffer events, DateTimeOffset now, Func<bool> goesOn)
    {
        if (_newest is { } known && !IsClosed)
        {
            string? before = null;
            string? top = null;
            for (var isNew = true; isNew;)
            {
                var page = Page(events, before);
                BufferedEvent[] fresh = [.. page.Events.TakeWhile(one => string.CompareOrdinal(one.Cursor, known) > 0)];
                Array.ForEach(fresh, Fold);
                top ??= fresh.FirstOrDefault()?.Cursor;
                (before, isNew) = (page.Next, page.Next is not null && fresh.Length == page.Events.Count);
            }

            _newest = top ?? known;
        }

        if (IsWhole && _newest is null && !IsClosed)
        {
            // A day on which nothing had happened is looked through again.
            (IsWhole, _before) = (false, null);
        }

        while (!IsWhole && goesOn())
        {
            var page = Page(events, _before);
            foreach (var one in page.Events)
            {
                Fold(one);
            }

            _newest ??= page.Events is [var first, ..] ? first.Cursor : null;
            (_before, IsWhole) = (page.Next, page.Next is null);
        }

        IsClosed = IsWhole && now > to + _late;
    }

    private EventPage Page(EventBuffer events, string? before) => events.Page(new EventQuery
    {
        From = from,
        To = to,
        Stream = "passages",
        Before = before,
        Limit = AtOnce,
        MostSearched = AtOnce,
    });

    private void Fold(BufferedEvent one)
    {
        if (one.Door is not { } door || one.Type is not (EventTypes.PassageCompleted or EventTypes.ExitRequested))
        {
            return;
        }

        var local = site.LocalTime(one.At);
        if (!_doors.TryGetValue(door, out var hours))
        {
            _doors[door] = hours = new WaysOfHour[Hours];
        }

        ref var hour = ref hours[local.Hour];
        if (one.Type == EventTypes.ExitRequested)
        {
            hour = hour with { Button = hour.Button + 1 };
        }
        else if (EventJson.ReadRecord(one.Type, Encoding.UTF8.GetBytes(one.Json)) is PassageCompleted passed)
        {
            var (isIn, isOut) = passed.Side == DoorSide.Entry ? (1, 0) : (0, 1);
            hour = hour with { In = hour.In + isIn, Out = hour.Out + isOut };
            var minute = (local.Hour * 60) + local.Minute;
            _people[passed.Person] = _people.TryGetValue(passed.Person, out var ways)
                ? new WaysOfDay(ways.In + isIn, ways.Out + isOut, Math.Min(ways.First, minute), Math.Max(ways.Last, minute))
                : new WaysOfDay(isIn, isOut, minute, minute);
        }
    }
}
