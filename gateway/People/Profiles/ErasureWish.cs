using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>Somebody asks to be erased: a line before all else in the person's notes, where whoever works at the office finds it. It stands
/// until the office has erased the person, or has taken it out with an answer.</summary>
internal static class ErasureWish
{
    public static bool Stands(string? notes) => notes is not null && (notes.StartsWith(PeopleTexts.ErasureMark.In(Language.Zh),
        StringComparison.Ordinal) || notes.StartsWith(PeopleTexts.ErasureMark.In(Language.En), StringComparison.Ordinal));

    /// <returns>The notes with the wish.</returns>
    public static string In(string? notes, SiteFile site, DateTimeOffset at) => Stands(notes) ? notes!
        : $"{PeopleTexts.ErasureMark.In(site.OwnLanguage)} {site.Written(at)}\n{notes}".TrimEnd();
}
