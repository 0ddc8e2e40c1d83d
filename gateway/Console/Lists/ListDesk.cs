using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Lists;

/// <summary>What the page of a list shows: a dry run, made anew each time, for people may have changed meanwhile.</summary>
internal sealed class ListDesk(PeopleImport import)
{
    public ListModel Look(HttpContext context, Language language, HeldList list)
    {
        PhotoSource? source = null;
        var broken = (Wording?)null;
        try
        {
            source = list.Photos is { } archive ? PhotoSource.Of(archive) : null;
        }
        catch (PhotoSourceException refused)
        {
            broken = refused.Words;
        }

        using var read = source;
        var answer = import.Handle(new ImportRequest(context.Caller().Name, list.File, list.Map, IsDryRun: true, Photos: source?.Files));
        var photos = answer.Photos is not { } found ? null : new PhotoRows(found.Matches.Count, found.Matches.Sum(one => one.Files.Count),
            [.. source!.Problems.Select(one => new FindingRow(one.File, one.Problem.In(language))), .. Photos(found.Problems)]);
        return new ListModel(list.Id, list.Name, answer.Said ?? "", Rows(answer.Problems, language), Rows(answer.Warnings, language),
            answer.New, answer.Changed, answer.Unchanged, answer.Households, answer.GoneCount, answer.Changes, answer.Gone,
            ListColumns.Of(list.File, list.Map), ListColumns.Fields(language), ListColumns.Forms(language), ListColumns.FormOf(list.Map),
            answer is { Refused: null, Problems.Count: 0 } && (answer.New + answer.Changed + answer.GoneCount > 0 || photos is
            { People: > 0 }) && broken is null, Guid.NewGuid().ToString("n"), photos, broken?.In(language) ?? answer.Refused);
    }

    public static IEnumerable<FindingRow> Photos(IEnumerable<PhotoLine> lines) => lines.Select(one => new FindingRow(one.File ?? "",
        one.Text));

    private static FindingRow[] Rows(IReadOnlyList<ImportLine> lines, Language language) => [.. lines.Select(one => new FindingRow(
        string.Join(" · ", new[]
        {
            one.Line is { } line ? ListPageTexts.Line(line).In(language) : null,
            one.Column,
            one.Value is { } value ? ListPageTexts.Quoted(value).In(language) : null,
        }.OfType<string>()), one.Text))];
}
