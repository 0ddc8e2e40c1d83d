namespace Zhuhui.Edge.Gateway.Search;

/// <summary>Goes back through the buffered events, so many at a time, and keeps those that a query asks for.</summary>
internal static class EventSearch
{
    private const int SearchedAtOnce = 500;

    /// <param name="query">What to look for.</param>
    /// <param name="newest">The newest events from a key to a key, both included, newest first, at most so many.</param>
    public static EventPage Page(EventQuery query, Func<string, string, int, List<BufferedEvent>> newest)
    {
        var lowest = query.From is { } from ? BufferFile.KeyAt(from) : "";
        var highest = query.To is { } to ? BufferFile.KeyAt(to) : "~";
        highest = query.Before is { } before && string.CompareOrdinal(before, highest) < 0 ? before : highest;
        var everyOneMatches = query is { Door: null, Person: null, Kind: null, Stream: null };
        var chunk = everyOneMatches ? Math.Clamp(query.Limit + 1, 2, SearchedAtOnce) : SearchedAtOnce;
        List<BufferedEvent> found = [];
        for (var searched = 0; searched < query.MostSearched; searched += chunk)
        {
            var some = newest(lowest, highest, chunk);
            var bound = highest;
            foreach (var one in some.Where(one => one.Cursor != bound && Matches(one, query)))
            {
                found.Add(one);
                if (found.Count >= query.Limit)
                {
                    return new EventPage(found, one.Cursor);
                }
            }

            if (some.Count < chunk)
            {
                return new EventPage(found, null);
            }

            highest = some[^1].Cursor;
        }

        return new EventPage(found, highest);
    }

    private static bool Matches(BufferedEvent one, EventQuery query) =>
        (query.Door is null || one.Door == query.Door)
        && (query.Stream is null || one.Stream == query.Stream)
        && (query.Person is null || one.Person == query.Person)
        && (query.Kind is null || one.Type == query.Kind
            || (one.Type.StartsWith(query.Kind, StringComparison.Ordinal) && one.Type.AsSpan(query.Kind.Length).StartsWith(".")));
}
