using Zhuhui.Edge.Gateway.People.Faces;
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
        List<Resident> narrowed = [];
        foreach (var person in change.People)
        {
            if (residents.WithId(person.Id) is { } before)
            {
                narrowed.Add(Narrowing.Between(before, person));
                Show(before, narrowed[^1]);
            }
        }

        foreach (var person in change.Gone.Concat(change.FacesErased))
        {
            gallery.Remove(person.Value);
        }

        residents.Change(narrowed, change.Gone);
    }

    /// <summary>Gives what a change gives.</summary>
    public void Publish(PeopleChange change)
    {
        var before = change.People.ToDictionary(person => person.Id, person => residents.WithId(person.Id));
        residents.Change(change.People, []);
        FacesOf[] shown = [.. change.People.Where(person => change.Faces.ContainsKey(person.Id))
            .Select(person => GalleryPartitions.FacesOf(site, person, change.Faces[person.Id], Pack)).OfType<FacesOf>()];
        if (shown.Length > 0)
        {
            gallery.Put(shown);
        }

        foreach (var person in change.People)
        {
            if (before[person.Id] is { } narrowed && !change.Faces.ContainsKey(person.Id))
            {
                Show(narrowed, person);
            }
        }
    }

    /// <summary>Puts all of these in the place of the people who were there.</summary>
    public void Load(IReadOnlyCollection<(Resident Resident, IReadOnlyList<FaceTemplate> Templates)> all)
    {
        FacesOf[] faces = [.. all.Select(one => GalleryPartitions.FacesOf(site, one.Resident, one.Templates, Pack)).OfType<FacesOf>()];
        var shown = faces.Select(one => one.Person).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in residents.All.Where(before => !shown.Contains(before.Id.Value)))
        {
            gallery.Remove(gone.Id.Value);
        }

        residents.Replace(all.Select(one => one.Resident));
        gallery.Put(faces);
    }

    /// <summary>The cameras of which doors know a person's face follows from the person's doors.</summary>
    private void Show(Resident before, Resident after)
    {
        if (GalleryPartitions.Admitting(site, after) is var doors && doors != GalleryPartitions.Admitting(site, before))
        {
            gallery.Admit(after.Id.Value, doors);
        }
    }
}
