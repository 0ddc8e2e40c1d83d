using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>Which photos of a folder are whose, and of which a face may be taken: of who agreed to face recognition, on record, before.
/// Nobody has looked at one yet.</summary>
internal sealed class PhotoPlanner(SiteFile site, ResidentDirectory here)
{
    /// <param name="then">Everybody as a list would leave them.</param>
    /// <param name="spoilt">Names on lines of the list that can't be used, and where.</param>
    public PhotoAnswer Plan(IReadOnlyList<PhotoFile> files, ResidentDirectory then, IReadOnlyDictionary<string, int> spoilt, DateOnly today)
    {
        if (files.Count > PhotoLimits.MostFiles)
        {
            return new PhotoAnswer([], [new PhotoLine(null, Say(ImportTexts.PhotoTooMany(PhotoLimits.MostFiles)))]);
        }

        var matching = new PhotoMatching(then, spoilt);
        List<PhotoLine> problems = [];
        Dictionary<PersonId, (Resident Person, List<PhotoFile> Files)> matches = [];
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var (person, problem) = PhotoLimits.Problem(file) is { } wrong ? (null, wrong) : matching.Match(file.Path);
            problem ??= MayNot(person!, today);
            if (problem is null)
            {
                var (_, known) = matches.TryGetValue(person!.Id, out var there) ? there : matches[person.Id] = (person, []);
                problem = known.Count == TemplateChoice.Most ? ImportTexts.PhotoTooManyOfOne(TemplateChoice.Most)
                    : known.Sum(one => one.Bytes) + file.Bytes > PhotoLimits.MostBytesAPerson ? ImportTexts.PhotoTooMuchOfOne(
                        PhotoLimits.MostBytesAPerson >> 20)
                    : null;
                if (problem is null)
                {
                    known.Add(file);
                }
            }

            if (problem is not null)
            {
                problems.Add(new PhotoLine(file.Path, Say(problem)));
            }
        }

        return new PhotoAnswer([.. matches.Values.Where(one => one.Files.Count > 0).Select(one => new PhotoMatch(
            here.WithId(one.Person.Id) is null ? null : one.Person.Id.Value, Say(PersonDescription.Of(one.Person,
            then.HouseholdOf(one.Person))), [.. one.Files.Select(file => file.Path)]))], problems);
    }

    private static Wording? MayNot(Resident person, DateOnly today) => person.Consent is null
        ? ImportTexts.PhotoNoConsent(PersonDescription.Of(person, null))
        : EnrolmentRules.NeedsGuardian(person.Details.BirthDate, person.Consent.Guardian, today) ? EnrolmentTexts.GuardianNeeded(
            EnrolmentRules.OfAge)
        : null;

    private string Say(Wording words) => words.In(site.Language);
}
