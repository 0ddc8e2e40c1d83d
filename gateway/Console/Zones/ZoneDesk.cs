using System.Globalization;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Gateway.Console.Zones;

/// <summary>A camera in the list.</summary>
public sealed record CameraRow(string Id, string State, bool IsOnline, string Shapes);

/// <summary>What would have been an alarm, and how far back was looked.</summary>
/// <param name="Summary">In a sentence.</param>
/// <param name="Notes">What the look back does not say.</param>
internal sealed record LookedBack(string Summary, IReadOnlyList<WouldBeMark> Marks, IReadOnlyList<string> Notes);

/// <summary>Everything on the page of a camera's zones.</summary>
/// <param name="Height">Of the drawing, which is 1000 wide.</param>
/// <param name="State">Of the camera's shapes as they are in force.</param>
/// <param name="IsOnTrial">A change of the site file is: no other is taken meanwhile.</param>
/// <param name="Back">Null where nobody asked.</param>
/// <param name="Problem">Why it is not saved; null where nothing is wrong.</param>
internal sealed record ZoneModel(string Camera, string Ring, bool IsOnline, int Height, IReadOnlyList<ShapeRow> Rows,
    IReadOnlyList<DrawnShape> Shapes, string State, bool IsOnTrial, LookedBack? Back = null, string? Problem = null)
{
    /// <summary>Rows that have something in them; those behind them are spare.</summary>
    public int Taken { get; } = Rows.ToList().FindLastIndex(row => row.Kind.Length + row.Corners.Length + row.Was.Length > 0) + 1;
}

/// <summary>What stands on the pages of cameras' zones.</summary>
internal sealed class ZoneDesk(CamerasService cameras, ZoneEdits edits, TimeProvider time)
{
    private const int Width = 1000;
    private const int MostMarks = 60;

    public IReadOnlyList<CameraRow> List(Language language)
    {
        var health = cameras.Health;
        return [.. edits.Site.Cameras.Select(camera => new CameraRow(camera.Id,
            (health.FirstOrDefault(one => one.Id == camera.Id)?.Online == true ? PageTexts.Online : PageTexts.Offline).In(language),
            health.Any(one => one.Id == camera.Id && one.Online),
            ZoneTexts.Shapes(camera.Zones.Count, camera.Lines.Count, camera.Masks.Count).In(language)))];
    }

    /// <returns>Null where there is no such camera.</returns>
    public ZoneModel? Show(string id, Language language) => CameraOf(id) is { } camera
        ? ModelOf(camera, ShapeForm.RowsOf(camera), language) : null;

    /// <summary>Tries what is drawn on the last hour.</summary>
    public ZoneModel? LookBackOn(string id, IReadOnlyList<ShapeRow> typed, Language language)
    {
        if (CameraOf(id) is not { } camera)
        {
            return null;
        }

        var (drawn, rows) = ShapeForm.Take(camera, typed, language);
        var model = ModelOf(camera, rows, language);
        return drawn is null ? model with { Problem = ZoneTexts.SeeRows.In(language) }
            : model with { Back = Look(drawn, model.Height, language) };
    }

    /// <param name="state">That of the shapes that were shown.</param>
    public async Task<(ZoneModel? Model, Wording? Done)> SaveAsync(string id, string state, IReadOnlyList<ShapeRow> typed, Caller caller,
        Language language, CancellationToken cancellationToken)
    {
        if (CameraOf(id) is not { } camera)
        {
            return (null, null);
        }

        var (drawn, rows) = ShapeForm.Take(camera, typed, language);
        if (drawn is null)
        {
            return (ModelOf(camera, rows, language) with { Problem = ZoneTexts.SeeRows.In(language) }, null);
        }

        if (state != ShapeForm.StateOf(camera))
        {
            return (ModelOf(camera, rows, language) with { Problem = ZoneTexts.Stale.In(language) }, null);
        }

        var refused = await edits.SaveAsync(drawn, caller.Name, language, cancellationToken);
        return refused is null ? (null, ZoneTexts.Saved(id)) : (ModelOf(camera, rows, language) with { Problem = refused }, null);
    }

    private SiteCamera? CameraOf(string id) => edits.Site.Cameras.FirstOrDefault(camera => camera.Id == id);

    private ZoneModel ModelOf(SiteCamera camera, IReadOnlyList<ShapeRow> rows, Language language)
    {
        var health = cameras.Health.FirstOrDefault(one => one.Id == camera.Id);
        var height = health is { Online: true } ? SizeOf(health) : Width * 9 / 16;
        return new ZoneModel(camera.Id, WatchFormatter.Format(Rings.RingOf(edits.Site, camera)).In(language), health?.Online == true,
            height, rows, [.. rows.Select((row, i) => Drawn(row, i, height)).OfType<DrawnShape>()],
            ShapeForm.StateOf(camera), edits.IsOnTrial);
    }

    private static int SizeOf(Vision.Sightings.CameraHealth health)
    {
        var (width, height) = health.Streams is [.., var shown] ? (shown.Width, shown.Height) : (health.Width, health.Height);
        return width > 0 && height > 0 ? Math.Max(1, Width * height / width) : Width * 9 / 16;
    }

    private static DrawnShape? Drawn(ShapeRow row, int number, int height)
    {
        if (row.Kind.Length == 0 || ShapeForm.Points(row.Corners) is not { Length: >= 4 } points)
        {
            return null;
        }

        return new DrawnShape(number, row.Kind, row.Id, string.Join(' ', points.Chunk(2).Select(corner =>
            $"{Unit(corner[0], Width)},{Unit(corner[^1], height)}")), Unit(points[0], Width), Unit(points[1], height));
    }

    private LookedBack Look(SiteCamera drawn, int height, Language language)
    {
        var (site, now) = (edits.Site, time.GetUtcNow());
        if (cameras.Tracks(drawn.Id) is not { } history || history.Since == history.Until)
        {
            return new LookedBack(ZoneTexts.NoTracks.In(language), [], []);
        }

        var raised = LookBack.Run(site, drawn, history);
        var alarms = raised.Count(one => one.IsAlarm);
        var minutes = (int)Math.Round((history.Until - history.Since).TotalMinutes);
        List<Wording> notes = [ZoneTexts.LookHint];
        if (raised.Count > MostMarks)
        {
            notes.Add(ZoneTexts.OnlyNewest(MostMarks));
        }

        if (drawn.Zones.Any(zone => Rings.Resolved(zone, site.Rings.For(Rings.RingOf(site, drawn))).ObjectLeftSeconds is > 0))
        {
            notes.Add(ZoneTexts.NoThings);
        }

        return new LookedBack(ZoneTexts.Found(alarms, minutes, history.Looks.Count == 0 ? 0 : People(history)).In(language),
            [.. raised.TakeLast(MostMarks).Reverse().Select((one, i) => new WouldBeMark(i + 1,
                site.LocalTime(now - (history.Until - one.At)).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                WatchFormatter.Format(one.Kind).In(language), one.Zone, Unit(one.X, Width), Unit(one.Y, height), one.IsAlarm))],
            [.. notes.Select(note => note.In(language))]);
    }

    private static int People(TrackHistory history)
    {
        var (count, seen) = (0, new HashSet<int>());
        foreach (var look in history.Looks)
        {
            if (look.IsBreak)
            {
                seen.Clear();
            }

            count += look.People.Count(point => seen.Add(point.Track));
        }

        return count;
    }

    private static string Unit(double part, int size) => (part * size).ToString("0.#", CultureInfo.InvariantCulture);
}
