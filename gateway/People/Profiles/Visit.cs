namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>What the office knows of a visitor to whom a pass was issued. The pass itself opens doors by its signature; this says who holds
/// it, and that it was cancelled.</summary>
/// <param name="Pass">The pass's id.</param>
/// <param name="Host">The resident who answers for the visitor.</param>
internal sealed record Visit(string Pass, PersonId Host)
{
    public string? Name { get; init; }

    /// <summary>As <see cref="PhoneNumber.Parse"/> gives it.</summary>
    public string? Phone { get; init; }

    public Vehicle? Vehicle { get; init; }

    public IReadOnlyList<string> Doors { get; init; } = [];

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }

    public int MostUses { get; init; }

    /// <summary>Since when the pass opens nothing, whatever it says; null where it was not cancelled.</summary>
    public DateTimeOffset? CancelledAt { get; init; }
}
