using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>Care and quiet notices in words.</summary>
/// <param name="isNamed">false: nobody's name or number is in them.</param>
internal sealed class NoticeFormatter(SiteFile site, ResidentDirectory residents, bool isNamed = true)
{
    public Wording Format(GatewayEvent happened) => happened switch
    {
        NoticeRaised e => Format(e.Kind, e.Person, e.Door, e.Since, e.UnseenMinutes),
        NoticeAcknowledged e => CareTexts.SeenTo(NameOf(e.Person), Kind(e.Kind), e.Operator),
        CareAgreed { ByGuardian: true } e => CareTexts.GuardianAgreedEvent(NameOf(e.Person), e.NoticeVersion),
        CareAgreed e => CareTexts.AgreedEvent(NameOf(e.Person), e.NoticeVersion),
        CareWithdrawn e => CareTexts.WithdrawnEvent(NameOf(e.Person)),
        _ => Wording.Same(happened.Type),
    };

    public Wording Format(StandingNotice notice) => Format(notice.Kind, notice.Person, notice.Door, notice.Since, notice.UnseenMinutes);

    /// <summary>Who is to be told of a notice of care, with masked telephone numbers; empty for nobody but the guard post.</summary>
    public Wording Carers(StandingNotice notice) => notice.Kind is NoticeKind.FirstDay or NoticeKind.RightEnded
        || !isNamed || residents.WithId(new PersonId(notice.Person))?.Details.Care is not { } plan ? Wording.Empty
        : Carers(plan, NumbersShown.None);

    public Wording Carers(CarePlan plan, NumbersShown numbers) => Wording.Join(ListTexts.Comma, plan.Carers.Select(carer =>
        TelephoneOf(carer, numbers)).OfType<Told>().Select(one => one.Phone is { } phone ? $"{one.Name} {phone}" : one.Name));

    /// <summary>How somebody is looked after, a matter each.</summary>
    public IEnumerable<Wording> Format(CarePlan plan, NumbersShown numbers)
    {
        if (plan.Alone is { } alone)
        {
            yield return CareTexts.AloneHours(alone.Hours, Time(alone.DayFrom), Time(alone.DayTo), alone.InAll is { } most
                ? CareTexts.InAll(most) : Wording.Empty);
        }

        if (plan.Evenings is { } evenings)
        {
            yield return CareTexts.Evening(Time(evenings.By), Time(evenings.BeforeDayOff));
        }

        if (Carers(plan, numbers) is { En.Length: > 0 } carers)
        {
            yield return CareTexts.Tell(carers);
        }

        foreach (var days in plan.Away)
        {
            yield return CareTexts.AwayFrom(Day(days.From), Day(days.To));
        }

        yield return CareTexts.ByConsent(plan.Consent.NoticeVersion, Clock(plan.Consent.GivenAt), plan.Consent.Witness)
            + (plan.Consent.Guardian is { } guardian ? CareTexts.OfGuardian(guardian) : Wording.Empty);
    }

    private string NameOf(string person) => isNamed ? residents.NameOf(person) : ApiTexts.Somebody.In(site.Language);

    private Wording Format(NoticeKind kind, string person, string? door, DateTimeOffset? since, int? unseen)
    {
        var (name, where, at) = (NameOf(person), door is null ? "" : site.DoorName(door), since is { } seen ? Clock(seen) : "");
        var blind = unseen is { } minutes ? CareTexts.Unseen(minutes / 60, minutes % 60) : Wording.Empty;
        return kind switch
        {
            NoticeKind.Absent => CareTexts.Absent(name, at, blind),
            NoticeKind.OutLate => CareTexts.OutLate(name, where, at, blind),
            NoticeKind.HomeLate => CareTexts.HomeLate(name, where, at),
            NoticeKind.FirstDay => CareTexts.FirstDay(name, where),
            _ => CareTexts.RightEnded(name, where),
        };
    }

    private static Wording Kind(NoticeKind kind) => kind switch
    {
        NoticeKind.Absent => CareTexts.KindAbsent,
        NoticeKind.OutLate => CareTexts.KindOutLate,
        NoticeKind.HomeLate => CareTexts.KindHomeLate,
        NoticeKind.FirstDay => CareTexts.KindFirstDay,
        _ => CareTexts.KindRightEnded,
    };

    /// <summary>Null for a person who is not here any more.</summary>
    public Told? TelephoneOf(Carer carer, NumbersShown numbers)
    {
        return carer.Person is not { } id ? new Told(carer.Name ?? "", Shown(carer.Phone, numbers != NumbersShown.None))
            : residents.WithId(id) is { } person ? new Told(person.Name, Shown(person.Details.Phone, numbers == NumbersShown.All))
            : null;

        static string? Shown(string? phone, bool isWhole) => phone is null || isWhole ? phone : PhoneNumber.Mask(phone);
    }

    private string Clock(DateTimeOffset at) => site.LocalTime(at).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Which telephone numbers of those who are told are shown whole.</summary>
internal enum NumbersShown
{
    None,

    /// <summary>Those that came with the agreement, and no resident's.</summary>
    Given,
    All,
}

/// <param name="Phone">Null where nobody knows it.</param>
internal sealed record Told(string Name, string? Phone);
