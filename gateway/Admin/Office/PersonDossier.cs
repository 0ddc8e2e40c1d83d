namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>All that is kept of one person, for that person (Personal Information Protection Law, art. 45).</summary>
internal sealed record PersonDossier(PersonFile Person, IReadOnlyList<DossierEvent> Events)
{
    public static PersonDossier Of(PersonFile person, IEnumerable<EventLine> events) => new(person, [.. events.Select(one =>
        new DossierEvent(one.At, one.Type, one.Door, one.Text))]);
}

/// <param name="Text">The event in words.</param>
internal sealed record DossierEvent(DateTimeOffset At, string Type, string? Door, string? Text);
