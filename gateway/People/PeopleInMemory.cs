using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Directory and gallery, by which the doors decide, kept in step. For <see cref="PeopleWriter"/> alone, which knows what has to
/// be on the disk before (a test reads that out of the compiled code).</summary>
internal sealed class PeopleInMemory(SiteFile site, ResidentDirectory residents, FaceGallery gallery)
{
    /// <summary>The model pack in use: templates of another stay unused, for they can't be compared. Null where there is none.</summary>
    public string? Pack { get; set; }

    /// <summary>Takes away what a change takes away: nobody may more than before, and nobody more than after.</summary>
    public void Narrow(PeopleChange change)
    {
        foreach (var person in change.Gone.Concat(change.FacesErased))
        {
            gallery.Remove(person.Value);
        }

        var shown = Shown(change);
        Resident[] narrowed = [.. change.People.Select(person => (Before: residents.WithId(person.Id), After: person))
            .Where(one => one.Before is not null).Select(one => Narrowing.Between(one.Before!, one.After))];
        residents.Change(narrowed, change.Gone, caps: Caps(change));
        residents.Change([.. change.Visits.Where(visit => visit.CancelledAt is not null && residents.VisitOf(visit.Pass) is not null)], []);
        Show(shown);
    }

    /// <summary>Gives what a change gives.</summary>
    public void Publish(PeopleChange change)
    {
        var shown = Shown(change);
        residents.Change(change.People, [], change.Households, change.HouseholdsGone);
        residents.Change(change.Visits, change.VisitsGone);
        FacesOf[] faces = [.. change.People.Where(person => change.Faces.ContainsKey(person.Id))
            .Select(person => GalleryPartitions.FacesOf(site, person, residents.DoorsOf(person), change.Faces[person.Id], Pack))
            .OfType<FacesOf>()];
        if (faces.Length > 0)
        {
            gallery.Put(faces);
        }

        Show(shown.Where(one => !change.Faces.ContainsKey(one.Key)));
    }

    /// <summary>Puts all of these in the place of the people who were there.</summary>
    public void Load(IReadOnlyCollection<(Resident Resident, IReadOnlyList<FaceTemplate> Templates)> all,
        IReadOnlyList<Household> households, IReadOnlyList<Visit> visits)
    {
        var before = residents.All.Select(person => person.Id.Value).ToArray();
        residents.Replace(all.Select(one => one.Resident), households, visits);
        FacesOf[] faces = [.. all.Select(one => GalleryPartitions.FacesOf(site, one.Resident, residents.DoorsOf(one.Resident),
            one.Templates, Pack)).OfType<FacesOf>()];
        foreach (var gone in before.Except(faces.Select(one => one.Person), StringComparer.Ordinal))
        {
            gallery.Remove(gone);
        }

        gallery.Put(faces);
    }

    /// <summary>Where the home gives other doors after a change than before: those of both. What a person's own doors, cards and hours
    /// are is <see cref="Narrowing"/>'s.</summary>
    private Dictionary<PersonId, IReadOnlyList<string>> Caps(PeopleChange change)
    {
        var households = change.Households.ToDictionary(household => household.Id, Household? (household) => household);
        foreach (var gone in change.HouseholdsGone)
        {
            households[gone] = null;
        }

        var after = change.People.ToDictionary(person => person.Id);
        Dictionary<PersonId, IReadOnlyList<string>> caps = [];
        foreach (var before in Affected(change))
        {
            var then = after.GetValueOrDefault(before.Id, before);
            var home = then.Household is not { } id ? null : households.TryGetValue(id, out var other) ? other : residents.WithId(id);
            var (had, has) = (residents.DoorsOf(before), residents.DoorsOf(then, home));
            if (!had.SequenceEqual(has, StringComparer.Ordinal))
            {
                caps[before.Id] = Narrowing.Doors(had, has);
            }
        }

        return caps;
    }

    /// <summary>Whoever is known already and named by a change, or lives in a household that is.</summary>
    private IEnumerable<Resident> Affected(PeopleChange change) => change.People.Select(person => residents.WithId(person.Id))
        .OfType<Resident>().Concat(change.Households.Select(household => household.Id).Concat(change.HouseholdsGone)
        .SelectMany(residents.MembersOf)).DistinctBy(person => person.Id);

    private Dictionary<PersonId, ulong> Shown(PeopleChange change) => Affected(change).ToDictionary(person => person.Id, Admitting);

    /// <summary>The cameras of which doors know a person's face follows from the person's doors.</summary>
    private void Show(IEnumerable<KeyValuePair<PersonId, ulong>> before)
    {
        foreach (var (id, doors) in before)
        {
            if (residents.WithId(id) is { } person && Admitting(person) is var now && now != doors)
            {
                gallery.Admit(id.Value, now);
            }
        }
    }

    private ulong Admitting(Resident person) => GalleryPartitions.Admitting(site, residents.DoorsOf(person));
}
