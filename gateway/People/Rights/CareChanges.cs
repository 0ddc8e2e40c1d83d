using System.Globalization;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Drafts who is looked after, and how.</summary>
internal sealed class CareChanges(SiteFile site, ResidentDirectory residents, TimeProvider time) : RightsDrafts(site)
{
    private const int MostCarers = 8;
    private const int MostAway = 20;
    private const int MostDaysAway = 366;

    private readonly PersonFinder _finder = new(residents);

    public (PeopleChange? Change, RightsAnswer Answer) Agree(Resident person, RightsRequest.CareAgreement asked)
    {
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
        var plan = new CarePlan(new Consent(DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), notice.Version,
            (asked.Witness ?? "").Trim(), notice.Digest, guardian))
        {
            Alone = isChild ? null : new AloneHours(AloneHours.UsualHours, null, AloneHours.UsualDayFrom, AloneHours.UsualDayTo),
            Evenings = isChild ? new Evenings(default, default) : null,
        };
        plan = Set(plan, person, asked.Settings, reasons);
        return reasons.Count > 0 ? Refused(reasons)
            : Keep(With(person, plan, livesAlone: !isChild), null, CareTexts.Agreed(notice.Version, notice.Digest)
                + (isChild && Site.Doors.All(door => door.ExitReaders.Count == 0) ? CareTexts.NobodyReadsOut : Wording.Empty));
    }

    public (PeopleChange? Change, RightsAnswer Answer) Change(Resident person, CareSettings settings)
    {
        if (person.Details.Care is not { } plan)
        {
            return Refused(CareTexts.NotAgreed(person.Name));
        }

        List<Wording> reasons = [];
        if (plan.Alone is null ? settings is not { Hours: null, InAll: null, DayFrom: null, DayTo: null }
            : settings is not { By: null, ByBeforeDayOff: null })
        {
            reasons.Add(CareTexts.AgreeAnew);
        }

        var changed = Set(plan, person, settings, reasons);
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
        var from = Day(asked.From, reasons);
        var to = asked.To is null ? from : Day(asked.To, reasons);
        if (reasons.Count == 0 && (to < from || to?.DayNumber - from?.DayNumber > MostDaysAway || from is null != to is null
            || (from is not null && lookedAfter.Any(person => person.Details.Care!.Away.Count >= MostAway))))
        {
            reasons.Add(CareTexts.AwayDays(MostDaysAway, MostAway));
        }

        return reasons.Count > 0 ? Refused(reasons) : (
            new PeopleChange
            {
                People = [.. lookedAfter.Select(person => With(person, person.Details.Care! with
                {
                    Away = from is { } first ? After(person.Details.Care!.Away, new AwayDays(first, to!.Value)) : [],
                }))],
            },
            new RightsAnswer(Say(from is { } begins
                ? CareTexts.Away(Listed(lookedAfter.Select(person => person.Name)), Written(begins), Written(to!.Value))
                : CareTexts.NotAway(Listed(lookedAfter.Select(person => person.Name)))), []));
    }

    public (PeopleChange? Change, RightsAnswer Answer) Withdraw(Resident person) => person.Details.Care is null
        ? Refused(CareTexts.NotAgreed(person.Name))
        : Keep(With(person, null), null, CareTexts.Withdrawn);

    private CarePlan Set(CarePlan plan, Resident person, CareSettings settings, List<Wording> reasons)
    {
        if (plan.Alone is { } alone)
        {
            plan = plan with { Alone = Set(alone, settings, reasons) };
        }

        if (plan.Evenings is { } evenings)
        {
            var by = Time(settings.By, reasons) ?? evenings.By;
            plan = plan with
            {
                Evenings = new Evenings(by, Time(settings.ByBeforeDayOff, reasons)
                    ?? (evenings.BeforeDayOff == default ? by : evenings.BeforeDayOff)),
            };
            if (plan.Evenings.By <= Evenings.NightEnds || plan.Evenings.BeforeDayOff <= Evenings.NightEnds)
            {
                reasons.Add(CareTexts.NoEvening(Evenings.NightEnds.ToString("HH:mm", CultureInfo.InvariantCulture)));
            }
        }

        return settings.Carers is not { } named ? plan : plan with { Carers = CarersOf(person, named, reasons) };
    }

    private static AloneHours Set(AloneHours alone, CareSettings settings, List<Wording> reasons)
    {
        var set = new AloneHours(settings.Hours ?? alone.Hours,
            settings.InAll is { } most ? (most == 0 ? null : most) : alone.InAll,
            Time(settings.DayFrom, reasons) ?? alone.DayFrom, Time(settings.DayTo, reasons) ?? alone.DayTo);
        if (set.Hours is < 1 or > AloneHours.MostHours || set.InAll is < 1 or > AloneHours.MostHours)
        {
            reasons.Add(CareTexts.HoursBetween(AloneHours.MostHours));
        }

        if (set.DayFrom >= set.DayTo)
        {
            reasons.Add(CareTexts.DayEndsBeforeItBegins);
        }

        return set;
    }

    private Carer[] CarersOf(Resident person, IReadOnlyList<string> named, List<Wording> reasons)
    {
        List<Carer> carers = [];
        foreach (var text in named.Select(one => one.Trim()).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var at = text.LastIndexOf(' ');
            if (at > 0 && PhoneNumber.Parse(text[(at + 1)..]) is { } phone && ProfileRules.NameProblem(text[..at]) is null)
            {
                carers.Add(new Carer(null, text[..at].Trim(), phone));
            }
            else if (_finder.Resolve(text).Person is { } known && known.Id != person.Id)
            {
                carers.Add(new Carer(known.Id, null, null));
            }
            else
            {
                reasons.Add(CareTexts.NoCarer(text));
            }
        }

        if (carers.Count > MostCarers)
        {
            reasons.Add(CareTexts.TooManyCarers(MostCarers));
        }

        return [.. carers];
    }

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

    private static TimeOnly? Time(string? text, List<Wording> reasons) => Read(text, "HH:mm", reasons) is { } at
        ? TimeOnly.FromDateTime(at) : null;

    private static DateOnly? Day(string? text, List<Wording> reasons) => Read(text, "yyyy-MM-dd", reasons) is { } at
        ? DateOnly.FromDateTime(at) : null;

    private static DateTime? Read(string? text, string form, List<Wording> reasons)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return at;
        }

        reasons.Add(form == "HH:mm" ? CareTexts.NoTime(text) : CareTexts.NoDay(text));
        return null;
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
