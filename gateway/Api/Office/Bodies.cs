using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>What may be changed of a person. What is left out, or null, stays; what is empty is taken away.</summary>
/// <param name="BirthDate">As <c>2001-12-31</c>.</param>
/// <param name="Plates">Of the person's vehicles.</param>
/// <param name="Doors">The ids of the doors that alone admit the person; empty for those of the home.</param>
/// <param name="MoreDoors">Beside those of the home.</param>
/// <param name="NotDoors">Not, whatever the home says.</param>
/// <param name="Schedule">Of the site file; empty for always.</param>
/// <param name="Longer">Doors stay released longer.</param>
/// <param name="MostUses">How often in all.</param>
internal sealed record PersonPatch(string? Name = null, PersonKind? Kind = null, Sex? Sex = null, string? BirthDate = null,
    string? Phone = null, string? Notes = null, bool? LivesAlone = null, IReadOnlyList<string>? Plates = null,
    IReadOnlyList<string>? Doors = null, IReadOnlyList<string>? MoreDoors = null, IReadOnlyList<string>? NotDoors = null,
    string? Schedule = null, bool? Longer = null, DateTimeOffset? From = null, DateTimeOffset? To = null, int? MostUses = null)
{
    public RightsRequest.PersonEdit ToRequest(string person) => new(person, Details(person), Rights(person));

    public RightsRequest.DetailsChange Details(string person) => new(person, Name, Kind, Sex, BirthDate, Phone, Notes, LivesAlone, Plates);

    /// <returns>Null where nothing of it is said.</returns>
    public RightsRequest.RightsChange? Rights(string person) => Doors is null && MoreDoors is null && NotDoors is null && Schedule is null
        && Longer is null && From is null && To is null && MostUses is null ? null
        : new RightsRequest.RightsChange(person, Schedule, Doors, Longer, From, To, MostUses, MoreDoors, NotDoors);

    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(PersonPatch);
}

/// <summary>Somebody new.</summary>
/// <param name="Home">As <c>3-2-501</c>; only staff may be without one.</param>
/// <param name="Another">Another person of a name that is already here.</param>
/// <param name="Cards">As printed.</param>
/// <param name="Rest">Whatever else is known.</param>
internal sealed record PersonInput(string Name, string? Home = null, bool Another = false, IReadOnlyList<string>? Cards = null,
    PersonPatch? Rest = null)
{
    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(PersonInput);
}

/// <param name="Home">As <c>3-2-501</c>.</param>
/// <param name="Kind">What the person is there; left out: what it was.</param>
internal sealed record PersonMoveInput(string Home, PersonKind? Kind = null);

internal sealed record EndInput(DateTimeOffset At);

/// <param name="Card">As printed, or with its format: <c>wiegand-26:1234567</c>.</param>
internal sealed record CardInput(string Card);

/// <param name="Duress">The PIN that opens under threat and raises a silent alarm.</param>
internal sealed record PinInput(string Pin, bool Duress = false)
{
    /// <summary>Without the PIN, wherever it may be written.</summary>
    public override string ToString() => nameof(PinInput);
}

internal sealed record HouseholdPatch(string? Notes = null, IReadOnlyList<string>? Plates = null);

/// <param name="Home">Where they live from now on.</param>
internal sealed record HouseholdMoveInput(string Home);

/// <param name="At">Until then they may pass; left out: at once.</param>
internal sealed record HouseholdEndInput(DateTimeOffset? At = null);

/// <param name="Host">The id of the resident who is visited.</param>
/// <param name="Doors">The ids of the doors that the pass opens.</param>
internal sealed record VisitInput(string Host, IReadOnlyList<string> Doors, int Hours, int Uses, string? Name = null, string? Phone = null,
    string? Plate = null)
{
    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(VisitInput);
}

/// <inheritdoc cref="VisitInput"/>
internal sealed record OwnVisitInput(IReadOnlyList<string> Doors, int Hours, int Uses, string? Name = null, string? Phone = null,
    string? Plate = null)
{
    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(OwnVisitInput);
}
