using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>Whom a list's lines mean: by the id of an export, by a card, by the home and the name, by the telephone and the name, in that
/// order; never by a name alone. A person is meant by one line, and what may mean several is a problem.</summary>
internal sealed class RowMatching(ResidentDirectory residents)
{
    private readonly Dictionary<PersonId, int> _taken = [];
    private readonly Dictionary<int, Resident> _known = [];
    private readonly List<ImportFinding> _problems = [];
    private readonly HashSet<int> _bad = [];
    private readonly Lazy<ILookup<string, Resident>> _byPhone = new(() => residents.All.Where(person => person.Details.Phone is not null)
        .ToLookup(person => person.Details.Phone!, StringComparer.Ordinal));

    public IReadOnlyList<ImportFinding> Problems => _problems;

    /// <summary>Lines that are somebody's, and nobody knows whose.</summary>
    public IReadOnlySet<int> Unclear => _bad;

    /// <returns>Who is known, by line.</returns>
    public IReadOnlyDictionary<int, Resident> Match(IReadOnlyList<ImportRow> rows)
    {
        FindTwice(rows);
        foreach (var row in rows.Where(row => !_bad.Contains(row.Line)))
        {
            Surely(row);
        }

        // Last, so that nobody takes a person by the telephone whom another line names by the home.
        foreach (var row in rows.Where(row => row.Phone is not null && row.Id is null && !_bad.Contains(row.Line)
            && !_known.ContainsKey(row.Line)))
        {
            Take(row, [.. _byPhone.Value[row.Phone!].Where(person => IsNamed(person, row) && !_taken.ContainsKey(person.Id))]);
        }

        return _known;
    }

    private void Surely(ImportRow row)
    {
        if (row.Id is { } id)
        {
            if (residents.WithId(new PersonId(id)) is { } person)
            {
                Take(row, [person]);
            }
            else
            {
                Bad(row, id, ImportTexts.NoSuchId(id));
            }

            return;
        }

        Resident[] holders = [.. row.Cards.SelectMany(Holders).DistinctBy(person => person.Id)];
        if (holders.FirstOrDefault(holder => !IsNamed(holder, row)) is { } other)
        {
            Bad(row, null, PeopleTexts.CardHeld($"{row.Cards.First(card => Holders(card).Any(one => one.Id == other.Id)).Number}",
                Described(other)));
        }
        else if (holders.Length > 0)
        {
            Take(row, holders);
        }
        else if (row.Home is { } home && residents.At(home) is { } household)
        {
            Resident[] named = [.. residents.MembersOf(household.Id).Where(person => IsNamed(person, row))];
            Take(row, named.Length > 1 && named.Where(person => person.Details.Phone == row.Phone).ToArray() is [var one] ? [one] : named);
        }
    }

    private IEnumerable<Resident> Holders(HeldCard card) => residents.CardsOf(card.Number).Where(held => held.Card.MayBeTakenFor(card))
        .Select(held => held.Resident);

    private void Take(ImportRow row, Resident[] meant)
    {
        if (meant.Length > 1)
        {
            Bad(row, row.Name, ImportTexts.SeveralMeant(meant.Length, Wording.Join(ListTexts.Semicolon, meant.Take(8).Select(Described))));
        }
        else if (meant is [var person])
        {
            if (!_taken.TryAdd(person.Id, row.Line))
            {
                Bad(row, row.Name, ImportTexts.SamePerson(_taken[person.Id], Described(person)));
            }
            else if (Wrongly(row, person) is { } holder)
            {
                Bad(row, null, PeopleTexts.CardHeld($"{holder.Card.Number}", Described(holder.Owner)));
            }
            else
            {
                _known[row.Line] = person;
            }
        }
    }

    private (HeldCard Card, Resident Owner)? Wrongly(ImportRow row, Resident person) => row.Cards.SelectMany(card => Holders(card)
        .Where(holder => holder.Id != person.Id).Select(holder => ((HeldCard, Resident)?)(card, holder))).FirstOrDefault();

    /// <summary>One person, or one card, on two lines.</summary>
    private void FindTwice(IReadOnlyList<ImportRow> rows)
    {
        Dictionary<(Home, string), int> people = [];
        Dictionary<ulong, List<(HeldCard Card, int Line)>> cards = [];
        foreach (var row in rows.Where(row => row.Name.Length > 0))
        {
            if (row is { Id: null, Home: { } home } && !people.TryAdd((home, row.Name), row.Line))
            {
                Bad(row, row.Name, ImportTexts.PersonTwice(people[(home, row.Name)], home.ToString()));
            }

            foreach (var card in row.Cards)
            {
                var same = cards.TryGetValue(card.Number, out var there) ? there : cards[card.Number] = [];
                if (same.FirstOrDefault(one => one.Card.MayBeTakenFor(card)) is { Line: > 0 } other)
                {
                    Bad(row, $"{card.Number}", ImportTexts.CardTwice(other.Line));
                }

                same.Add((card, row.Line));
            }
        }
    }

    private static bool IsNamed(Resident person, ImportRow row) => ImportWords.Name(person.Name) == row.Name;

    private Wording Described(Resident person) => PersonDescription.Of(person, residents.HouseholdOf(person));

    private void Bad(ImportRow row, string? value, Wording words)
    {
        _bad.Add(row.Line);
        _problems.Add(new ImportFinding(row.Line, null, value, words));
    }
}
