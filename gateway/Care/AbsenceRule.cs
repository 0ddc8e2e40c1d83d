using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Projections;

namespace Zhuhui.Edge.Gateway.Care;

/// <summary>All that is asked to know whether somebody has been absent for too long.</summary>
/// <param name="SeenAt">The last passage.</param>
/// <param name="Unseen">When somebody could pass unseen at the doors by which this person comes home.</param>
/// <param name="NoticedAt">When it was noticed; null where it was not.</param>
internal sealed record Absence(AloneHours Hours, IReadOnlyList<AwayDays> Away, DateTimeOffset SeenAt, IReadOnlyList<UnseenTime> Unseen,
    DateTimeOffset? NoticedAt);

/// <summary>
/// Whether somebody who lives alone has neither come nor gone for the hours that they set. Only what could be seen counts: no hour in which
/// the gateway did not run, or in which a door of theirs let people pass unseen. A door that is out of order for days does not make it
/// blind all the same: at twice the hours it is due whatever the doors saw, and says how much of it nobody saw. Time away does not count,
/// and the counting begins anew where it ends. Pure.
/// </summary>
internal static class AbsenceRule
{
    private const int BlindFactor = 2;

    /// <summary>Whatever lies further back adds nothing that is not due long since.</summary>
    private static readonly TimeSpan _mostLookedAt = TimeSpan.FromDays(60);

    /// <returns>For how long of the time since the last passage nobody could see; null where nothing is due.</returns>
    public static TimeSpan? Judge(Absence absence, DateTimeOffset now, SiteDays days)
    {
        var (hours, today) = (absence.Hours, days.DayOf(now));
        if (absence.Away.Any(away => away.From <= today && today <= away.To))
        {
            return null;
        }

        var from = absence.Away.Where(away => away.To < today).Select(away => days.At(away.To.AddDays(1), TimeOnly.MinValue))
            .Append(absence.SeenAt).Max();
        if (from >= now || absence.NoticedAt >= from)
        {
            return null;
        }

        from = now - from > _mostLookedAt ? now - _mostLookedAt : from;
        Stretch all = new(from, now);
        Stretch[] down = [.. Of(absence.Unseen.Where(time => time.Door is null), now)];
        Stretch[] blind = [.. Of(absence.Unseen.Where(time => time.Door is not null), now)];
        var ran = Stretch.Without([all], down);
        var seen = Stretch.Without(ran, blind);
        return IsDue(seen, 1) || IsDue(ran, BlindFactor) ? all.Length - Stretch.Sum(seen) : null;

        bool IsDue(IReadOnlyList<Stretch> counted, int times) =>
            Stretch.Sum(DaysOf(all, hours, days).SelectMany(day => Stretch.Within(counted, day))) >= times * TimeSpan.FromHours(hours.Hours)
            || (hours.InAll is { } most && Stretch.Sum(counted) >= times * TimeSpan.FromHours(most));
    }

    private static IEnumerable<Stretch> DaysOf(Stretch all, AloneHours hours, SiteDays days)
    {
        for (var day = days.DayOf(all.From); day <= days.DayOf(all.To); day = day.AddDays(1))
        {
            yield return new Stretch(days.At(day, hours.DayFrom), days.At(day, hours.DayTo));
        }
    }

    private static IEnumerable<Stretch> Of(IEnumerable<UnseenTime> times, DateTimeOffset now) =>
        times.Select(time => new Stretch(time.From, time.To ?? now));
}
