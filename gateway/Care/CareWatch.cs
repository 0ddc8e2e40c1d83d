using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Care;

/// <summary>Raises quiet notices, each once: that it was raised is read back out of the journal, so whatever ends the gateway neither loses
/// one nor raises one twice. While nobody knows the time it raises none. Thread safe.</summary>
internal sealed class CareWatch(SiteFile site, ResidentDirectory residents, CareMemory memory, PolicyInForce policy, EventLedger ledger)
{
    /// <summary>What was shown longer ago is no news: a journal that is read anew tells of it again.</summary>
    private static readonly TimeSpan _news = TimeSpan.FromHours(1);

    /// <summary>That somebody came for the first time concerns nobody on the next day.</summary>
    private static readonly TimeSpan _firstDayStands = TimeSpan.FromDays(1);

    /// <summary>So long the office has to renew a right.</summary>
    private static readonly TimeSpan _rightEndedStands = TimeSpan.FromDays(7);

    private readonly SiteDays _days = new(TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone));
    private readonly Lock _oneAtATime = new();

    /// <summary>What nobody has seen to, the oldest first.</summary>
    public IReadOnlyList<StandingNotice> Standing => [.. memory.Standing.Where(notice => ledger.Time.GetUtcNow() - notice.At
        < notice.Kind switch
        {
            NoticeKind.FirstDay => _firstDayStands,
            NoticeKind.RightEnded => _rightEndedStands,
            _ => TimeSpan.MaxValue,
        })];

    /// <summary>To be called every few seconds.</summary>
    public void Tick()
    {
        lock (_oneAtATime)
        {
            if (ledger.Time.LastCertain is not null)
            {
                return;
            }

            var now = ledger.Time.GetUtcNow();
            foreach (var person in residents.All.Where(person => person.Details.Care is not null))
            {
                if (memory.Find(person.Id.Value) is { } known)
                {
                    Judge(person, person.Details.Care!, known, now);
                }
            }

            foreach (var showing in memory.Shown)
            {
                Judge(showing, now);
            }
        }
    }

    /// <summary>Records that somebody has seen to a notice.</summary>
    /// <param name="notice">Null for all.</param>
    /// <returns>The notices; none where there is none of that name, or somebody has seen to it.</returns>
    public IReadOnlyList<string> Acknowledge(string? notice, string acknowledgedBy)
    {
        lock (_oneAtATime)
        {
            StandingNotice[] found = [.. Standing.Where(one => notice is null || one.Notice == notice)];
            Array.ForEach(found, one => ledger.Append(new NoticeAcknowledged(one.Notice, one.Kind, one.Person, acknowledgedBy)));
            return [.. found.Select(one => one.Notice)];
        }
    }

    private void Judge(Resident person, CarePlan care, LookedAfter known, DateTimeOffset now)
    {
        var id = person.Id.Value;
        if (care.Alone is { } hours)
        {
            Absence absence = new(hours, care.Away, known.SeenAt, memory.UnseenAt(SightDoors(person)),
                memory.RaisedAt(NoticeKind.Absent, id));
            if (AbsenceRule.Judge(absence, now, _days) is { } unseen)
            {
                Raise(new NoticeRaised(NewId(), NoticeKind.Absent, id, null, known.SeenAt, Minutes(unseen)));
            }
        }
        else if (care.Evenings is { } evenings && IsChild(person, now) && EveningRule.Judge(evenings, care.Away, known,
            Later(memory.RaisedAt(NoticeKind.OutLate, id), memory.RaisedAt(NoticeKind.HomeLate, id)), now, _days, IsDayOff) is { } kind)
        {
            var unseen = kind == NoticeKind.OutLate ? Stretch.Sum(memory.UnseenAt(EdgeDoors).Select(time => new Stretch(
                time.From < known.PassedAt ? known.PassedAt.Value : time.From, time.To ?? now))) : TimeSpan.Zero;
            Raise(new NoticeRaised(NewId(), kind, id, known.Door, known.PassedAt, Minutes(unseen)));
        }
    }

    /// <summary>Once a person and day.</summary>
    private void Judge(Showing showing, DateTimeOffset now)
    {
        var isWanted = showing.Kind == NoticeKind.FirstDay ? site.Notices.FirstDay : site.Notices.RightEnded;
        if (isWanted && now - showing.At < _news && residents.WithId(new PersonId(showing.Person)) is not null
            && !(memory.RaisedAt(showing.Kind, showing.Person) is { } before && _days.DayOf(before) == _days.DayOf(now)))
        {
            Raise(new NoticeRaised(NewId(), showing.Kind, showing.Person, showing.Door));
        }
    }

    private void Raise(NoticeRaised notice) => ledger.Append(notice);

    /// <summary>The doors at which a person is seen to come home: the unit doors that admit them, or else all that do.</summary>
    private HashSet<string> SightDoors(Resident person)
    {
        var admitting = residents.DoorsOf(person);
        DoorOptions[] doors = [.. site.Doors.Where(door => admitting.Count == 0 || admitting.Contains(door.Id))];
        DoorOptions[] unit = [.. doors.Where(door => door.Ring == Ring.UnitDoor)];
        return (unit.Length > 0 ? unit : doors).Select(door => door.Id).ToHashSet(StringComparer.Ordinal);
    }

    private HashSet<string> EdgeDoors => site.Doors.Where(door => door.Ring != Ring.UnitDoor).Select(door => door.Id)
        .ToHashSet(StringComparer.Ordinal);

    private bool IsDayOff(DateOnly day) => Schedules.KindsOf(day, policy.Now.Policy.Calendar).Contains(DayKind.RestDay);

    private bool IsChild(Resident person, DateTimeOffset now) =>
        ProfileRules.IsUnder(Evenings.OfAge, person.Details.BirthDate, _days.DayOf(now));

    private static int? Minutes(TimeSpan unseen) => unseen >= TimeSpan.FromMinutes(1) ? (int)unseen.TotalMinutes : null;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private static string NewId() => $"n-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
}
