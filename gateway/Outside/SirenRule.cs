using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site.Outside;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>For how much longer the siren sounds: for each alarm of its kinds that nobody has acknowledged so long since it began last, and
/// no longer. How long is counted by the monotonic clock; what an earlier run left standing has sounded for as long as it is old, so a
/// restart lets nothing sound anew and cuts nothing short. Not thread safe.</summary>
internal sealed class SirenRule(SirenOptions options, Subjects subjects, TimeProvider time)
{
    private Dictionary<string, (DateTimeOffset Begun, TimeSpan From)> _known = new(StringComparer.Ordinal);
    private bool _isFirst = true;

    /// <param name="isKnown">Somebody knows what time it is.</param>
    /// <returns>Zero where it is silent.</returns>
    public TimeSpan Left(IReadOnlyList<AlarmStatus> alarms, DateTimeOffset now, bool isKnown, bool isQuiet)
    {
        var mono = time.GetElapsedTime(0);
        var silences = subjects.Silences;
        var left = TimeSpan.Zero;
        Dictionary<string, (DateTimeOffset Begun, TimeSpan From)> known = new(StringComparer.Ordinal);
        foreach (var alarm in alarms.Where(one => one.AcknowledgedBy is null))
        {
            var begun = alarm.LastAt ?? alarm.Since;
            var from = _known.TryGetValue(alarm.Alarm, out var before) && before.Begun == begun ? before.From
                : !_isFirst || !isKnown || begun > now ? mono : mono - (now - begun);
            known[alarm.Alarm] = (begun, from);
            var subject = OutsideEvent.SubjectOf(alarm);
            if (subjects.Has(options.Of, subject, alarm) && !subjects.IsSilenced(alarm, silences)
                && (!isQuiet || subject == OutsideSubject.Fire)
                && TimeSpan.FromSeconds(options.Seconds) - (mono - from) is var more && more > left)
            {
                left = more;
            }
        }

        (_known, _isFirst) = (known, false);
        return left;
    }
}
