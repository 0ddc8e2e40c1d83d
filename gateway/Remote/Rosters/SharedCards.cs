using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Remote.Rosters;

/// <summary>Cards that two people hold: a reader could let one in as the other. One pass over the cards, however many there are of one
/// number.</summary>
internal static class SharedCards
{
    private const int MostNamed = 5;

    /// <returns>One line a number.</returns>
    public static IEnumerable<string> In(IEnumerable<Resident> people) =>
        from number in people.SelectMany(person => person.Cards.Select(card => (Person: person.Id.Value, Card: card)))
            .GroupBy(held => held.Card.Number)
        let holders = HoldersOfOne([.. number.Select(held => (held.Person, held.Card.Format))])
        where holders.Count > 0
        select $"people: card {number.Key} would be held by {Named(holders)}";

    /// <summary>A card without a format is the same as one of any.</summary>
    private static List<string> HoldersOfOne(IReadOnlyList<(string Person, string? Format)> held)
    {
        var (all, anyFormat) = (held.Select(one => one.Person).ToHashSet(StringComparer.Ordinal),
            Of(held.Where(one => one.Format is null)));
        if (all.Count < 2)
        {
            return [];
        }

        var byFormat = held.Where(one => one.Format is not null).GroupBy(one => one.Format!, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, Of, StringComparer.Ordinal);
        return
        [
            .. held.Where(one => one.Format is null || HasAnother(anyFormat, one.Person) || HasAnother(byFormat[one.Format], one.Person))
                .Select(one => one.Person).Distinct(),
        ];
    }

    private static HashSet<string> Of(IEnumerable<(string Person, string? Format)> held) => held.Select(one => one.Person)
        .ToHashSet(StringComparer.Ordinal);

    private static bool HasAnother(HashSet<string> people, string person) => people.Count > 1
        || (people.Count == 1 && !people.Contains(person));

    private static string Named(List<string> holders) => holders.Count <= MostNamed ? string.Join(" and ", holders)
        : $"{string.Join(", ", holders.Take(MostNamed))} and {holders.Count - MostNamed} more";
}
