using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

/// <summary>The alarms as a guard reads them: why, where, since when, how often, and which camera looks at it. Names nobody: whose card or
/// PIN it was is among the events, for who may see it, on record.</summary>
internal sealed class AlarmBoard(SiteFile site, SiteAlarms alarms, EventFormatter text)
{
    /// <inheritdoc cref="SiteAlarms.All"/>
    public IReadOnlyList<AlarmStatus> All => [.. alarms.All.Select(Told)];

    /// <inheritdoc cref="SiteAlarms.Newest"/>
    public IReadOnlyList<AlarmStatus> Newest => [.. alarms.Newest.Select(Told)];

    public AlarmCounts Counts => alarms.Counts;

    public Wording Place(AlarmStatus alarm) => alarm.Camera is { } camera ? WatchFormatter.Where(camera, alarm.Zone)
        : WatchFormatter.Place(alarm.Where, text.DoorName);

    /// <summary>For a page of another language than the site's.</summary>
    public Wording Why(AlarmStatus alarm)
    {
        var (what, since) = (alarm.Kind is { } kind ? WatchFormatter.Format(kind) : WatchFormatter.FormatType(alarm.Type),
            text.Clock(alarm.Since));
        var more = alarm.Kind is null
            ? alarm.Count > 1 && alarm.LastAt is { } last ? WatchTexts.WhyAgain(alarm.Count, text.Clock(last)) : Wording.Empty
            : alarm.Repeats > 0 ? WatchTexts.Repeats(alarm.Repeats) : Wording.Empty;
        var state = alarm.EndedAt is { } end ? WatchTexts.WhyEnded(text.Clock(end)) : alarm.GoesOn ? WatchTexts.WhyGoesOn : Wording.Empty;
        return WatchTexts.Why(alarm.Ring is { } ring ? WatchTexts.WhyRing(WatchFormatter.Format(ring)) : Wording.Empty, Place(alarm), what,
            since, more, state);
    }

    private AlarmStatus Told(AlarmStatus alarm) => alarm with
    {
        Text = Why(alarm).In(site.Language),
        Place = Place(alarm).In(site.Language),
        Cameras = alarm.Camera is { } camera ? [camera] : site.Doors.FirstOrDefault(door => door.Id == alarm.Where
            || (alarm.Where is { } device && (door.Readers.Contains(device) || door.ExitReaders.Contains(device))))?.Cameras ?? [],
    };
}
