using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <summary>The guard post's first page: alarms and doors, and the shift.</summary>
internal static class DutyPages
{
    public const string Path = "/duty";

    public static void MapDuty(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, DutySource duty, PageAnswers answers) =>
            answers.Show<DutyPage>(context, duty.Now(answers.LanguageOf(context), context.Caller().Role))).For(Roles.Staff);
        pages.MapPost(Path + "/start", (HttpContext context, GuardDuty duty) =>
        {
            duty.Start(context.Caller().Name);
            return PageAnswers.Go(Path);
        }).For(Roles.Duty);
        pages.MapPost(Path + "/end", (HttpContext context, GuardDuty duty) =>
        {
            duty.End(context.Caller().Name);
            return PageAnswers.Go(HandoverPages.Path);
        }).For(Roles.Duty);
        pages.MapPost(Path + "/alarms", Act).For(Roles.Duty);
        pages.MapDoorOrders();
        pages.MapHandover();
        pages.MapInsideAndSilences();
        pages.MapPictures();
    }

    /// <summary>A button of one alarm, or of those that are chosen; the note is the same for all.</summary>
    private static IResult Act(HttpContext context, [FromForm] IFormCollection form, SiteAlarms alarms, EventLedger ledger,
        EventFormatter text, PageAnswers answers)
    {
        var note = form["note"].ToString().Trim() is { Length: > 0 } noted ? noted : null;
        var (kind, named) = Chosen(form);
        if (kind is not { } act || named.Length == 0)
        {
            return answers.Go(Path, context, DutyTexts.NoneChosen, isBad: true);
        }

        if (!AlarmAct.IsNote(note))
        {
            return answers.Go(Path, context, ApiTexts.BadNote(AlarmAct.LongestNote), isBad: true);
        }

        var result = alarms.Act(new AlarmAct(named, act, context.Caller().Name, note, form["takeOver"] == "1"));
        ledger.FlushAlarms();
        return result.Refused.Count > 0
            ? answers.Go(Path, context, Wording.Join(ListTexts.Semicolon, result.Refused.Select(one =>
                WatchFormatter.Format(one, text.TimeOfDay))), isBad: true)
            : answers.Go(Path, context, act switch
            {
                AlarmActKind.Mine => DutyTexts.SaidMine(result.Alarms.Count),
                AlarmActKind.Done => DutyTexts.SaidDone(result.Alarms.Count),
                _ => DutyTexts.SaidFalse(result.Alarms.Count),
            });
    }

    private static (AlarmActKind? Kind, string[] Alarms) Chosen(IFormCollection form)
    {
        foreach (var kind in Enum.GetValues<AlarmActKind>())
        {
            var name = kind.ToString().ToLowerInvariant();
            if (form[name] is [{ } one])
            {
                return (kind, [one]);
            }

            if (form["act"] == name)
            {
                return (kind, [.. form["alarm"].OfType<string>()]);
            }
        }

        return (null, []);
    }
}
