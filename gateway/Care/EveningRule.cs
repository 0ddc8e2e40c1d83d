using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Projections;

namespace Zhuhui.Edge.Gateway.Care;

/// <summary>Whether a child is out later than the guardian said: went out and was not seen to come back, goes out after that hour, or comes
/// in only then. Once an evening. Pure.</summary>
internal static class EveningRule
{
    /// <param name="noticedAt">When it was noticed last, whichever way.</param>
    /// <param name="isDayOff">Whether nobody works on that day.</param>
    /// <returns>Null where nothing is due.</returns>
    public static NoticeKind? Judge(Evenings evenings, IReadOnlyList<AwayDays> away, LookedAfter child, DateTimeOffset? noticedAt,
        DateTimeOffset now, SiteDays days, Func<DateOnly, bool> isDayOff)
    {
        var today = days.DayOf(now);
        var evening = now < days.At(today, Evenings.NightEnds) ? today.AddDays(-1) : today;
        var begins = days.At(evening, isDayOff(evening.AddDays(1)) ? evenings.BeforeDayOff : evenings.By);
        return now < begins || noticedAt >= begins || away.Any(one => one.From <= evening && evening <= one.To) ? null
            : child.IsOut ? NoticeKind.OutLate
            : child.PassedAt >= begins ? NoticeKind.HomeLate
            : null;
    }
}
