using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Operations;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.History;

/// <summary>What happened: a list to look through, one event, and a file for a spreadsheet.</summary>
internal static class HistoryPages
{
    /// <summary>More rows no spreadsheet of an office takes well, and no request should last longer.</summary>
    private const int MostExported = 50_000;

    public static void MapHistory(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/events", (HttpContext context, HistoryDesk desk, PageAnswers answers, string? cursor) =>
        {
            // A cursor that nobody made leads to the newest.
            var shown = desk.List(context, answers.LanguageOf(context), cursor is not null && EventEndpoints.IsCursor(cursor) ? cursor
                : null);
            return answers.Show<EventsPage>(context, shown, shown.Problem is null ? StatusCodes.Status200OK
                : StatusCodes.Status422UnprocessableEntity);
        }).For(Roles.Staff);
        pages.MapGet("/events/export.{form}", Export).Quietly().For(HistoryDesk.Named);
        pages.MapGet("/events/{stream}/{seq:long:min(1)}", (string stream, long seq, HttpContext context, HistoryDesk desk,
            PageAnswers answers) => desk.One(context, answers.LanguageOf(context), stream, seq) is { } one
            ? answers.Show<EventPage>(context, one)
            : answers.Show<ErrorPage>(context, new ErrorModel(StatusCodes.Status404NotFound, ApiTexts.NoSuchEvent(stream, seq)),
                StatusCodes.Status404NotFound)).For(Roles.Staff);
    }

    private static IResult Export(string form, HttpContext context, HistoryDesk desk, PageAnswers answers, ResidentDirectory residents,
        SiteFile site, TimeProvider time)
    {
        if (form != "csv")
        {
            return TypedResults.NotFound();
        }

        var language = answers.LanguageOf(context);
        var (pages, problem) = desk.Export(context);
        return problem is not null ? answers.Show<ErrorPage>(context, new ErrorModel(StatusCodes.Status422UnprocessableEntity, problem),
            StatusCodes.Status422UnprocessableEntity)
            : TypedResults.Stream(WriteAsync, "text/csv; charset=utf-8",
                $"events-{site.LocalTime(time.GetUtcNow()).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.csv");

        async Task WriteAsync(Stream file)
        {
            // By the mark, spreadsheets know UTF-8.
            await file.WriteAsync(Encoding.UTF8.Preamble.ToArray(), context.RequestAborted);
            await WriteLineAsync(file, HistoryTexts.Columns.In(language).Split('|'));
            var rows = 0;
            foreach (var page in pages)
            {
                foreach (var one in page.Events)
                {
                    await WriteLineAsync(file, Cells(one));
                }

                rows += page.Events.Count;
                if (rows >= MostExported && page.Next is not null)
                {
                    await WriteLineAsync(file, [HistoryTexts.Cut(rows).In(language)]);
                    return;
                }
            }
        }

        string[] Cells(EventLine one) => [site.LocalTime(one.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), one.Type,
            one.Door is { } door ? site.DoorName(door) : "", one.Person is { } person ? residents.NameOf(person) : "", one.Text ?? "",
            one.Stream, one.Seq.ToString(CultureInfo.InvariantCulture)];

        async Task WriteLineAsync(Stream file, IEnumerable<string> cells) => await file.WriteAsync(Encoding.UTF8.GetBytes(
            CsvText.Line(cells.Select(Disarmed.Disarm))), context.RequestAborted);
    }
}
