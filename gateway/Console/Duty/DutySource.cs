using System.Globalization;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Duty;

/// <summary>What is on the duty page at this moment.</summary>
internal sealed class DutySource(StatusBoard board, SiteAlarms alarms, DeviceHealth devices, EventLedger ledger, SiteFile site,
    TimeProvider time) : ISheetSource
{
    public const string Name = "duty";

    public Sheet Sheet { get; } = new(Name, Roles.Staff, new Dictionary<string, Type>
    {
        ["doors"] = typeof(DoorWall),
        ["alarms"] = typeof(AlarmWall),
        ["troubles"] = typeof(TroubleList),
    });

    public object Now(Language language, Role role)
    {
        var model = new DutyModel([.. board.Doors.Select(door => TileOf(door, language))],
            [.. alarms.All.Select(alarm => LineOf(alarm, language))],
            [.. Troubles().Select(trouble => trouble.In(language))], DutyModel.Acts(role),
            site.LocalTime(time.GetUtcNow()).ToString("HH:mm:ss", CultureInfo.InvariantCulture));

        // Nobody hears of an alarm that a power cut could take back.
        ledger.FlushAlarms();
        return model;
    }

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
        (alarm.Kind is { } kind ? WatchFormatter.Format(kind) : WatchFormatter.FormatType(alarm.Type)).In(language),
        (alarm.Camera is { } camera ? WatchFormatter.Where(camera, alarm.Zone) : WatchFormatter.Place(alarm.Where, site.DoorName))
            .In(language),
        site.Written(alarm.Since), alarm.Ring is { } ring ? WatchFormatter.Format(ring).In(language) : "",
        (alarm.EndedAt is not null ? PageTexts.Ended : alarm.GoesOn ? PageTexts.GoesOn : PageTexts.Quiet).In(language), alarm.GoesOn,
        alarm.AcknowledgedBy, alarm.Camera, alarm.Count);

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
