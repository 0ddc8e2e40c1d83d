using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <summary>The guard post's pages.</summary>
internal static class DutyPages
{
    public static void MapDuty(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/duty", (HttpContext context, DutySource duty, PageAnswers answers) =>
            answers.Show<DutyPage>(context, duty.Now(answers.LanguageOf(context), context.Caller().Role))).For(Roles.Staff);
        pages.MapPost("/duty/alarms", (HttpContext context, [FromForm] IFormCollection form, SiteAlarms alarms, EventLedger ledger,
            PageAnswers answers) =>
        {
            var found = (form["one"] is [{ } one] ? [one] : form["alarm"].ToArray()).SelectMany(name => alarms.Acknowledge(name,
                context.Caller().Name)).Count();
            ledger.FlushAlarms();
            return answers.Go("/duty", context, DutyTexts.Acknowledged(found));
        }).For(Roles.Duty);
    }
}
