using System.Globalization;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Admin.Plan;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Plan;

/// <summary>The plan of the compound with its doors, cameras and alarms as they are at this moment.</summary>
internal sealed class PlanSource(GroundPlan plan, StatusBoard board, AlarmBoard alarms, CamerasService cameras, EventLedger ledger,
    SiteFile site) : ISheetSource
{
    public const string Name = "plan";

    public Sheet Sheet { get; } = new(Name, Roles.Staff | Role.Technician, new Dictionary<string, Type>
    {
        ["plan"] = typeof(PlanPart),
    });

    public object Now(Language language, Role role)
    {
        var now = plan.Now;
        List<PlanMark> marks = [];
        var unplaced = 0;
        foreach (var door in board.Doors)
        {
            var tile = DutySource.TileOf(door, language);
            Add($"door/{door.Id}", spot => Mark($"door-{door.Id}", "door", door.Name, tile.Word, tile.Tone, spot,
                DutyModel.Acts(role) ? $"/duty/doors/{Uri.EscapeDataString(door.Id)}" : null));
        }

        foreach (var camera in cameras.Health)
        {
            Add($"camera/{camera.Id}", spot => Mark($"camera-{camera.Id}", "camera", camera.Id,
                (camera.Online ? PageTexts.Online : PageTexts.Offline).In(language), camera.Online ? Tone.Good : Tone.Bad, spot,
                Roles.Pictures.HasFlag(role) ? $"/duty/cameras/{Uri.EscapeDataString(camera.Id)}" : null));
        }

        foreach (var alarm in alarms.All.Where(alarm => alarm.AcknowledgedBy is null))
        {
            if (plan.SpotOf(alarm, site) is { } spot)
            {
                marks.Add(Mark($"alarm-{DutySource.KeyOf(alarm.Alarm)}", "alarm", alarms.Place(alarm).In(language), (alarm.Kind is { } kind
                    ? WatchFormatter.Format(kind) : WatchFormatter.FormatType(alarm.Type)).In(language), Tone.Bad, spot,
                    Roles.Staff.HasFlag(role) ? $"{DutyPages.Path}#alarm-{DutySource.KeyOf(alarm.Alarm)}" : null));
            }
        }

        ledger.FlushAlarms();
        return new PlanModel(now.Picture, now.Width, now.Height, marks, unplaced,
            site.LocalTime(ledger.Time.GetUtcNow()).ToString("HH:mm:ss", CultureInfo.InvariantCulture));

        void Add(string key, Func<PlanSpot, PlanMark> mark)
        {
            if (GroundPlan.Find(now.Spots, key) is { } spot)
            {
                marks.Add(mark(spot));
            }
            else
            {
                unplaced++;
            }
        }

        PlanMark Mark(string key, string kind, string name, string word, Tone tone, PlanSpot spot, string? link) => new(key, kind, name,
            word, tone, Unit(spot.X * now.Width), Unit(spot.Y * now.Height), Unit(now.Width / 60.0), link);
    }

    public static string Unit(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
