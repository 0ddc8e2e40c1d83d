using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Passages;

/// <summary>In and out: a month by its days, a day by doors and hours, and a person's month.</summary>
internal static class PassagePages
{
    public static void MapPassages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/passages", (HttpContext context, PassageDesk desk, PageAnswers answers, string? month, string? text) =>
            desk.Month(context, answers.LanguageOf(context), month, text ?? "") is { } shown ? answers.Show<MonthPage>(context, shown)
                : NotHere(context, answers)).Quietly().For(Roles.Desk);
        pages.MapGet("/passages/days/{day}", (string day, HttpContext context, PassageDesk desk, PageAnswers answers) =>
            desk.Hours(answers.LanguageOf(context), day) is { } hours ? answers.Show<HoursPage>(context, hours) : NotHere(context, answers))
            .Quietly().For(Roles.Desk);
        pages.MapGet("/passages/people/{id}", (string id, HttpContext context, PassageDesk desk, PageAnswers answers, string? month) =>
            desk.Person(context, answers.LanguageOf(context), id, month) is { } person
                ? answers.Show<PersonMonthPage>(context, person) : NotHere(context, answers)).Quietly().For(Roles.Desk);
    }

    private static RazorComponentResult<Shell> NotHere(HttpContext context, PageAnswers answers) =>
        answers.Show<ErrorPage>(context, new ErrorModel(StatusCodes.Status404NotFound, RecordTexts.NotHere),
            StatusCodes.Status404NotFound);
}
