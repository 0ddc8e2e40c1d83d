namespace Zhuhui.Edge.Gateway.Console.History;

/// <summary>What happened, a line each.</summary>
/// <param name="Tone">A class of the style sheet.</param>
public sealed record EventRow(string At, string Words, string Tone, string Path);

/// <summary>Something to choose.</summary>
public sealed record Choice(string Value, string Words);

/// <summary>What is looked for, as it was typed.</summary>
internal sealed record HistoryFilter(string From, string To, string Door, string Kind, string Person, string Text)
{
    public static HistoryFilter Of(IQueryCollection query) => new($"{query["from"]}", $"{query["to"]}", $"{query["door"]}",
        $"{query["kind"]}", $"{query["person"]}".Trim(), $"{query["text"]}".Trim());

    /// <summary>As a link has it; empty where everything is shown.</summary>
    public string ToQuery() => string.Join('&', new[] { ("from", From), ("to", To), ("door", Door), ("kind", Kind), ("person", Person),
        ("text", Text) }.Where(field => field.Item2.Length > 0).Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
}

/// <param name="SearchedTo">How far back was looked, where that is not as far as there is; null at a full page and at the end.</param>
/// <param name="Next">The page after this one; null at the end.</param>
/// <param name="Export">The file of all of it; null for whoever may not have it.</param>
internal sealed record HistoryModel(HistoryFilter Filter, IReadOnlyList<Choice> Doors, IReadOnlyList<Choice> Kinds,
    IReadOnlyList<EventRow> Rows, string? SearchedTo, string? Next, string? Export, bool IsNamed, string? Problem = null);

/// <summary>One event.</summary>
/// <param name="Person">The id; null where there is none or whoever looks may not see it.</param>
/// <param name="Record">As it is in the journal; null for whoever may not see it.</param>
internal sealed record EventModel(string Words, string At, string Type, string Journal, string Door, string? Person, string PersonName,
    string? Record);
