using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.People.Faces;

/// <summary>Which doors' cameras know a person's face: a door searches only those it admits. A door's place in the site file is its place
/// in the gallery.</summary>
internal static class GalleryPartitions
{
    /// <returns>Bit n for door n of the site. Every door for somebody who is admitted everywhere, or goes by groups, whose doors may
    /// change; a blocked person's and an ended right's stay, so that whoever comes is refused and recorded under the own name and not as a
    /// stranger.</returns>
    /// <param name="doors">Those that admit the person; empty for all.</param>
    public static ulong Admitting(SiteFile site, IReadOnlyList<string> doors)
    {
        if (doors.Count == 0)
        {
            return FaceGallery.EveryPartition;
        }

        var admitting = 0UL;
        for (var i = 0; i < Math.Min(site.Doors.Count, SiteRules.MostDoors); i++)
        {
            admitting |= doors.Contains(site.Doors[i].Id, StringComparer.Ordinal) ? 1UL << i : 0;
        }

        return admitting;
    }

    /// <returns>What the gallery may have of somebody; null without consent, or without a template of the pack in use.</returns>
    public static FacesOf? FacesOf(SiteFile site, Resident resident, IReadOnlyList<string> doors, IReadOnlyList<FaceTemplate> templates,
        string? pack)
    {
        ReadOnlyMemory<float>[] comparable = [.. templates.Where(t => t.Pack == pack).Select(t => new ReadOnlyMemory<float>(t.Vector))];
        return comparable.Length > 0 && resident.Consent is not null ? new FacesOf(resident.Id.Value, comparable, Admitting(site, doors))
            : null;
    }
}
