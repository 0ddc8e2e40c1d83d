namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>All that is kept of one person, for that person (Personal Information Protection Law, art. 45).</summary>
internal sealed record PersonDossier(PersonFile Person, IReadOnlyList<DossierEvent> Events)
{
    public static PersonDossier Of(PersonFile person, IEnumerable<EventLine> events) => new(person, [.. events.Select(one =>
        new DossierEvent(one.At, one.Type, one.Door, one.Text))]);

    /// <summary>All of the person's events, page by page.</summary>
    /// <param name="by">Who hands them out, or takes their own; each page is on record.</param>
    public static async Task<IReadOnlyList<EventLine>> EventsAsync(string by, string person, Func<EventsRequest, Task<EventsAnswer>> ask)
    {
        List<EventLine> all = [];
        string? before = null;
        do
        {
            var page = await ask(new EventsRequest(by, null, null, null, person, null, null, before, EventLookup.MostEvents));
            all.AddRange(page.Events);
            before = page.Next;
        }
        while (before is not null);
        return all;
    }
}

/// <param name="Text">The event in words.</param>
internal sealed record DossierEvent(DateTimeOffset At, string Type, string? Door, string? Text);
