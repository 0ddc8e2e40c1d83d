using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Finding;

/// <summary>Finds people by whatever somebody at the office has of them: a name or a part of it, its pinyin or initials, a room, a card as
/// it is printed, a telephone number or its last digits, a plate.</summary>
internal sealed class PersonFinder(ResidentDirectory residents)
{
    private const int LeastPhoneDigits = 4;
    private const int MostNamed = 8;

    /// <summary>How sure it is that somebody is meant, surest first.</summary>
    private enum Match
    {
        Id,
        Name,
        Card,
        Phone,
        Home,
        Plate,
        PartOfName,
        PartOfHome,
        PhoneEnd,
        Pinyin,
    }

    /// <summary>Everybody, by their homes' order and their names'.</summary>
    public IEnumerable<Resident> All => residents.All.Select(person => (Person: person, Home: residents.HouseholdOf(person)?.Home,
            Key: Pinyin.Key(person.Name)))
        .OrderBy(one => one.Home is null).ThenBy(one => one.Home, HomeOrder.Instance).ThenBy(one => one.Key, StringComparer.Ordinal)
        .ThenBy(one => one.Person.Id.Value, StringComparer.Ordinal).Select(one => one.Person);

    /// <summary>Everybody, by their names' order.</summary>
    public IEnumerable<Resident> ByName => residents.All.Select(person => (Person: person, Key: Pinyin.Key(person.Name)))
        .OrderBy(one => one.Key, StringComparer.Ordinal).ThenBy(one => one.Person.Id.Value, StringComparer.Ordinal)
        .Select(one => one.Person);

    /// <summary>Those whom every word of a text may mean, the surest first and then by name.</summary>
    public IReadOnlyList<Resident> Find(string text)
    {
        var words = text.Split((char[])[' ', '\u3000'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            return [];
        }

        Func<Resident, Match?>[] asked = [.. words.Select(Of)];
        return
        [
            .. residents.All.Select(person => (Person: person, Found: asked.Select(word => word(person)).ToArray()))
                .Where(one => one.Found.All(found => found is not null))
                .Select(one => (one.Person, Surest: one.Found.Max(), Key: Pinyin.Key(one.Person.Name)))
                .OrderBy(one => one.Surest).ThenBy(one => one.Key, StringComparer.Ordinal)
                .ThenBy(one => one.Person.Id.Value, StringComparer.Ordinal).Select(one => one.Person),
        ];
    }

    /// <summary>The one whom a text names beyond doubt: by the id, by a name that nobody else has, or by a name and the home
    /// (<c>Wang Wei 3-2-501</c>).</summary>
    /// <returns>That person; or null, with those who may be meant.</returns>
    public (Resident? Person, IReadOnlyList<Resident> Candidates) Resolve(string text)
    {
        if (residents.WithId(new PersonId(text)) is { } known)
        {
            return (known, []);
        }

        var found = Find(text);
        var words = text.Split((char[])[' ', '\u3000'], StringSplitOptions.RemoveEmptyEntries);
        Resident[] sure = [.. found.Where(person => words.Any(word => person.Name == word) || person.Name == text)
            .Where(person => words.Length == 1 || person.Name == text || words.Where(word => word != person.Name).All(word =>
                Home.Parse(word) is { } home && residents.HouseholdOf(person)?.Home == home))];
        return sure is [var one] ? (one, []) : (null, sure.Length > 0 ? sure : found);
    }

    /// <summary>Why a text names nobody beyond doubt: there is nobody, or several may be meant.</summary>
    public Wording NotOne(string text)
    {
        var candidates = Resolve(text).Candidates;
        return candidates.Count == 0 ? PeopleTexts.NoPerson(text)
            : PeopleTexts.WhichOne(candidates.Count, text, Wording.Join(ListTexts.Comma, candidates.Take(MostNamed).Select(one =>
                PersonDescription.Of(one, residents.HouseholdOf(one)))));
    }

    private Func<Resident, Match?> Of(string word)
    {
        var numbers = CardForms.Read(word).Select(reading => reading.Number).ToHashSet();
        var (phone, home, plate) = (PhoneNumber.Parse(word), Home.Parse(word), Vehicle.Parse(word)?.Plate ?? word.ToUpperInvariant());
        var isDigits = word.All(char.IsAsciiDigit);
        var isLetters = word.All(one => char.IsAsciiLetter(one) || one is 'ü' or '\'');
        return person =>
        {
            var lives = residents.HouseholdOf(person);
            return person.Id.Value == word ? Match.Id
                : person.Name == word ? Match.Name
                : person.Cards.Any(card => numbers.Contains(card.Number)) ? Match.Card
                : phone is not null && person.Details.Phone == phone ? Match.Phone
                : home is not null && lives?.Home == home ? Match.Home
                : HasPlate(person, lives, plate) ? Match.Plate
                : person.Name.Contains(word, StringComparison.OrdinalIgnoreCase) ? Match.PartOfName
                : IsPartOf(lives?.Home, word) ? Match.PartOfHome
                : isDigits && word.Length >= LeastPhoneDigits && person.Details.Phone?.EndsWith(word, StringComparison.Ordinal) == true
                    ? Match.PhoneEnd
                : isLetters && Pinyin.Matches(person.Name, word) ? Match.Pinyin
                : null;
        };
    }

    private static bool HasPlate(Resident person, Household? household, string plate) => plate.Length >= 4
        && person.Details.Vehicles.Concat(household?.Vehicles ?? []).Any(vehicle => vehicle.Plate.Contains(plate,
            StringComparison.Ordinal));

    /// <summary>A room alone, or a building and a unit.</summary>
    private static bool IsPartOf(Home? home, string word) => home is not null && (home.Room == word
        || home.ToString().StartsWith($"{word}-", StringComparison.Ordinal));
}
