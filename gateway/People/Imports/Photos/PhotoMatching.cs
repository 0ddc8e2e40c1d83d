using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>Whom a photo's file name means: the id, a name, a card in any of its printed forms or a telephone, with the home before or
/// behind it or as the folder. A home alone names nobody, and a home that is said is never overlooked: another person's face would open
/// the doors.</summary>
/// <param name="spoilt">Names on lines of a list that can't be used, and where.</param>
internal sealed partial class PhotoMatching(ResidentDirectory residents, IReadOnlyDictionary<string, int> spoilt)
{
    private const int MostNamed = 8;
    private const int MostLetters = 120;

    /// <summary>Cameras number their pictures too.</summary>
    private const int LeastCardLetters = 5;

    private readonly ILookup<string, Resident> _byName = residents.All.ToLookup(person => ImportWords.Name(person.Name),
        StringComparer.Ordinal);

    private readonly ILookup<string, Resident> _byPhone = residents.All.Where(person => person.Details.Phone is not null)
        .ToLookup(person => person.Details.Phone!, StringComparer.Ordinal);

    /// <returns>The person, or why nobody is meant beyond doubt.</returns>
    public (Resident? Person, Wording? Problem) Match(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => WrittenForms.Narrow(part).Trim()).ToArray();
        var stem = parts.Length == 0 ? "" : Path.GetFileNameWithoutExtension(parts[^1]).Trim();
        var folders = parts.Length == 0 ? parts : parts[..^1];
        if (stem.Length is 0 or > MostLetters)
        {
            return (null, ImportTexts.PhotoNobody);
        }

        var home = HomeOf(folders);
        string[] asked = [stem, WithoutCount(stem),
            .. folders.Length > 0 && HomeOf([folders[^1]]) is null ? [folders[^1]] : Array.Empty<string>()];
        foreach (var text in asked.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal))
        {
            switch (Find(text, home))
            {
                case [var one]:
                    return (one, null);
                case { Length: > 1 } several:
                    return (null, ImportTexts.PhotoSeveral(several.Length, Wording.Join(ListTexts.Semicolon, several.Take(MostNamed)
                        .Select(one => PersonDescription.Of(one, residents.HouseholdOf(one))))));
            }
        }

        var bad = asked.Select(text => spoilt.GetValueOrDefault(ImportWords.Name(text))).FirstOrDefault(line => line > 0);
        return (null, bad > 0 ? ImportTexts.PhotoOnBadLine(bad)
            : home is not null && asked.Any(text => _byName.Contains(ImportWords.Name(text))) ? ImportTexts.PhotoNotInHome(home.ToString())
            : ImportTexts.PhotoNobody);
    }

    /// <param name="home">Where the folder says that the person lives; null where it says nothing.</param>
    private Resident[] Find(string text, Home? home)
    {
        var whole = Named(text);
        var found = whole.Length > 0 ? whole : [.. Halves(text).SelectMany(half => Both(half.Left, half.Right)).DistinctBy(one => one.Id)];
        return [.. home is null ? found : found.Where(one => residents.HouseholdOf(one)?.Home == home)];
    }

    /// <summary>Whom both halves mean.</summary>
    private IEnumerable<Resident> Both(string left, string right)
    {
        var (one, other) = (Home.Parse(left) is { } first && IsHome(left) ? At(first) : Named(left),
            Home.Parse(right) is { } second && IsHome(right) ? At(second) : Named(right));
        return IsHome(left) && IsHome(right) ? [] : one.IntersectBy(other.Select(person => person.Id), person => person.Id);
    }

    private IReadOnlyList<Resident> At(Home home) => residents.At(home) is { } household ? residents.MembersOf(household.Id) : [];

    /// <summary>By what names somebody: the surest of it alone.</summary>
    private Resident[] Named(string text)
    {
        if (residents.WithId(new PersonId(text)) is { } known)
        {
            return [known];
        }

        var named = _byName[ImportWords.Name(text)].ToArray();
        return named.Length > 0 ? named
            : [.. (PhoneNumber.Parse(text) is { } phone ? _byPhone[phone] : []).Concat(text.Length < LeastCardLetters ? []
                : CardForms.Read(text).SelectMany(reading => residents.CardsOf(reading.Number).Select(held => held.Resident)))
                .DistinctBy(one => one.Id)];
    }

    /// <summary>A text parted where a space, a dash or a low line stands, or where a letter follows a digit.</summary>
    private static IEnumerable<(string Left, string Right)> Halves(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (IsBetween(text[at]) || IsBetween(text[at - 1]) || char.IsAsciiDigit(text[at]) != char.IsAsciiDigit(text[at - 1]))
            {
                var (left, right) = (text[..at].Trim(_between), text[at..].Trim(_between));
                if (left.Length > 0 && right.Length > 0)
                {
                    yield return (left, right);
                    if (WithoutCount(right) is { Length: > 0 } bare && bare != right)
                    {
                        yield return (left, bare);
                    }
                }
            }
        }
    }

    /// <summary>The home that folders say: the last of them, or building, unit and room in two or three.</summary>
    private static Home? HomeOf(string[] folders) => folders.Length == 0 ? null
        : IsHome(folders[^1]) && Home.Parse(folders[^1]) is { } home ? home
        : Enumerable.Range(2, 2).Where(count => count <= folders.Length && folders.TakeLast(count).All(part => part.Any(char.IsAsciiDigit)))
            .Reverse().Select(count => Home.Parse(string.Join('-', folders.TakeLast(count).Select(Home.Bare)))).FirstOrDefault(one =>
                one is not null);

    /// <summary>A name with a dash in it is none.</summary>
    private static bool IsHome(string text) => text.Count(char.IsAsciiDigit) >= 2 && Home.Parse(text) is not null;

    private static string WithoutCount(string text) => Count().Replace(text, "").Trim();

    private static bool IsBetween(char one) => Array.IndexOf(_between, one) >= 0;

    private static readonly char[] _between = [' ', '-', '_', '+', ',', '.'];

    [GeneratedRegex(@"(?:[\s_-]*\(\d{1,2}\)|[\s_-]+\d{1,2}|(?<=\p{Lo})\d{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Count();
}
