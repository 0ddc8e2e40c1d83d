using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;

namespace Zhuhui.Edge.Gateway.People.Faces;

/// <summary>What a model pack leaves to do.</summary>
/// <param name="FromKeptPhotos">How many people's templates the next start makes anew from the photos they agreed to have kept.</param>
/// <param name="MustEnrolAgain">Whose photos have to be taken again, by name.</param>
internal sealed record PackChange(string Pack, int FromKeptPhotos, IReadOnlyList<string> MustEnrolAgain)
{
    public static PackChange Due(RegistryStore registry, string pack)
    {
        var due = registry.AllWithTemplates().Where(one => FaceRenewal.IsDue(one.Resident, one.Templates, pack)).Select(one => one.Resident)
            .ToLookup(r => registry.Photos.Holds(r.Id));
        return new PackChange(pack, due[true].Count(), [.. due[false].OrderBy(r => Pinyin.Key(r.Name), StringComparer.Ordinal)
            .ThenBy(r => r.Id.Value, StringComparer.Ordinal).Select(r => $"{r.Name} ({r.Id})")]);
    }
}
