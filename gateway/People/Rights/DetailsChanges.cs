using System.Globalization;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Changes what the office knows of people.</summary>
internal sealed class DetailsChanges(SiteFile site) : RightsDrafts(site)
{
    public (PeopleChange? Change, RightsAnswer Answer) Draft(Resident person, RightsRequest.DetailsChange change)
    {
        var (changed, reasons) = After(person, change);
        return reasons.Count > 0 ? Refused(reasons)
            : (changed.Name, changed.Details) == (person.Name, person.Details) ? Refused(PeopleTexts.NothingToChange)
            : Keep(changed, null, PeopleTexts.DetailsChanged);
    }

    /// <summary>The person as it would be, and what speaks against it.</summary>
    public static (Resident After, IReadOnlyList<Wording> Problems) After(Resident person, RightsRequest.DetailsChange change)
    {
        List<Wording> reasons = [];
        if (change.Name is { } name && ProfileRules.NameProblem(name) is { } wrong)
        {
            reasons.Add(wrong);
        }

        if (change.Notes is { Length: > ProfileRules.MostNoteLetters })
        {
            reasons.Add(PeopleTexts.NotesTooLong(ProfileRules.MostNoteLetters));
        }

        var phone = Read<string>(change.Phone, person.Details.Phone, PhoneNumber.Parse, PeopleTexts.NoPhone, reasons);
        var born = Read<DateOnly?>(change.BirthDate, person.Details.BirthDate, text => DateOnly.TryParseExact(text, "yyyy-MM-dd",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null, PeopleTexts.NoBirthDate, reasons);
        var vehicles = Vehicles(change.Plates, reasons);
        var changed = person with
        {
            Name = change.Name?.Trim() ?? person.Name,
            Details = person.Details with
            {
                Kind = change.As ?? person.Details.Kind,
                Sex = change.WithoutSex ? null : change.Sex ?? person.Details.Sex,
                BirthDate = born,
                Phone = phone,
                Notes = change.Notes is null ? person.Details.Notes : change.Notes.Length == 0 ? null : change.Notes,
                LivesAlone = change.LivesAlone ?? person.Details.LivesAlone,
                Vehicles = change.Plates is null ? person.Details.Vehicles : vehicles,
            },
        };
        return (changed, reasons);
    }

    private static T? Read<T>(string? text, T? before, Func<string, T?> parse, Func<string, Wording> problem, List<Wording> reasons)
    {
        if (text is null)
        {
            return before;
        }

        if (text.Length == 0)
        {
            return default;
        }

        if (parse(text) is { } read)
        {
            return read;
        }

        reasons.Add(problem(text));
        return before;
    }
}
