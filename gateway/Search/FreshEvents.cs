using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>Events that are journaled and not in the buffer's files yet. Safe for any number of threads.</summary>
internal sealed class FreshEvents(IReadOnlyList<Journal> journals, ILogger logger)
{
    private const int Most = 500;

    /// <summary>Those above these numbers, one a journal, newest first; the newest of them where they are many.</summary>
    public List<BufferedEvent> Above(IReadOnlyList<long> reached)
    {
        List<BufferedEvent> fresh = [];
        for (var i = 0; i < journals.Count; i++)
        {
            try
            {
                var after = Math.Max(reached[i], journals[i].LastSeq - Most);
                fresh.AddRange(journals[i].ReadAfter(after, Most).Select(record => BufferFile.Event(journals[i].Stream, record)));
            }
            catch (IOException unreadable)
            {
                logger.NotReadForQuery(unreadable, journals[i].Stream);
            }
        }

        return [.. fresh.OrderByDescending(one => one.Cursor, StringComparer.Ordinal)];
    }

    /// <summary>The newest of both between two cursors.</summary>
    /// <param name="stored">Of the files, newest first, at most as many as asked for.</param>
    public static List<BufferedEvent> Merge(List<BufferedEvent> stored, List<BufferedEvent> fresh, string lowest, string highest, int limit)
    {
        BufferedEvent[] also =
        [
            .. fresh.Where(one => string.CompareOrdinal(one.Cursor, lowest) >= 0 && string.CompareOrdinal(one.Cursor, highest) <= 0)
                .Take(limit),
        ];
        return also.Length == 0 ? stored
            : [.. stored.Concat(also).DistinctBy(one => one.Cursor).OrderByDescending(one => one.Cursor, StringComparer.Ordinal)
                .Take(limit)];
    }
}
