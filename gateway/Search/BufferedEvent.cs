namespace Zhuhui.Edge.Gateway.Search;

/// <summary>An event as the console shows it.</summary>
/// <param name="Cursor">Its place in time order; pass it as <see cref="EventQuery.Before"/> to go on behind it.</param>
/// <param name="Door">The <c>door</c> of the event's data, where it has one.</param>
/// <param name="Person">The <c>person</c> of the event's data, where it has one.</param>
/// <param name="Json">The record as journaled.</param>
internal sealed record BufferedEvent(string Cursor, string Stream, long Seq, DateTimeOffset At, string Type, string? Door,
    string? Person, string Json);

/// <summary>What to look for among the buffered events; newest first.</summary>
internal sealed record EventQuery
{
    /// <summary>Only events at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only events before this time.</summary>
    public DateTimeOffset? To { get; init; }

    public string? Door { get; init; }

    public string? Person { get; init; }

    /// <summary>The journal it is in, for example <c>alarms</c>.</summary>
    public string? Stream { get; init; }

    /// <summary>A type (<c>passage.granted</c>) or the first part of one (<c>passage</c>).</summary>
    public string? Kind { get; init; }

    /// <summary>Only events older than this cursor.</summary>
    public string? Before { get; init; }

    public int Limit { get; init; } = 100;

    /// <summary>So many events are looked through at the most.</summary>
    public int MostSearched { get; init; } = 20_000;
}

/// <summary>Some events, newest first.</summary>
/// <param name="Next">Where to go on; null at the end. A page may hold fewer events than asked for, or none, and still go on: a search
/// looks through so many events a time.</param>
internal sealed record EventPage(IReadOnlyList<BufferedEvent> Events, string? Next);
