using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>Reads a list's lines, one by one, and names everything that is wrong of each.</summary>
/// <param name="zone">Days are the site's.</param>
internal sealed partial class RowReader(ImportColumns columns, TimeZoneInfo zone, DateTimeOffset now)
{
    private const int OldestYears = 130;

    private readonly RowCells _cells = new(columns);
    private readonly CardReader _cards = new();

    public IReadOnlyList<ImportFinding> Problems => _cells.Problems;

    /// <summary>What is to be looked at of cards, once all lines were read.</summary>
    public IEnumerable<ImportFinding> CardWarnings => _cards.Warnings;

    public IReadOnlyList<ImportRow> Read(ImportTable table) =>
        [.. table.Rows.Where(row => row.Line > columns.Line && !row.IsEmpty).Select(Read)];

    private ImportRow Read(TableRow row)
    {
        _cells.Begin(row);
        var (from, to) = (Moment(ImportField.From, atItsEnd: false), Moment(ImportField.To, atItsEnd: true));
        if (from?.At >= to?.At)
        {
            _cells.Bad(ImportField.To, _cells.Text(ImportField.To), ImportTexts.EndsBefore);
        }

        var (witness, isDenied) = Consent();
        var kind = _cells.Word(ImportField.Kind, ImportWords.Value<PersonKind>, ImportTexts.NoKind);
        var read = new ImportRow(row.Line, Name())
        {
            Id = _cells.Text(ImportField.Id),
            Home = new HomeReader(_cells).Read(kind),
            Phone = Phone(),
            Sex = _cells.Word(ImportField.Sex, ImportWords.Value<Sex>, ImportTexts.NoSex),
            BirthDate = BirthDate(),
            Kind = kind,
            Cards = Cards(),
            From = from,
            To = to,
            Vehicles = Vehicles(),
            Notes = Notes(),
            NeedsLonger = _cells.Word(ImportField.Longer, ImportWords.YesNo, ImportTexts.NoYesNo),
            LivesAlone = _cells.Word(ImportField.Alone, ImportWords.YesNo, ImportTexts.NoYesNo),
            ConsentWitness = witness,
            IsConsentDenied = isDenied,
            Guardian = Somebody(ImportField.Guardian),
        };
        return read with { IsBad = _cells.IsBad };
    }

    private string Name()
    {
        var name = ImportWords.Name(_cells.Text(ImportField.Name) ?? "");
        if (name.Length == 0)
        {
            _cells.Bad(ImportField.Name, null, ImportTexts.NameMissing);
        }
        else if (ProfileRules.NameProblem(name) is { } problem)
        {
            _cells.Bad(ImportField.Name, name, problem);
        }

        return name;
    }

    private string? Phone()
    {
        if (_cells.Text(ImportField.Phone) is not { } text)
        {
            return null;
        }

        var column = _cells.Column(ImportField.Phone)!;
        var phone = _cells.Cell(column).Kind == CellKind.LostDigits ? null : PhoneNumber.Parse(text);
        if (phone is null)
        {
            _cells.Bad(column, text, PeopleTexts.NoPhone(text));
        }

        return phone;
    }

    private DateOnly? BirthDate()
    {
        if (_cells.Text(ImportField.Born) is not { } text)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (ImportWords.Day(text) is not var (day, _))
        {
            _cells.Bad(ImportField.Born, text, ImportTexts.NoDay(text));
            return null;
        }

        if (day > today || day < today.AddYears(-OldestYears))
        {
            _cells.Bad(ImportField.Born, text, ImportTexts.NobodyBornThen);
        }

        return day;
    }

    private SaidMoment? Moment(ImportField field, bool atItsEnd)
    {
        if (_cells.Text(field) is not { } text)
        {
            return null;
        }

        if (ImportWords.Means(text, "always"))
        {
            return new SaidMoment(null);
        }

        if (ImportWords.Day(text) is not var (day, time) || day.Year is < 1970 or > 9000)
        {
            _cells.Bad(field, text, ImportTexts.NoDay(text));
            return null;
        }

        var local = (time is null && atItsEnd ? day.AddDays(1) : day).ToDateTime(time ?? TimeOnly.MinValue);
        return new SaidMoment(new DateTimeOffset(local, zone.GetUtcOffset(local)));
    }

    private List<HeldCard> Cards()
    {
        List<HeldCard> cards = [];
        foreach (var column in _cells.All(ImportField.Cards))
        {
            var (found, problems) = _cards.Read(_cells.Line, _cells.Said(column), column);
            cards.AddRange(found.Where(card => !cards.Contains(card)));
            foreach (var (value, words) in problems)
            {
                _cells.Bad(column, value, words);
            }
        }

        return cards;
    }

    private List<Vehicle> Vehicles()
    {
        List<Vehicle> vehicles = [];
        foreach (var column in _cells.All(ImportField.Plates))
        {
            foreach (var text in Several().Split(_cells.Said(column).Text.Trim()).Where(one => one.Length > 0))
            {
                if (Vehicle.Parse(text) is not { } vehicle)
                {
                    _cells.Bad(column, text, PeopleTexts.NoPlate(text));
                }
                else if (!vehicles.Contains(vehicle))
                {
                    vehicles.Add(vehicle);
                }
            }
        }

        return vehicles;
    }

    /// <summary>A consent has somebody who can attest to it: "yes" alone is none.</summary>
    private (string? Witness, bool IsDenied) Consent()
    {
        var isSaid = _cells.Word<bool>(ImportField.Consent, said => ImportWords.YesNo(said) ?? true, ImportTexts.NoYesNo);
        if (_cells.Text(ImportField.Consent) is not { } text || isSaid == false)
        {
            return (null, isSaid == false);
        }

        if (ImportWords.YesNo(text) == true)
        {
            _cells.Bad(ImportField.Consent, text, ImportTexts.WhoWitnessed);
            return (null, false);
        }

        return (Somebody(ImportField.Consent), false);
    }

    private string? Somebody(ImportField field)
    {
        var name = _cells.Text(field);
        if (name is not null && ProfileRules.NameProblem(name) is { } problem)
        {
            _cells.Bad(field, name, problem);
        }

        return name;
    }

    private string? Notes()
    {
        var notes = _cells.Text(ImportField.Notes);
        if (notes?.Length > ProfileRules.MostNoteLetters)
        {
            _cells.Bad(ImportField.Notes, null, PeopleTexts.NotesTooLong(ProfileRules.MostNoteLetters));
        }

        return notes;
    }

    [GeneratedRegex(@"[;\uFF1B,\uFF0C\u3001\s]+", RegexOptions.CultureInvariant)]
    private static partial Regex Several();
}
