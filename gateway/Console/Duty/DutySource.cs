using System.Globalization;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Admin.Plan;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <summary>What is on the duty page at this moment.</summary>
internal sealed class DutySource(StatusBoard board, AlarmBoard alarms, GuardDuty duty, DeviceHealth devices, EventLedger ledger,
    GroundPlan plan, SiteFile site) : ISheetSource
{
    public const string Name = "duty";

    public Sheet Sheet { get; } = new(Name, Roles.Staff, new Dictionary<string, Type>
    {
        ["doors"] = typeof(DoorWall),
        ["alarms"] = typeof(AlarmWall),
        ["troubles"] = typeof(TroubleList),
        ["shift"] = typeof(ShiftLine),
    });

    public object Now(Language language, Role role)
    {
        var (all, counts) = (alarms.All, alarms.Counts);
        var model = new DutyModel([.. board.Doors.Select(door => TileOf(door, language))],
            [.. all.Select(alarm => LineOf(alarm, language))],
            counts.Unacknowledged, counts.Sounding, [.. Troubles().Select(trouble => trouble.In(language))],
            [.. duty.OnDuty.Select(shift => DutyTexts.Since(shift.Operator, site.Written(shift.Since)).In(language))],
            DutyModel.Acts(role), site.LocalTime(ledger.Time.GetUtcNow()).ToString("HH:mm:ss", CultureInfo.InvariantCulture));

        // Nobody hears of an alarm that a power cut could take back.
        ledger.FlushAlarms();
        return model;
    }

    /// <summary>An alarm's name as an element's id.</summary>
    internal static string KeyOf(string alarm) => string.Concat(alarm.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    internal static DoorTile TileOf(DoorStatus door, Language language)
    {
        List<Wording> notes = [];
        if (door.ReleaseFailed)
        {
            notes.Add(PageTexts.ReleaseFailed);
        }

        if (door.Mode == DoorMode.HeldOpen)
        {
            notes.Add(PageTexts.HeldOpenByOrder);
        }
        else if (door.Mode == DoorMode.LockedDown)
        {
            notes.Add(PageTexts.LockedDown);
        }

        var (icon, tone) = LookOf(door.State);
        return new DoorTile(door.Id, door.Name, DoorWords.Of(door.State).In(language), icon, door.ReleaseFailed ? Tone.Bad : tone,
            [.. notes.Select(note => note.In(language))]);
    }

    private static (string Icon, Tone Tone) LookOf(string state) => state switch
    {
        "locked" or "down" => ("lock", Tone.Good),
        "unlocking" or "unlocked" or "opening" or "closing" => ("unlock", Tone.Busy),
        "open" or "up" => ("door-open", Tone.Busy),
        "heldOpen" or "forced" or "closedButUnlocked" or "lockFault" => ("exclamation-triangle", Tone.Bad),
        _ => ("question-circle", Tone.Unknown),
    };

    private AlarmLine LineOf(AlarmStatus alarm, Language language) => new(alarm.Alarm,
        KeyOf(alarm.Alarm),
        (alarm.Kind is { } kind ? WatchFormatter.Format(kind) : WatchFormatter.FormatType(alarm.Type)).In(language),
        alarms.Place(alarm).In(language), alarms.Why(alarm).In(language),
        (alarm.EndedAt is not null ? PageTexts.Ended : alarm.GoesOn ? PageTexts.GoesOn : PageTexts.Quiet).In(language),
        HandsOf(alarm)?.In(language), alarm.AcknowledgedBy is null, alarm.TakenBy is not null,
        alarm.SilencedUntil is { } until ? DutyTexts.SilentUntil(site.Written(until)).In(language) : null, alarm.Cameras ?? [],
        CropOf(alarm));

    /// <summary>The part of the plan round the alarm's place.</summary>
    private PlanCrop? CropOf(AlarmStatus alarm)
    {
        var now = plan.Now;
        if (now.Picture is not { } picture || plan.SpotOf(alarm, site) is not { } spot)
        {
            return null;
        }

        var (width, x, y) = (now.Width / 4.0, spot.X * now.Width, spot.Y * now.Height);
        return new PlanCrop($"/plan/picture/{picture}", Number(now.Width), Number(now.Height), Number(x), Number(y), Number(width / 12),
            $"{Number(x - (width / 2))} {Number(y - (width * 0.3))} {Number(width)} {Number(width * 0.6)}");

        static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    private static Wording? HandsOf(AlarmStatus alarm)
    {
        var note = alarm.Note is { } noted ? DutyTexts.Noted(noted) : Wording.Empty;
        return alarm switch
        {
            { AcknowledgedBy: { } who, Outcome: AlarmOutcome.False } => DutyTexts.FoundFalse(who) + note,
            { AcknowledgedBy: { } who } => DutyTexts.SeenTo(who) + note,
            { TakenBy: { } who } => DutyTexts.TakenBy(who) + note,
            _ => null,
        };
    }

    /// <summary>What takes away something that people count on.</summary>
    private IEnumerable<Wording> Troubles()
    {
        if (board.Clock.Doubt is not null)
        {
            yield return DutyTexts.ClockDoubted;
        }

        foreach (var device in devices.Devices.Where(device => device is not { Online: true, Impaired: false }))
        {
            yield return DutyTexts.DeviceOut(device.Id, device.Online == true ? DutyTexts.Impaired
                : device.Online is null ? PageTexts.NotHeardOf : PageTexts.Offline);
        }
    }
}
