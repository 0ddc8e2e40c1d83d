using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin.Office;

internal sealed record PrivacyRequest;

/// <summary>What of people is kept, in numbers: nobody is named.</summary>
/// <param name="Kinds">By kind of person; those of whom nobody said are under <c>unknown</c>.</param>
/// <param name="Minors">Under fourteen, by the birth date that is known.</param>
/// <param name="MinorsWithFace">Of those, with a face template.</param>
/// <param name="FacesWithoutBirthDate">With a face template, and nobody knows the birth date.</param>
/// <param name="Consents">To face recognition, by the version of the notice.</param>
/// <param name="KeptPhotos">Of how many people enrolment photos are kept, by their agreement in writing.</param>
/// <param name="Keys">Which of the keys under which things lie are made.</param>
/// <param name="FolderMode">Who may read the data folder, as the system has it.</param>
/// <param name="RecoveryKey">The number of the key that sealed backups are made for; null where none are made.</param>
internal sealed record PrivacyCounts(DateTimeOffset At, int People, SortedDictionary<string, int> Kinds, int Minors, int MinorsWithFace,
    int BirthDates, int Phones, int Cards, int Pins, int Vehicles, int Notes, int LivesAlone, int Households, int Visits, int Faces,
    int FacesWithoutBirthDate, SortedDictionary<string, int> Consents, int KeptPhotos, int Backups, IReadOnlyList<string> Keys,
    string FolderMode, string? RecoveryKey);

/// <summary>The numbers that an impact assessment needs, over the <see cref="AdminSocket"/>.</summary>
internal static class PrivacyEndpoint
{
    private const string Path = "/admin/report/privacy";

    public static void MapPrivacy(this WebApplication app) => app.MapPost(Path, async (HttpContext context, SiteFile site,
        ResidentDirectory residents, RegistryStore registry, TimeProvider time, CancellationToken cancellationToken) =>
        !AdminSocket.IsOver(context) ? Results.NotFound()
        : await AdminSocket.ReadAsync<PrivacyRequest>(context, cancellationToken) is not null
        ? Results.Json(Count(site, residents, registry, time.GetUtcNow()), EventJson.Options)
        : Results.BadRequest());

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<PrivacyCounts?> TryAskAsync(string dataFolder, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<PrivacyRequest, PrivacyCounts>(dataFolder, Path, new PrivacyRequest(), cancellationToken);

    public static PrivacyCounts Count(SiteFile site, ResidentDirectory residents, RegistryStore registry, DateTimeOffset now)
    {
        Resident[] all = [.. residents.All];
        var today = site.DayOf(now);
        var stored = registry.Stored(new PeopleChange { People = all });
        bool HasFace(Resident person) => stored.GetValueOrDefault(person.Id)?.Templates > 0;
        Resident[] minors = [.. all.Where(person => EnrolmentRules.NeedsGuardian(person.Details.BirthDate, null, today))];
        return new PrivacyCounts(now, all.Length, Counted(all.Select(person => person.Details.Kind?.ToString().ToLowerInvariant()
                ?? "unknown")),
            minors.Length, minors.Count(HasFace), all.Count(person => person.Details.BirthDate is not null),
            all.Count(person => person.Details.Phone is not null), all.Sum(person => person.Cards.Count),
            all.Count(person => person.PinDigest is not null), all.Sum(person => person.Details.Vehicles.Count)
                + residents.Households.Sum(household => household.Vehicles.Count),
            all.Count(person => person.Details.Notes is not null), all.Count(person => person.Details.LivesAlone),
            residents.Households.Count, residents.Visits.Count, all.Count(HasFace),
            all.Count(person => person.Details.BirthDate is null && HasFace(person)),
            Counted(all.Select(person => person.Consent?.NoticeVersion).OfType<string>()),
            all.Count(person => registry.Photos.Holds(person.Id)), registry.Backups().Count,
            [.. DataKey.All.Where(key => key.Read(site.DataFolder) is not null).Select(key => key.Name)],
            Convert.ToString((int)File.GetUnixFileMode(site.DataFolder), 8), registry.Sealed.Lock?.Id);
    }

    private static SortedDictionary<string, int> Counted(IEnumerable<string> words) => new(words.CountBy(word => word)
        .ToDictionary(), StringComparer.Ordinal);
}
