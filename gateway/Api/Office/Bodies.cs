using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>What may be changed of a person. What is left out stays; what is null, or empty, is taken away.</summary>
internal sealed record PersonPatch : Patch
{
    public string Name { get; init => field = Named(value); } = "";

    public PersonKind Kind { get; init => field = Named(value); }

    public Sex? Sex { get; init => field = Named(value); }

    /// <summary>As <c>2001-12-31</c>.</summary>
    public string? BirthDate { get; init => field = Named(value); }

    public string? Phone { get; init => field = Named(value); }

    public string? Notes { get; init => field = Named(value); }

    public bool LivesAlone { get; init => field = Named(value); }

    /// <summary>Of the person's vehicles.</summary>
    public IReadOnlyList<string>? Plates { get; init => field = Named(value); }

    /// <summary>The ids of the doors that alone admit the person; none for those of the home.</summary>
    public IReadOnlyList<string>? Doors { get; init => field = Named(value); }

    /// <summary>Beside those of the home.</summary>
    public IReadOnlyList<string>? MoreDoors { get; init => field = Named(value); }

    /// <summary>Not, whatever the home says.</summary>
    public IReadOnlyList<string>? NotDoors { get; init => field = Named(value); }

    /// <summary>Of the site file; none for always.</summary>
    public string? Schedule { get; init => field = Named(value); }

    /// <summary>Doors stay released longer.</summary>
    public bool Longer { get; init => field = Named(value); }

    /// <summary>Not before; none for from ever.</summary>
    public DateTimeOffset? From { get; init => field = Named(value); }

    /// <summary>Until then; none for without an end.</summary>
    public DateTimeOffset? To { get; init => field = Named(value); }

    /// <summary>How often in all; none for as often as they like.</summary>
    public int? MostUses { get; init => field = Named(value); }

    public RightsRequest.PersonEdit ToRequest(string person) => new(person, Details(person), Rights(person));

    public RightsRequest.DetailsChange Details(string person) => new(person, IsNamed(nameof(Name)) ? Name : null,
        IsNamed(nameof(Kind)) ? Kind : null, Sex, Sent(nameof(BirthDate), BirthDate, ""), Sent(nameof(Phone), Phone, ""),
        Sent(nameof(Notes), Notes, ""), IsNamed(nameof(LivesAlone)) ? LivesAlone : null, Sent(nameof(Plates), Plates, []),
        WithoutSex: IsNamed(nameof(Sex)) && Sex is null);

    /// <returns>Null where nothing of it is said.</returns>
    public RightsRequest.RightsChange? Rights(string person) => !IsAnyNamed(nameof(Doors), nameof(MoreDoors), nameof(NotDoors),
        nameof(Schedule), nameof(Longer), nameof(From), nameof(To), nameof(MostUses)) ? null
        : new RightsRequest.RightsChange(person, Sent(nameof(Schedule), Schedule, ""), Sent(nameof(Doors), Doors, []),
            IsNamed(nameof(Longer)) ? Longer : null, From, To, MostUses, Sent(nameof(MoreDoors), MoreDoors, []),
            Sent(nameof(NotDoors), NotDoors, []), [.. Without()]);

    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(PersonPatch);

    private IEnumerable<RightsPart> Without() => new[]
    {
        (Field: nameof(From), Part: RightsPart.From, IsNull: From is null),
        (Field: nameof(To), Part: RightsPart.To, IsNull: To is null),
        (Field: nameof(MostUses), Part: RightsPart.Uses, IsNull: MostUses is null),
    }.Where(one => one.IsNull && IsNamed(one.Field)).Select(one => one.Part);
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

/// <summary>What may be changed of a household. What is left out stays; what is null, or empty, is taken away.</summary>
internal sealed record HouseholdPatch : Patch
{
    public string? Notes { get; init => field = Named(value); }

    public IReadOnlyList<string>? Plates { get; init => field = Named(value); }

    public RightsRequest.HouseholdEdit ToRequest(string household) => new(household, Sent(nameof(Notes), Notes, ""),
        Sent(nameof(Plates), Plates, []));

    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(HouseholdPatch);
}

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
