using System.Globalization;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Sets how somebody is looked after as it was asked, and says what speaks against it.</summary>
internal sealed class CareSetting(ResidentDirectory residents)
{
    private const int MostCarers = 8;

    private readonly PersonFinder _finder = new(residents);

    public CarePlan Set(CarePlan plan, Resident person, CareSettings settings, bool byPerson, List<Wording> reasons)
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
                Evenings = new Evenings(by, settings.ByBeforeDayOff is { Length: 0 } ? by : Time(settings.ByBeforeDayOff, reasons)
                    ?? (evenings.BeforeDayOff == default ? by : evenings.BeforeDayOff)),
            };
            if (plan.Evenings.By <= Evenings.NightEnds || plan.Evenings.BeforeDayOff <= Evenings.NightEnds)
            {
                reasons.Add(CareTexts.NoEvening(Evenings.NightEnds.ToString("HH:mm", CultureInfo.InvariantCulture)));
            }
        }

        return settings.Carers is not { } named ? plan : plan with { Carers = CarersOf(person, plan, named, byPerson, reasons) };
    }

    private static AloneHours Set(AloneHours alone, CareSettings settings, List<Wording> reasons)
    {
        var set = new AloneHours(settings.Hours ?? alone.Hours,
            settings.InAll is { } most ? (most == 0 ? null : most) : alone.InAll,
            Of(settings.DayFrom, AloneHours.UsualDayFrom, alone.DayFrom), Of(settings.DayTo, AloneHours.UsualDayTo, alone.DayTo));
        if (set.Hours is < 1 or > AloneHours.MostHours || set.InAll is < 1 or > AloneHours.MostHours)
        {
            reasons.Add(CareTexts.HoursBetween(AloneHours.MostHours));
        }

        if (set.DayFrom >= set.DayTo)
        {
            reasons.Add(CareTexts.DayEndsBeforeItBegins);
        }

        return set;

        TimeOnly Of(string? text, TimeOnly usual, TimeOnly before) => text is { Length: 0 } ? usual : Time(text, reasons) ?? before;
    }

    /// <param name="byPerson">Whoever is logged in with their own data learns of nobody here whether they are here: of those who live with
    /// them, and those who were named before, alone.</param>
    private Carer[] CarersOf(Resident person, CarePlan plan, IReadOnlyList<string> named, bool byPerson, List<Wording> reasons)
    {
        List<Carer> carers = [];
        foreach (var text in named.Select(one => one.Trim()).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var at = text.LastIndexOf(' ');
            if (at > 0 && PhoneNumber.Parse(text[(at + 1)..]) is { } phone && ProfileRules.NameProblem(text[..at]) is null)
            {
                carers.Add(new Carer(null, text[..at].Trim(), phone));
            }
            else if (_finder.Resolve(text).Person is { } known && known.Id != person.Id && (!byPerson
                || (known.Household is not null && known.Household == person.Household)
                || plan.Carers.Any(one => one.Person == known.Id)))
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

    private static TimeOnly? Time(string? text, List<Wording> reasons) => Read(text, "HH:mm", reasons) is { } at
        ? TimeOnly.FromDateTime(at) : null;

    public static DateOnly? Day(string? text, List<Wording> reasons) => Read(text, "yyyy-MM-dd", reasons) is { } at
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
}
