using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rosters;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>What is to become of people in one step: all of it or none. It says what is to be, and never in which order that is written
/// (<see cref="PeopleWriter"/>).</summary>
internal sealed record PeopleChange
{
    /// <summary>People as they shall be, new ones too; photos, templates and people who are not named stay as they are.</summary>
    public IReadOnlyList<Resident> People { get; init; } = [];

    /// <summary>They go, with cards, PINs, faces and photos, and out of every backup.</summary>
    public IReadOnlyList<PersonId> Gone { get; init; } = [];

    /// <summary>Households as they shall be, new ones too; their members stay theirs.</summary>
    public IReadOnlyList<Household> Households { get; init; } = [];

    public IReadOnlyList<HouseholdId> HouseholdsGone { get; init; } = [];

    /// <summary>Visits as they shall be, new ones too.</summary>
    public IReadOnlyList<Visit> Visits { get; init; } = [];

    /// <summary>Passes of whose holders nothing is kept any more.</summary>
    public IReadOnlyList<string> VisitsGone { get; init; } = [];

    /// <summary>Templates in the place of those there were.</summary>
    public IReadOnlyDictionary<PersonId, IReadOnlyList<FaceTemplate>> Faces { get; init; } = new Dictionary<PersonId,
        IReadOnlyList<FaceTemplate>>();

    /// <summary>Their templates and photos go, and out of every backup; everything else stays.</summary>
    public IReadOnlyList<PersonId> FacesErased { get; init; } = [];

    /// <summary>Photos in the place of those there were.</summary>
    public IReadOnlyDictionary<PersonId, IReadOnlyList<byte[]>> PhotosKept { get; init; } = new Dictionary<PersonId,
        IReadOnlyList<byte[]>>();

    /// <summary>Their photos go; everything else stays.</summary>
    public IReadOnlyList<PersonId> PhotosErased { get; init; } = [];

    /// <summary>The hub's roster that this is, for what it brings beside people; they stand in <see cref="People"/> and
    /// <see cref="Gone"/>.</summary>
    public RosterChange? Roster { get; init; }

    /// <summary>The earlier state that everything is put back to; who is in it stands in <see cref="People"/>, who is not in
    /// <see cref="Gone"/>.</summary>
    public RestorePlan? Restore { get; init; }

    /// <summary>Until anything else of people is changed it can be taken back as one act: the registry keeps what was before. For changes
    /// that erase nothing.</summary>
    public bool CanBeTakenBack { get; init; }

    /// <summary>What the journal tells of it beside what the change itself shows.</summary>
    public IReadOnlyList<RegistryEvent> Records { get; init; } = [];

    /// <summary>Whether the registry has a part in it: what is only told has not.</summary>
    public bool IsStored => Roster is not null || Restore is not null || People.Count + Gone.Count + Households.Count
        + HouseholdsGone.Count + Visits.Count + VisitsGone.Count + FacesErased.Count + PhotosErased.Count > 0;

    /// <summary>What goes for good, out of the backups too.</summary>
    public RegistryCopy.Erasure Erasure => new(Ids(Gone), Ids(FacesErased), VisitsGone.ToHashSet(StringComparer.Ordinal),
        CanBeTakenBack ? new HashSet<string>() : HouseholdsGone.Select(one => one.Value).ToHashSet(StringComparer.Ordinal));

    private static HashSet<string> Ids(IReadOnlyList<PersonId> people) => people.Select(person => person.Value).ToHashSet(
        StringComparer.Ordinal);

    public static PeopleChange Of(Resident person, params RegistryEvent[] records) => new() { People = [person], Records = records };

    /// <summary>Everything is put back to a backup. What the journal knows since is in the plan already: a lost card stays lost, whoever
    /// was removed stays away.</summary>
    /// <param name="now">Everybody in memory.</param>
    public static PeopleChange Restoring(RestorePlan plan, IEnumerable<Resident> now, string orderedBy)
    {
        var (told, then) = (plan.Told, plan.People);
        return new PeopleChange
        {
            Restore = plan,
            People = then,
            Households = plan.Households,
            Visits = plan.Visits,
            Gone = [.. now.Select(resident => resident.Id).Except(then.Select(resident => resident.Id))],
            Records = EventParts.Of(new RegistryPutBack(told.Backup, told.MadeAt, orderedBy, told.People, told.Lost, told.Returned,
                told.Changed, told.Check)),
        };
    }
}

/// <summary>A person as the registry has them on the disk.</summary>
/// <param name="Templates">How many face templates there are, whether the key opens them or not.</param>
internal sealed record StoredResident(Resident Resident, int Templates);
