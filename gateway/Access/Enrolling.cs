using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>What is to be enrolled.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Person">The id of the person meant, where several have the name; null otherwise.</param>
/// <param name="IsNew">true: another person of a name that is already there.</param>
/// <param name="Cards">Cards to add; their numbers and formats count.</param>
/// <param name="Photos">Photo files to take faces from; dropped after that.</param>
/// <param name="ConsentWitness">Who witnessed the consent to face recognition; needed with a photo.</param>
/// <param name="Days">The right ends after so many days; null for a resident's, which has no end.</param>
internal sealed record EnrolRequest(string Name, string? Person, bool IsNew, IReadOnlyList<HeldCard> Cards, IReadOnlyList<string> QrCodes,
    IReadOnlyList<string> Photos, string? ConsentWitness, int? Days);

/// <summary>What came of it.</summary>
internal abstract record EnrolOutcome
{
    internal sealed record Enrolled(Resident Resident, int Templates) : EnrolOutcome;

    /// <param name="Reasons">One line a reason, for the clerk at the desk.</param>
    internal sealed record Refused(IReadOnlyList<string> Reasons) : EnrolOutcome;
}

/// <summary>Adds people, cards and faces: checks everything first, changes nothing where anything is refused, and has it on the disk and in the doors' memory
/// when it returns. One enrolment at a time.</summary>
internal sealed class Enrolling(Registry registry, Residents residents, FaceGallery gallery, EventLedger ledger, Func<FaceEnroller> faces, TimeProvider time) : IDisposable
{
    /// <summary>The version of the notice on face recognition that is shown at enrolment.</summary>
    public const string NoticeVersion = "2026-11";

    /// <summary>Templates kept of a person.</summary>
    private const int MostTemplates = 5;

    private const int MostNameLetters = 100;
    private const int LeastQrLetters = 16;
    private const int MostQrLetters = 500;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Reads everybody from the registry into memory. Templates of another model pack stay unused: they can't be compared.</summary>
    /// <param name="pack">The pack in use; null where there is none.</param>
    public void Load(string? pack)
    {
        var all = registry.All();
        residents.Replace(all);
        foreach (var resident in all)
        {
            Show(resident, registry.TemplatesOf(resident.Id), pack);
        }
    }

    public async Task<EnrolOutcome> EnrolAsync(EnrolRequest request, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var reasons = new List<string>();
            var known = Find(request, reasons);
            reasons.AddRange(Problems(request, known));
            var found = new List<FaceTemplate>();
            foreach (var photo in reasons.Count == 0 ? request.Photos : [])
            {
                switch (await faces().FromPhotoAsync(photo, cancellation))
                {
                    case Enrolment.Accepted accepted:
                        found.Add(new FaceTemplate(accepted.Pack, accepted.Template.ToArray()));
                        break;
                    case Enrolment.Refused refused:
                        reasons.Add($"photo {Path.GetFileName(photo)}: {refused.Text}");
                        break;
                }
            }

            return reasons.Count > 0 ? new EnrolOutcome.Refused(reasons) : Keep(request, known, found);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private EnrolOutcome Keep(EnrolRequest request, Resident? known, List<FaceTemplate> found)
    {
        lock (residents.Turn)
        {
            // While the photos were looked at, a card may have been reported lost or the person removed.
            var still = known is null ? null : residents.WithId(known.Id);
            if (known is not null && still is null)
            {
                return new EnrolOutcome.Refused(["the person was removed meanwhile"]);
            }

            var now = time.GetUtcNow();
            var before = still ?? new Resident(new PersonId($"p-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}"), request.Name);
            var resident = before with
            {
                Cards = [.. before.Cards, .. request.Cards.Distinct().Where(c => !before.Cards.Any(held => IsSame(held, c)))],
                QrCodes = [.. before.QrCodes.Union(request.QrCodes, StringComparer.Ordinal)],
                ValidTo = request.Days is { } days ? now.AddDays(days) : before.ValidTo,
                Consent = found.Count > 0 ? new Consent(now, NoticeVersion, request.ConsentWitness!) : before.Consent,
            };
            FaceTemplate[] templates = [.. registry.TemplatesOf(resident.Id).Concat(found).TakeLast(MostTemplates)];
            registry.Put(resident, templates);
            residents.Put(resident);
            if (found.Count > 0)
            {
                Show(resident, templates, found[0].Pack);
            }

            ledger.Append(new ResidentEnrolled(resident.Id.Value, resident.Cards.Count, templates.Length, resident.Consent?.NoticeVersion));
            return new EnrolOutcome.Enrolled(resident, templates.Length);
        }
    }

    /// <summary>One reader could take them for each other.</summary>
    private static bool IsSame(HeldCard one, HeldCard other) => one.Number == other.Number && (one.Format == other.Format || one.Format is null || other.Format is null);

    private void Show(Resident resident, IReadOnlyList<FaceTemplate> templates, string? pack)
    {
        ReadOnlyMemory<float>[] comparable = [.. templates.Where(t => t.Pack == pack).Select(t => new ReadOnlyMemory<float>(t.Vector))];
        if (comparable.Length > 0 && resident.Consent is not null)
        {
            gallery.Put(resident.Id.Value, comparable);
        }
    }

    private Resident? Find(EnrolRequest request, List<string> reasons)
    {
        if (request.Person is { } id)
        {
            var meant = residents.WithId(new PersonId(id));
            if (meant is null)
            {
                reasons.Add($"there is no person {id} here");
            }

            return meant;
        }

        Resident[] named = request.IsNew ? [] : [.. residents.All.Where(r => string.Equals(r.Name, request.Name, StringComparison.Ordinal))];
        if (named.Length > 1)
        {
            reasons.Add($"{named.Length} people are called {request.Name}: say --person with one of {string.Join(", ", named.Select(r => r.Id))}, or --new for another");
        }

        return named.FirstOrDefault();
    }

    private IEnumerable<string> Problems(EnrolRequest request, Resident? known)
    {
        if (string.IsNullOrWhiteSpace(request.Name) && known is null)
        {
            yield return "a person needs a name: --name NAME";
        }
        else if (request.Name.Length > MostNameLetters || request.Name.Any(char.IsControl))
        {
            yield return $"a name has at most {MostNameLetters} letters, and no control characters";
        }

        if (request.QrCodes.Any(code => code.Length is < LeastQrLetters or > MostQrLetters))
        {
            yield return $"a QR code's text has {LeastQrLetters} to {MostQrLetters} letters: a shorter one could be guessed";
        }

        if (request.Photos.Count > 0 && string.IsNullOrWhiteSpace(request.ConsentWitness))
        {
            // Personal Information Protection Law, art. 29: a face is taken only with separate consent, and somebody can attest to it.
            yield return "a face is taken only with the person's consent: name who witnessed it with --consent-witness WHO";
        }

        foreach (var card in request.Cards)
        {
            if (residents.CardsOf(card.Number).FirstOrDefault(held => IsSame(held.Card, card)).Resident is { } owner && owner.Id != known?.Id)
            {
                yield return $"card {card.Number} already belongs to {owner.Name} ({owner.Id})";
            }
        }

        foreach (var code in request.QrCodes)
        {
            if (residents.WithQrCode(code) is { } owner && owner.Id != known?.Id)
            {
                yield return $"that QR code already belongs to {owner.Name} ({owner.Id})";
            }
        }
    }
}
