using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>What a list is, and what became of it, in the site's words.</summary>
internal sealed class ImportFormatter(SiteFile site, ResidentDirectory residents)
{
    /// <summary>So many findings and people are named; how many there are is always said.</summary>
    private const int MostLines = 1000;

    public ImportAnswer Refused(Wording why) => new([], [], 0, 0, 0, 0, [], 0, [], false, null, Say(why));

    public ImportAnswer Problems(IReadOnlyList<ImportFinding> problems, IReadOnlyList<ImportFinding> warnings) => new(Lines(problems),
        Lines(warnings), 0, 0, 0, 0, [], 0, [], false, Say(ImportTexts.HasProblems(problems.Count)), null);

    public ImportAnswer Planned(ImportPlan plan, bool endsGone) => Answer(plan) with
    {
        Said = Say(plan.Problems.Count > 0 ? ImportTexts.HasProblems(plan.Problems.Count)
            : plan.IsChange || (endsGone && plan.Gone.Count > 0) ? ImportTexts.WouldBe(Counts(plan))
            : ImportTexts.NothingNew(plan.Unchanged)),
    };

    public ImportAnswer Done(ImportPlan plan, bool endsGone) => Answer(plan) with
    {
        IsDone = true,
        Said = Say(ImportTexts.Done(Counts(plan)) + (endsGone && plan.Gone.Count > 0 ? ImportTexts.Ended(plan.Gone.Count) : Wording.Empty)),
    };

    public ImportAnswer TakenBack(int people, int changed) => new([], [], 0, 0, 0, 0, [], 0, [], true,
        Say(ImportTexts.TakenBack(people, changed)), null);

    /// <summary>Of photos without a list.</summary>
    public static ImportAnswer Photos(PhotoAnswer photos) => new([], [], 0, 0, 0, 0, [], 0, [], true, null, null, photos);

    private ImportAnswer Answer(ImportPlan plan) => new(Lines(plan.Problems), Lines(plan.Warnings), plan.New.Count, plan.Changed.Count,
        plan.Unchanged, plan.Households.Count,
            [.. plan.Changed.Take(MostLines).Select(one => Say(ImportTexts.IsChanged(Described(one.Before),
            Parts(one.Before, one.After, plan))))],
        plan.Gone.Count, [.. plan.Gone.Take(MostLines).Select(person => Say(ImportTexts.IsGone(Described(person))))], false, null, null);

    private static Wording Counts(ImportPlan plan) => ImportTexts.Counts(plan.New.Count, plan.Changed.Count, plan.Unchanged,
        plan.Households.Count, plan.Gone.Count);

    private ImportLine[] Lines(IReadOnlyList<ImportFinding> findings) =>
    [
        .. findings.Take(MostLines).Select(one => new ImportLine(one.Line, one.Column, one.Value, Say(one.Words))),
        .. findings.Count <= MostLines ? []
            : new[] { new ImportLine(null, null, null, Say(PeopleTexts.AndMore(findings.Count - MostLines))) },
    ];

    private Wording Described(Resident person) => PersonDescription.Of(person, residents.HouseholdOf(person));

    private Wording Parts(Resident before, Resident after, ImportPlan plan)
    {
        var (one, other) = (before.Details, after.Details);
        return Wording.Join(ListTexts.Comma, new[]
        {
            before.Household != after.Household ? Wording.Same($"{HomeOf(before.Household, plan)} → {HomeOf(after.Household, plan)}")
                : null,
            before.Name != after.Name ? Wording.Same($"{before.Name} → {after.Name}") : null,
            one.Phone != other.Phone ? OfficeTexts.Phone : null,
            one.Sex != other.Sex ? OfficeTexts.Sex : null,
            one.BirthDate != other.BirthDate ? OfficeTexts.Born : null,
            one.Kind != other.Kind ? ImportTexts.Kind : null,
            before.Cards.Count != after.Cards.Count ? OfficeTexts.CardsHeld : null,
            before.ValidFrom != after.ValidFrom ? PeopleTexts.From : null,
            before.ValidTo != after.ValidTo ? PeopleTexts.To : null,
            one.Vehicles.Count != other.Vehicles.Count ? OfficeTexts.Vehicles : null,
            before.NeedsLonger != after.NeedsLonger ? OfficeTexts.NeedsLonger : null,
            one.LivesAlone != other.LivesAlone ? OfficeTexts.LivesAlone : null,
            before.Consent != after.Consent ? ImportTexts.FaceConsent : null,
            one.Notes != other.Notes ? OfficeTexts.Notes : null,
        }.OfType<Wording>());
    }

    private string HomeOf(HouseholdId? id, ImportPlan plan) => (id is null ? null : residents.WithId(id.Value)
        ?? plan.Households.FirstOrDefault(one => one.Id == id))?.Home?.ToString() ?? "-";

    private string Say(Wording words) => words.In(site.Language);
}
