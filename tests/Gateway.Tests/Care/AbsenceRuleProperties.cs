using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Care;

/// <summary>When an absence is due, against a count of minutes one by one.</summary>
public sealed class AbsenceRuleProperties
{
    private static readonly SiteDays _days = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    private static readonly DateTimeOffset _start = new(2026, 11, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private static readonly Gen<(Absence Absence, DateTimeOffset Now)> _any = Gen.Select(
        Gen.Int[0, 24 * 60], Gen.Int[0, 5 * 24 * 60], Gen.Int[1, 30], Gen.Int[0, 60], Gen.Int[0, 12], Gen.Int[13, 23],
        Gen.Select(Gen.Int[0, 6 * 24 * 60], Gen.Int[0, 24 * 60], Gen.Int[0, 2]).Array[0, 4],
        Gen.Int[0, 8]).Select((seen, later, hours, inAll, from, to, unseen, away) => (
            new Absence(new AloneHours(hours, inAll < 2 ? null : inAll, new TimeOnly(from, 0), new TimeOnly(to, 0)),
                away > 5 ? [] : [new AwayDays(new DateOnly(2026, 11, 1 + away), new DateOnly(2026, 11, 1 + away))],
                _start.AddMinutes(seen),
                [.. unseen.Select(one => new UnseenTime(one.Item3 == 0 ? null : $"door-{one.Item3}", _start.AddMinutes(one.Item1),
                    one.Item2 == 0 ? null : _start.AddMinutes(one.Item1 + one.Item2)))], null),
            _start.AddMinutes(seen + later)));

    [Fact]
    public void It_is_due_when_the_minutes_that_count_are_as_many_as_the_hours_say() => _any.Sample(
        one => (AbsenceRule.Judge(one.Absence, one.Now, _days) is not null) == IsDueByCounting(one.Absence, one.Now),
        iter: FastTests.Cases(2000));

    [Fact]
    public void What_is_due_stays_due_until_something_is_seen_and_what_was_noticed_is_not_due() => _any.Sample(
        one =>
        {
            if (AbsenceRule.Judge(one.Absence, one.Now, _days) is not { } unseen)
            {
                return true;
            }

            var noticed = one.Absence with { NoticedAt = one.Now };
            var passed = one.Absence with { SeenAt = one.Now };
            return unseen >= TimeSpan.Zero && unseen <= one.Now - one.Absence.SeenAt
                && AbsenceRule.Judge(noticed, one.Now, _days) is null && AbsenceRule.Judge(passed, one.Now, _days) is null
                && (one.Absence.Away.Count > 0 || AbsenceRule.Judge(one.Absence, one.Now.AddDays(3), _days) is not null
                    || one.Absence.Unseen.Any(time => time.To is null));
        },
        iter: FastTests.Cases(2000));

    [Fact]
    public void A_gateway_that_did_not_run_makes_nothing_out_of_nothing() => _any.Sample(
        one => AbsenceRule.Judge(one.Absence with { Unseen = [new UnseenTime(null, one.Absence.SeenAt, null)] }, one.Now, _days) is null,
        iter: FastTests.Cases(500));

    private static bool IsDueByCounting(Absence absence, DateTimeOffset now)
    {
        var today = _days.DayOf(now);
        if (absence.Away.Any(away => away.From <= today && today <= away.To))
        {
            return false;
        }

        var from = absence.Away.Where(away => away.To < today).Select(away => _days.At(away.To.AddDays(1), default))
            .Append(absence.SeenAt).Max();
        int day = 0, all = 0, dayWhileRunning = 0, allWhileRunning = 0;
        for (var at = from; at < now; at = at.AddMinutes(1))
        {
            var time = TimeOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).DateTime);
            var isDay = absence.Hours.DayFrom <= time && time < absence.Hours.DayTo;
            var blind = absence.Unseen.Where(one => one.From <= at && (one.To is null || at < one.To)).ToArray();
            var runs = blind.All(one => one.Door is not null);
            (allWhileRunning, dayWhileRunning) = (allWhileRunning + (runs ? 1 : 0), dayWhileRunning + (runs && isDay ? 1 : 0));
            (all, day) = (all + (blind.Length == 0 ? 1 : 0), day + (blind.Length == 0 && isDay ? 1 : 0));
        }

        var (hours, most) = (absence.Hours.Hours * 60, absence.Hours.InAll * 60);
        return now > from && (day >= hours || all >= most || dayWhileRunning >= 2 * hours || allWhileRunning >= 2 * most);
    }
}
