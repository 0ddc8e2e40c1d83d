namespace Zhuhui.Edge.Gateway.People.Profiles;

internal enum Sex
{
    Female,
    Male,
}

/// <summary>What somebody is to the compound.</summary>
internal enum PersonKind
{
    Owner,
    Tenant,

    /// <summary>Of an owner's or a tenant's family.</summary>
    Family,

    /// <summary>Works for the estate.</summary>
    Staff,

    /// <summary>Works for a household: a carer, a cleaner.</summary>
    Helper,
    Visitor,
}

/// <summary>What the office knows of a person beside their rights. No door asks for any of it, and no record and no message holds
/// it.</summary>
internal sealed record PersonDetails
{
    public static PersonDetails None { get; } = new();

    /// <summary>Null where nobody said: such a person lives nowhere in particular, as all did before there were households.</summary>
    public PersonKind? Kind { get; init; }

    public Sex? Sex { get; init; }

    public DateOnly? BirthDate { get; init; }

    /// <summary>As <see cref="PhoneNumber.Parse"/> gives it.</summary>
    public string? Phone { get; init; }

    public string? Notes { get; init; }

    /// <summary>Lives alone, and care is wanted.</summary>
    public bool LivesAlone { get; init; }

    public IReadOnlyList<Vehicle> Vehicles { get; init; } = [];

    /// <summary>Null where nobody agreed to any.</summary>
    public CarePlan? Care { get; init; }

    /// <summary>Owners, tenants and their families live here: a unit door admits them by their home alone.</summary>
    public bool LivesHere => Kind is PersonKind.Owner or PersonKind.Tenant or PersonKind.Family;

    public bool Equals(PersonDetails? other) => other is not null && (Kind, Sex, BirthDate, Phone, Notes, LivesAlone, Care) == (
        other.Kind, other.Sex, other.BirthDate, other.Phone, other.Notes, other.LivesAlone, other.Care)
        && Vehicles.SequenceEqual(other.Vehicles);

    public override int GetHashCode() => HashCode.Combine(Kind, Sex, BirthDate, Phone, Notes, LivesAlone, Vehicles.Count);
}
