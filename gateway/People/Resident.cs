using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>A person's id: opaque, the same on this gateway and at the hub. Never a name.</summary>
internal readonly record struct PersonId(string Value)
{
    public static PersonId Create() => new($"p-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");

    public override string ToString() => Value;
}

/// <summary>That a person agreed to something, face recognition for example: when, to which notice, before whom.</summary>
/// <param name="NoticeDigest">Of the notice's very words; null in a consent of an earlier version.</param>
/// <param name="Guardian">Who agreed for a child under fourteen; null where the person did.</param>
internal sealed record Consent(DateTimeOffset GivenAt, string NoticeVersion, string Witness, string? NoticeDigest = null,
    string? Guardian = null);

/// <summary>A card as somebody holds it.</summary>
/// <param name="Number">The whole number, facility included.</param>
/// <param name="Format">The format it is read in, for example <c>wiegand-34</c>; null for whatever format gives this number.</param>
/// <param name="Lost">Reported lost: it opens nothing for ever, and a person who presents it is noticed.</param>
internal sealed record HeldCard(ulong Number, string? Format = null, DateTimeOffset? ValidFrom = null, DateTimeOffset? ValidTo = null,
    bool Lost = false)
{
    /// <summary>Whether one reader could take the two for each other.</summary>
    public bool MayBeTakenFor(HeldCard other) =>
        Number == other.Number && (Format == other.Format || Format is null || other.Format is null);
}

/// <summary>Somebody who may pass, where and when. Face templates are kept beside, encrypted.</summary>
internal sealed record Resident(PersonId Id, string Name)
{
    public IReadOnlyList<HeldCard> Cards { get; init; } = [];

    /// <summary>Texts of QR codes that stand for this person.</summary>
    public IReadOnlyList<string> QrCodes { get; init; } = [];

    /// <summary>The doors that alone admit this person, whatever the home says; empty: those of the home, and all of this gateway's for
    /// somebody without one.</summary>
    public IReadOnlyList<string> Doors { get; init; } = [];

    /// <summary>The schedule of the site file within which this person may pass; null for always.</summary>
    public string? Schedule { get; init; }

    /// <summary>The groups of the hub's roster this person is in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Came with the hub's roster, and goes with it.</summary>
    public bool IsFromHub { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public bool Blocked { get; init; }

    /// <summary>The doors stay unlocked longer for this person.</summary>
    public bool NeedsLonger { get; init; }

    /// <summary>The keyed digest of the PIN; never the PIN.</summary>
    public string? PinDigest { get; init; }

    /// <summary>The keyed digest of the PIN that opens and raises a silent alarm.</summary>
    public string? DuressPinDigest { get; init; }

    /// <summary>A visitor may pass so many times; null for any number.</summary>
    public int? MostUses { get; init; }

    /// <summary>To face recognition.</summary>
    public Consent? Consent { get; init; }

    /// <summary>In writing, to having the enrolment photos kept.</summary>
    public Consent? PhotoConsent { get; init; }

    /// <summary>Which photos the templates were made from (<see cref="Enrolments.PhotoMark"/>), so that an import that goes on takes none
    /// twice. They go with the templates.</summary>
    public IReadOnlyList<string> PhotoMarks { get; init; } = [];

    /// <summary>Whom this person lives with; null for somebody who lives nowhere here.</summary>
    public HouseholdId? Household { get; init; }

    /// <summary>Doors that admit this person beside those of the home.</summary>
    public IReadOnlyList<string> MoreDoors { get; init; } = [];

    /// <summary>Doors that do not admit this person, whatever the home says.</summary>
    public IReadOnlyList<string> NotDoors { get; init; } = [];

    public PersonDetails Details { get; init; } = PersonDetails.None;

    /// <summary>Where and when this person may pass, as records have it.</summary>
    public PersonRights Rights => new(Doors, Schedule, Groups, NeedsLonger, ValidFrom, ValidTo, MostUses, Household?.Value,
        MoreDoors.Count == 0 ? null : MoreDoors, NotDoors.Count == 0 ? null : NotDoors);
}
