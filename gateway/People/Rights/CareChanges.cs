using System.Globalization;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Drafts who is looked after, and how.</summary>
internal sealed class CareChanges(SiteFile site, ResidentDirectory residents, TimeProvider time) : RightsDrafts(site)
{
    private const int MostAway = 20;
    private const int MostDaysAway = 366;

    private readonly CareSetting _setting = new(residents);

    public (PeopleChange? Change, RightsAnswer Answer) Agree(Resident person, RightsRequest.CareAgreement asked)
    {
        if (asked.ByPerson && IsGuardians(person))
        {
            return Refused(CareTexts.GuardianDecides);
        }

        List<Wording> reasons = [];
        var guardian = string.IsNullOrWhiteSpace(asked.Guardian) ? null : asked.Guardian.Trim();
        var isChild = asked.Settings is not { By: null, ByBeforeDayOff: null };
        var (born, today) = (person.Details.BirthDate, Site.DayOf(time.GetUtcNow()));
        if (string.IsNullOrWhiteSpace(asked.Witness))
        {
            reasons.Add(CareTexts.WitnessNeeded);
        }

        if (isChild && asked.Settings is not { Hours: null, InAll: null, DayFrom: null, DayTo: null })
        {
            reasons.Add(CareTexts.OneOfBoth);
        }

        if (isChild && !ProfileRules.IsUnder(Evenings.OfAge, born, today))
        {
            reasons.Add(CareTexts.NoChild(Evenings.OfAge));
        }

        if (guardian is null && (isChild || EnrolmentRules.NeedsGuardian(born, guardian, today)))
        {
            // Personal Information Protection Law, art. 31; and a child's evening is the guardian's to ask for.
            reasons.Add(CareTexts.GuardianNeeded);
        }

        var (now, notice) = (time.GetUtcNow(), Notice.InForce(Site, NoticeOn.Care));
        if (asked.Notice is null ? asked.ByPerson : !string.Equals(asked.Notice, notice.Digest, StringComparison.OrdinalIgnoreCase))
        {
            reasons.Add(CareTexts.OtherNotice(notice.Version, notice.Digest));
        }

        var plan = new CarePlan(new Consent(DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), notice.Version,
            (asked.Witness ?? "").Trim(), notice.Digest, guardian))
        {
            Alone = isChild ? null : new AloneHours(AloneHours.UsualHours, null, AloneHours.UsualDayFrom, AloneHours.UsualDayTo),
            Evenings = isChild ? new Evenings(default, default) : null,
        };
        plan = _setting.Set(plan, person, asked.Settings, asked.ByPerson, reasons);
        return reasons.Count > 0 ? Refused(reasons)
            : Keep(With(person, plan, livesAlone: !isChild), null, CareTexts.Agreed(notice.Version, notice.Digest)
                + (isChild && Site.Doors.All(door => door.ExitReaders.Count == 0) ? CareTexts.NobodyReadsOut : Wording.Empty));
    }

    public (PeopleChange? Change, RightsAnswer Answer) Change(Resident person, RightsRequest.CareChange change)
    {
        if (person.Details.Care is not { } plan)
        {
            return Refused(CareTexts.NotAgreed(person.Name));
        }

        var (settings, reasons) = (change.Settings, new List<Wording>());
        if (change.ByPerson && IsGuardians(person))
        {
            reasons.Add(CareTexts.GuardianDecides);
        }

        if (plan.Alone is null ? settings is not { Hours: null, InAll: null, DayFrom: null, DayTo: null }
            : settings is not { By: null, ByBeforeDayOff: null })
        {
            reasons.Add(CareTexts.AgreeAnew);
        }

        var changed = _setting.Set(plan, person, settings, change.ByPerson, reasons);
        return reasons.Count > 0 ? Refused(reasons)
            : changed == plan ? Refused(PeopleTexts.NothingToChange)
            : Keep(With(person, changed), null, CareTexts.Changed);
    }

    /// <summary>All of a household who are looked after.</summary>
    public (PeopleChange? Change, RightsAnswer Answer) Away(RightsRequest.CareAway asked) =>
        asked.Home is { } home && residents.Named(home) is { } household ? Away(residents.MembersOf(household.Id), asked)
            : Refused(PeopleTexts.NobodyLives(asked.Home ?? ""));

    public (PeopleChange? Change, RightsAnswer Answer) Away(IReadOnlyList<Resident> people, RightsRequest.CareAway asked)
    {
        Resident[] lookedAfter = [.. people.Where(person => person.Details.Care is not null)];
        if (lookedAfter.Length == 0)
        {
            return Refused(CareTexts.NotAgreed(people is [var one] ? one.Name : asked.Home ?? ""));
        }

        List<Wording> reasons = [];
        if (asked.ByPerson && lookedAfter.Any(IsGuardians))
        {
            reasons.Add(CareTexts.GuardianDecides);
        }

        var from = CareSetting.Day(asked.From, reasons);
        var to = asked.To is null ? from : CareSetting.Day(asked.To, reasons);
        if (reasons.Count == 0 && (to < from || to?.DayNumber - from?.DayNumber > MostDaysAway || from is null != to is null
            || (from is not null && lookedAfter.Any(person => person.Details.Care!.Away.Count >= MostAway))))
        {
            reasons.Add(CareTexts.AwayDays(MostDaysAway, MostAway));
        }

        var names = lookedAfter.Select(person => person.Name).OrderBy(Pinyin.Key, StringComparer.Ordinal);
        return reasons.Count > 0 ? Refused(reasons) : (
            new PeopleChange
            {
                People = [.. lookedAfter.Select(person => With(person, person.Details.Care! with
                {
                    Away = from is { } first ? After(person.Details.Care!.Away, new AwayDays(first, to!.Value)) : [],
                }))],
            },
            new RightsAnswer(Say(from is { } begins
                ? CareTexts.Away(Listed(names), Written(begins), Written(to!.Value))
                : CareTexts.NotAway(Listed(names))), []));
    }

    public (PeopleChange? Change, RightsAnswer Answer) Withdraw(Resident person, RightsRequest.CareWithdrawal asked) =>
        person.Details.Care is null ? Refused(CareTexts.NotAgreed(person.Name))
        : asked.ByPerson && IsGuardians(person) ? Refused(CareTexts.GuardianDecides)
        : Keep(With(person, null), null, CareTexts.Withdrawn);

    /// <summary>Whether a guardian agreed for somebody who is a child still: the child does not undo it.</summary>
    private bool IsGuardians(Resident person) => person.Details.Care?.Consent.Guardian is not null
        && ProfileRules.IsUnder(Evenings.OfAge, person.Details.BirthDate, Site.DayOf(time.GetUtcNow()));

    /// <summary>Days that meet, or follow each other, are one stretch.</summary>
    private static List<AwayDays> After(IReadOnlyList<AwayDays> before, AwayDays more)
    {
        List<AwayDays> all = [];
        foreach (var days in before.Append(more).OrderBy(one => one.From))
        {
            if (all is [.., var last] && days.From <= last.To.AddDays(1))
            {
                all[^1] = last with { To = last.To > days.To ? last.To : days.To };
            }
            else
            {
                all.Add(days);
            }
        }

        return all;
    }

    private static Resident With(Resident person, CarePlan? plan, bool livesAlone = false) => person with
    {
        Details = person.Details with { Care = plan, LivesAlone = plan is not null && (person.Details.LivesAlone || livesAlone) },
    };

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
