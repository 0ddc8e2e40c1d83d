using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>What a reader of a list should look at, and may be as it should.</summary>
internal static class RowComparison
{
    private const int MostNamed = 8;

    public static IEnumerable<ImportFinding> Warnings(IReadOnlyList<ImportRow> rows, ResidentDirectory residents,
        IReadOnlyDictionary<int, Resident> known)
    {
        foreach (var same in rows.Where(row => row.Name.Length > 0)
            .GroupBy(row => row.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yield return new ImportFinding(same.First().Line, null, same.Key, ImportTexts.OneName(same.Count(), Lines(same)));
        }

        foreach (var same in rows.Where(row => row.Phone is not null).GroupBy(row => row.Phone!, StringComparer.Ordinal)
            .Where(same => same.Select(row => row.Home).Distinct().Count() > 1))
        {
            yield return new ImportFinding(same.First().Line, null, same.Key, ImportTexts.OnePhone(Lines(same)));
        }

        var byPhone = residents.All.Where(person => person.Details.Phone is not null).ToLookup(person => person.Details.Phone!,
            StringComparer.Ordinal);
        var byName = residents.All.ToLookup(person => ImportWords.Name(person.Name), StringComparer.Ordinal);
        var meant = known.Values.Select(person => person.Id).ToHashSet();
        foreach (var row in rows.Where(row => !row.IsBad && !known.ContainsKey(row.Line)))
        {
            var alike = byName[row.Name].Concat(row.Phone is { } phone ? byPhone[phone] : [])
                .Where(person => !meant.Contains(person.Id)
                    && (ImportWords.Name(person.Name) == row.Name || residents.HouseholdOf(person)?.Home != row.Home))
                .DistinctBy(person => person.Id).ToArray();
            if (alike.Length > 0)
            {
                yield return new ImportFinding(row.Line, null, row.Name, ImportTexts.NotTaken(Wording.Join(ListTexts.Semicolon,
                    alike.Take(MostNamed).Select(person => PersonDescription.Of(person, residents.HouseholdOf(person))))));
            }
        }
    }

    private static Wording Lines(IEnumerable<ImportRow> rows)
    {
        var all = rows.Select(row => $"{row.Line}").ToArray();
        return Wording.Join(ListTexts.Comma, all.Length > MostNamed ? [.. all.Take(MostNamed), "…"] : all);
    }
}
