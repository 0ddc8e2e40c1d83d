using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <summary>A part of the list that a shift hands over.</summary>
/// <param name="Lines">What and when.</param>
public sealed record HandoverPart(string Title, IReadOnlyList<string> Lines);

/// <param name="From">As the form's field has it, by the site's clocks.</param>
/// <param name="IsOnDuty">Whoever looks has begun a shift.</param>
/// <param name="Problem">Why there is no list.</param>
internal sealed record HandoverModel(IReadOnlyList<HandoverPart> Parts, string From, string To, bool IsOnDuty, bool MayAct, bool IsCut,
    Wording? Problem = null);

/// <summary>What whoever takes over has to know, on one page to print.</summary>
internal static class HandoverPages
{
    public const string Path = "/duty/handover";

    private const string Field = "yyyy-MM-ddTHH:mm";

    public static void MapHandover(this IEndpointRouteBuilder pages) => pages.MapGet(Path, (HttpContext context, GuardDuty duty,
        SiteFile site, PageAnswers answers, string? from, string? to) =>
    {
        var caller = context.Caller();
        var isOnDuty = duty.OnDuty.Any(shift => shift.Operator == caller.Name);
        var (list, refused) = duty.List(caller.Name, Read(from, site), Read(to, site), answers.LanguageOf(context));
        var model = new HandoverModel(list is null ? [] : Parts(list, answers.LanguageOf(context), site),
            list is null ? from ?? "" : Written(list.From, site), list is null ? to ?? "" : Written(list.To, site), isOnDuty,
            DutyModel.Acts(caller.Role), list?.IsCut == true, refused);
        return answers.Show<HandoverPage>(context, model, refused is null ? StatusCodes.Status200OK
            : StatusCodes.Status422UnprocessableEntity);
    }).For(Roles.Staff);

    private static DateTimeOffset? Read(string? typed, SiteFile site) => DateTime.TryParseExact(typed, Field, CultureInfo.InvariantCulture,
        DateTimeStyles.None, out var local)
        ? new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone).GetUtcOffset(local)) : null;

    private static string Written(DateTimeOffset at, SiteFile site) => site.LocalTime(at).ToString(Field, CultureInfo.InvariantCulture);

    private static IReadOnlyList<HandoverPart> Parts(HandoverList list, Language language, SiteFile site)
    {
        string Say(Wording words) => words.In(language);
        string At(DateTimeOffset at) => site.Written(at);
        HandoverPart[] all =
        [
            new(Say(DutyTexts.Standing(list.Counts.Unacknowledged)), [.. list.Standing.Select(alarm => alarm.Text ?? alarm.Alarm)]),
            new(Say(DutyTexts.OfShift), [.. list.Alarms.Select(alarm => string.Join(" · ", [alarm.Text ?? alarm.Alarm,
                .. alarm.Acts.Select(act => $"{At(act.At)} {act.By}: {Say(ActWord(act.Act))}{(act.Note is { } note ? $" ({note})" : "")}"),
            ]))]),
            new(Say(DutyTexts.ByHand), [.. list.Doors.Select(line => $"{At(line.At)} {line.Text}")]),
            new(Say(DutyTexts.Holds), [.. list.Holds.Select(hold => $"{site.DoorName(hold.Door)}: {Say(hold.Mode == DoorMode.HeldOpen
                ? PageTexts.HeldOpenByOrder : PageTexts.LockedDown)}{(hold.Reason is { } why ? $" ({why})" : "")}")]),
            new(Say(DutyTexts.Silences), [.. list.Silenced.Select(one => Say(DutyTexts.SilencedBy(one.Device, At(one.Until), one.Operator,
                one.Reason)))]),
            new(Say(DutyTexts.OutOfOrder), [.. list.Devices.Select(device => device.Id), .. list.Cameras]),
            new(Say(DutyTexts.Notices), [.. list.Notices.Select(notice => $"{At(notice.At)} {notice.Text}")]),
        ];
        return [.. all.Select(part => part.Lines.Count > 0 ? part : part with { Lines = [Say(ListTexts.None)] })];
    }

    private static Wording ActWord(string act) => act switch
    {
        "mine" => DutyTexts.Mine,
        "done" => DutyTexts.Done,
        "false" => DutyTexts.False,
        _ => PageTexts.Acknowledged,
    };
}
