using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Holidays;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Days;

/// <summary>Schedules, groups and holidays. The gateway writes no file of the site's: a corrected calendar is handed out, to be put in the
/// place of the old one.</summary>
internal static class CalendarPages
{
    private const int LongestNotice = 100;

    public static void MapCalendar(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/calendar", (HttpContext context, CalendarDesk desk, PageAnswers answers) =>
            answers.Show<CalendarPage>(context, desk.Show(answers.LanguageOf(context)))).For(Roles.Desk);
        pages.MapPost("/calendar/{year:int}/confirm", (int year, [FromForm] string? digest, [FromForm] string? notice, HttpContext context,
            CalendarDesk desk, HolidayBook holidays, PageAnswers answers) =>
        {
            var language = answers.LanguageOf(context);
            if (string.IsNullOrWhiteSpace(notice) || notice.Length > LongestNotice)
            {
                return Refused(CalendarTexts.NameNotice);
            }

            try
            {
                return holidays.Confirm(year, digest ?? "", notice.Trim(), context.Caller().Name)
                    ? answers.Go("/calendar", context, CalendarTexts.Confirmed(year)) : Refused(CalendarTexts.DaysChanged);
            }
            catch (StorageException inTheWay)
            {
                return Refused(Wording.Same(inTheWay.Message));
            }

            IResult Refused(Wording why) => answers.Show<CalendarPage>(context, desk.Show(language) with { Problem = why.In(language) },
                StatusCodes.Status422UnprocessableEntity);
        }).For(Roles.Desk);
        pages.MapPost("/calendar/{year:int}/correct", (int year, [FromForm] string? days, HttpContext context, CalendarDesk desk,
            PageAnswers answers) =>
        {
            var language = answers.LanguageOf(context);
            var (file, problem) = desk.Corrected(year, days ?? "", language);
            return file is not null ? TypedResults.Bytes(file, "application/json", $"holidays-{year}.json")
                : (IResult)answers.Show<CalendarPage>(context, desk.Show(language) with
                {
                    Problem = problem,
                    ProblemYear = year,
                    Typed = days ?? "",
                }, StatusCodes.Status422UnprocessableEntity);
        }).For(Roles.Desk);
    }
}
