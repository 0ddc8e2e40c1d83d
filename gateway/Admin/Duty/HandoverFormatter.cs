using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

/// <summary>A part of the list that a shift hands over.</summary>
/// <param name="Lines">What and when.</param>
public sealed record HandoverPart(string Title, IReadOnlyList<string> Lines);

/// <summary>What a shift hands over, in words: on a page, and at the command line.</summary>
internal static class HandoverFormatter
{
    public static IReadOnlyList<HandoverPart> Parts(HandoverList list, Language language, SiteFile site)
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
