using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

/// <summary>The alarms as a guard reads them: why, where, since when, how often, and which camera looks at it. Names nobody: whose card or
/// PIN it was is among the events, for who may see it, on record.</summary>
internal sealed class AlarmBoard(SiteFile site, SiteAlarms alarms, SilencedDevices silenced, EventFormatter text)
{
    /// <inheritdoc cref="SiteAlarms.All"/>
    public IReadOnlyList<AlarmStatus> All => Told(alarms.All);

    /// <inheritdoc cref="SiteAlarms.Newest"/>
    public IReadOnlyList<AlarmStatus> Newest => Told(alarms.Newest);

    public AlarmCounts Counts
    {
        get
        {
            var standing = silenced.Standing;
            return alarms.Counts with
            {
                Sounding = alarms.All.Count(alarm => alarm is { AcknowledgedBy: null, TakenBy: null }
                    && silenced.Of(alarm, standing) is null),
            };
        }
    }

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

    private IReadOnlyList<AlarmStatus> Told(IReadOnlyList<AlarmStatus> all)
    {
        var standing = silenced.Standing;
        return [.. all.Select(alarm => Told(alarm, standing))];
    }

    private AlarmStatus Told(AlarmStatus alarm, IReadOnlyList<Silence> standing) => alarm with
    {
        SilencedUntil = silenced.Of(alarm, standing)?.Until,
        Text = Why(alarm).In(site.Language),
        Place = Place(alarm).In(site.Language),
        Cameras = alarm.Camera is { } camera ? [camera] : site.Doors.FirstOrDefault(door => door.Id == alarm.Where
            || (alarm.Where is { } device && (door.Readers.Contains(device) || door.ExitReaders.Contains(device))))?.Cameras ?? [],
    };
}
