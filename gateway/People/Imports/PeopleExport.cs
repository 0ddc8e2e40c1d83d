using System.Globalization;
using System.Text;
using MiniExcelLibs;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>Everybody in a file that a spreadsheet opens and <see cref="PeopleImport"/> takes: taken up again, it changes nothing. Who took
/// it is on record before it is given.</summary>
internal sealed class PeopleExport(SiteFile site, ResidentDirectory residents, EventLedger ledger)
{
    /// <summary>A spreadsheet keeps fifteen digits; longer numbers are written in hexadecimal, which it leaves alone.</summary>
    private const ulong MostDecimal = 999_999_999_999_999;

    public ExportAnswer Export(ExportRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Operator))
        {
            return new ExportAnswer(null, 0, AdminTexts.SayWhoLooks.In(site.Language));
        }

        Resident[] people = [.. new PersonFinder(residents).All];
        var columns = ImportWords.Exported(site.Language);
        List<string[]> rows = [[.. columns.Select(column => column.Heading)]];
        rows.AddRange(people.Select(person => columns.Select(column => Disarmed.Disarm(Text(person, column.Field))).ToArray()));
        ledger.Append(new PeopleLookedUp(request.Operator, "export", people.Length));
        return new ExportAnswer(request.Form == ExportForm.Xlsx ? Workbook(rows) : Separated(rows, request.Form), people.Length, null);
    }

    /// <summary>A lost card stays out: on another gateway it would be a good one.</summary>
    private string Text(Resident person, ImportField field)
    {
        var (details, home) = (person.Details, residents.HouseholdOf(person)?.Home);
        return field switch
        {
            ImportField.Id => person.Id.Value,
            ImportField.Name => person.Name,
            ImportField.Building => home?.Building ?? "",
            ImportField.Unit => home?.Unit ?? "",
            ImportField.Room => home?.Room ?? "",
            ImportField.Phone => details.Phone ?? "",
            ImportField.Sex => details.Sex is { } sex ? Say(sex == Sex.Female ? OfficeTexts.Female : OfficeTexts.Male) : "",
            ImportField.Born => details.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            ImportField.Kind => details.Kind is { } kind ? Say(PersonDescription.Of(kind)) : "",
            ImportField.Cards => string.Join("; ", person.Cards.Where(card => !card.Lost).Select(Print)),
            ImportField.From => Moment(person.ValidFrom, atItsEnd: false),
            ImportField.To => Moment(person.ValidTo, atItsEnd: true),
            ImportField.Plates => string.Join("; ", details.Vehicles.Select(vehicle => vehicle.Plate)),
            ImportField.Notes => details.Notes ?? "",
            ImportField.Longer => person.NeedsLonger ? Say(ImportTexts.Yes) : "",
            ImportField.Alone => details.LivesAlone ? Say(ImportTexts.Yes) : "",
            _ => throw new InvalidOperationException($"{field}"),
        };
    }

    private static string Print(HeldCard card)
    {
        var number = card.Number > MostDecimal ? $"0x{card.Number:X4}" : card.Number.ToString("D10", CultureInfo.InvariantCulture);
        return card.Format is { } format ? $"{format}:{number}" : number;
    }

    private string Moment(DateTimeOffset? at, bool atItsEnd)
    {
        if (at is null)
        {
            return "";
        }

        var local = site.LocalTime(at.Value);
        return local.TimeOfDay == TimeSpan.Zero
            ? DateOnly.FromDateTime(local).AddDays(atItsEnd ? -1 : 0).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static byte[] Separated(IEnumerable<string[]> rows, ExportForm form)
    {
        var text = string.Concat(rows.Select(CsvText.Line));
        // By the mark, spreadsheets know UTF-8.
        return form == ExportForm.Gb18030 ? TableText.Gb18030.GetBytes(text) : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
    }

    private static byte[] Workbook(List<string[]> rows)
    {
        using var file = new MemoryStream();
        file.SaveAs(rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(cell => cell.First, object (cell) => cell.Second)));
        return file.ToArray();
    }

    private string Say(Wording words) => words.In(site.Language);
}
