using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site.Outside;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>Whether something is among what a target hears of, or a siren sounds for.</summary>
internal sealed class Subjects(SilencedDevices silenced)
{
    public bool Has(IReadOnlyList<OutsideSubject> of, OutsideSubject subject, AlarmStatus? alarm) => of.Any(one => one == subject
        || (alarm is not null && (one == OutsideSubject.Alarms || (one == OutsideSubject.Urgent && IsUrgent(subject, alarm)))));

    /// <summary>An alarm that no silence holds back, and that is no matter of the gateway's disk or clock.</summary>
    public bool IsUrgent(OutsideSubject subject, AlarmStatus? alarm) =>
        alarm is not null && subject != OutsideSubject.Gateway && !silenced.CanBeSilent(alarm);

    /// <inheritdoc cref="SilencedDevices.Standing"/>
    public IReadOnlyList<Silence> Silences => silenced.Standing;

    public bool IsSilenced(AlarmStatus? alarm, IReadOnlyList<Silence> standing) =>
        alarm is not null && silenced.Of(alarm, standing) is not null;
}
