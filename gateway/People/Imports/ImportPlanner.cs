using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>Compares a list with the people there are. What a line leaves empty stays as it is known; cards and plates are added and never
/// taken away; whoever came from the district keeps what the district says.</summary>
/// <param name="notice">The one in force, to which a consent of the list was given.</param>
internal sealed class ImportPlanner(ResidentDirectory residents, DateTimeOffset now, Notice notice, DateOnly today)
{
    private readonly Dictionary<Home, Household> _new = [];
    private readonly List<ImportFinding> _problems = [];
    private readonly List<ImportFinding> _warnings = [];

    public ImportPlan Plan(IReadOnlyList<ImportRow> rows)
    {
        var matching = new RowMatching(residents);
        var known = matching.Match(rows);
        List<Resident> added = [];
        List<(Resident Before, Resident After)> changed = [];
        var unchanged = 0;
        foreach (var row in rows.Where(row => !row.IsBad && !matching.Unclear.Contains(row.Line)))
        {
            var before = known.GetValueOrDefault(row.Line);
            var after = After(row, before ?? new Resident(PersonId.Create(), row.Name));
            if (before is null)
            {
                added.Add(after);
            }
            else if (ResidentChanges.Between(before, after, templates: 0).Any())
            {
                changed.Add((before, after));
            }
            else
            {
                unchanged++;
            }
        }

        _warnings.AddRange(RowComparison.Warnings(rows, residents, known));
        return new ImportPlan
        {
            Problems = [.. matching.Problems, .. _problems],
            Warnings = _warnings,
            New = added,
            Changed = changed,
            Unchanged = unchanged,
            Gone = Gone(rows, known),
            Households = [.. _new.Values],
            HouseholdsGone = LeftEmpty(changed),
        };
    }

    private Resident After(ImportRow row, Resident before)
    {
        var household = row.Home is null ? before.Household : HouseholdAt(row, before).Id;
        var details = before.Details with
        {
            Kind = row.Kind ?? before.Details.Kind,
            Sex = row.Sex ?? before.Details.Sex,
            BirthDate = row.BirthDate ?? before.Details.BirthDate,
            Phone = row.Phone ?? before.Details.Phone,
            Notes = row.Notes is null || row.Notes == before.Details.Notes?.Trim() ? before.Details.Notes : row.Notes,
            LivesAlone = row.LivesAlone ?? before.Details.LivesAlone,
            Vehicles = [.. before.Details.Vehicles,
                .. row.Vehicles.Where(one => before.Details.Vehicles.All(held => held.Plate != one.Plate))],
        };
        var own = before with
        {
            Name = ImportWords.Name(before.Name) == row.Name ? before.Name : row.Name,
            Cards = [.. before.Cards, .. row.Cards.Where(card => !before.Cards.Any(held => held.MayBeTakenFor(card)))],
            ValidFrom = row.From is { } from ? At(from, before.ValidFrom) : before.ValidFrom,
            ValidTo = row.To is { } to ? At(to, before.ValidTo) : before.ValidTo,
            NeedsLonger = row.NeedsLonger ?? before.NeedsLonger,
        };
        if (before.IsFromHub && ResidentChanges.Between(before, own, templates: 0).Any())
        {
            _warnings.Add(new ImportFinding(row.Line, null, row.Name, ImportTexts.DistrictOwns(before.Id.Value)));
            own = before;
        }

        Judge(row, before, own);
        return own with { Household = household, Details = details, Consent = Consent(row, before, details.BirthDate) };
    }

    /// <summary>A list has whole seconds.</summary>
    private static DateTimeOffset? At(SaidMoment said, DateTimeOffset? before) => before is { } was && said.At is { } at
        && (was - at).Duration() < TimeSpan.FromSeconds(1) ? was : said.At;

    private void Judge(ImportRow row, Resident before, Resident own)
    {
        if (own.ValidFrom >= own.ValidTo && (own.ValidFrom, own.ValidTo) != (before.ValidFrom, before.ValidTo))
        {
            _problems.Add(new ImportFinding(row.Line, null, row.Name, ImportTexts.EndsBefore));
        }
        else if (own.ValidTo <= now && own.ValidTo != before.ValidTo)
        {
            _warnings.Add(new ImportFinding(row.Line, null, row.Name, ImportTexts.HasEnded));
        }

        if (row.Cards.Any(card => before.Cards.Any(held => held.Lost && held.MayBeTakenFor(card))))
        {
            _warnings.Add(new ImportFinding(row.Line, null, row.Name, ImportTexts.StaysLost));
        }
    }

    /// <summary>A list gives a consent and never takes one away, nor puts another in the place of the one on record.</summary>
    private Consent? Consent(ImportRow row, Resident before, DateOnly? born)
    {
        if (row.IsConsentDenied && before.Consent is not null)
        {
            _problems.Add(new ImportFinding(row.Line, null, row.Name, ImportTexts.WithdrawsNothing(before.Id.Value)));
        }

        if (before.Consent is not null || row.ConsentWitness is not { } witness)
        {
            return before.Consent;
        }

        if (EnrolmentRules.NeedsGuardian(born, row.Guardian, today))
        {
            _problems.Add(new ImportFinding(row.Line, null, row.Name, ImportTexts.GuardianMissing(EnrolmentRules.OfAge)));
        }

        return new Consent(now, notice.Version, witness, notice.Digest, row.Guardian);
    }

    private Household HouseholdAt(ImportRow row, Resident before)
    {
        var home = row.Home!;
        if (residents.At(home) is { } there)
        {
            if (there.EndsAt is not null && before.Household != there.Id)
            {
                _problems.Add(new ImportFinding(row.Line, null, home.ToString(), ImportTexts.MovesOut(home.ToString())));
            }

            return there;
        }

        return _new.TryGetValue(home, out var made) ? made : _new[home] = new Household(HouseholdId.Create(), home);
    }

    /// <summary>Those of the list's homes whom no line means. A line that can't be used may mean whoever has its name.</summary>
    private Resident[] Gone(IReadOnlyList<ImportRow> rows, IReadOnlyDictionary<int, Resident> known)
    {
        var meant = known.Values.Select(person => person.Id).ToHashSet();
        var names = rows.Where(row => !known.ContainsKey(row.Line)).Select(row => (row.Home, row.Name)).ToHashSet();
        var homeless = rows.Where(row => row.Home is null).Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Select(row => row.Home).OfType<Home>().Distinct().Select(residents.At).OfType<Household>().SelectMany(household =>
                residents.MembersOf(household.Id).Where(person => !meant.Contains(person.Id)
                    && !names.Contains((household.Home, ImportWords.Name(person.Name)))))
            .Where(person => !person.IsFromHub && !(person.ValidTo <= now) && !homeless.Contains(ImportWords.Name(person.Name)))];
    }

    private HouseholdId[] LeftEmpty(List<(Resident Before, Resident After)> changed)
    {
        var moved = changed.Where(one => one.Before.Household != one.After.Household).Select(one => one.Before.Id).ToHashSet();
        var movedInto = changed.Select(one => one.After.Household).ToHashSet();
        return [.. changed.Where(one => moved.Contains(one.Before.Id)).Select(one => residents.HouseholdOf(one.Before)).OfType<Household>()
            .DistinctBy(one => one.Id).Where(one => one is { Vehicles.Count: 0, Notes: null } && !movedInto.Contains(one.Id)
                && residents.MembersOf(one.Id).All(member => moved.Contains(member.Id))).Select(one => one.Id)];
    }
}
